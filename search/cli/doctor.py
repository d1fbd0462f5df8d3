"""``yinde doctor``: what becomes of files when they are read."""

import os

import click

from corpus.messages import Message
from search.cli.command import Command
from search.cli.fields import fields_options, named_fields
from search.cli.options import output_options
from search.cli.output import complain, screen, write


@click.command(
    cls=Command,
    name="doctor",
    epilog="""\b
Examples:
  yinde doctor                          all below this folder
  yinde doctor report.pdf               one file
  yinde doctor docs --json | jq -r 'select(.error or .defects != []) | .path'

Exit status: 0 every file was read, 1 some were not, 2 error.
""",
)
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option(
    "--exclude", multiple=True, metavar="GLOB", help="Leave out what matches, as in a .gitignore; may be repeated."
)
@click.option("--encoding", metavar="ENC", help="Read every text file in this encoding instead of telling them apart.")
@fields_options
@output_options
def command(
    *,
    paths: tuple[str, ...],
    exclude: tuple[str, ...],
    encoding: str | None,
    color: str,
    as_json: bool,
    **fields: str | None,
) -> int:
    """Tell how each file at and below PATH is read: format, encoding, language, script.

    And what is wrong with it: pages without text or with a garbled one, mojibake, text printed twice over, a missing or
    guessed title, author or date. To be run when a phrase is not found that should be there. Needs no index and makes none.
    """
    from corpus.doctor import examine
    from search.render.doctor import diagnosis_object, draw_diagnoses

    examination = examine(
        paths or (".",), root=os.getcwd(), encoding=encoding, exclude=exclude, fields=named_fields(fields)
    )
    failed = False
    if as_json:
        from search.render.json import dump

        for diagnosis in examination.diagnoses:
            failed = failed or bool(diagnosis.error)
            write([dump(diagnosis_object(diagnosis))])
    else:
        diagnoses = list(examination.diagnoses)
        failed = any(diagnosis.error for diagnosis in diagnoses)
        write(draw_diagnoses(diagnoses, screen(color)))
        if examination.findings.others:
            from search.render.summary import of_other_kinds

            complain(of_other_kinds(examination.findings.others))
    for problem in examination.findings.problems:
        complain(Message("{path}: {reason}", path=problem.path, reason=problem.reason))
    return 1 if failed or examination.findings.problems else 0
