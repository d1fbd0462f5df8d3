"""``yinde index``: build an index, or bring it up to date."""

import math
from typing import TYPE_CHECKING

import click

from corpus.errors import UsageError
from search.cli import INTERRUPTED
from search.cli.command import Command
from search.cli.fields import fields_options, named_fields
from search.cli.options import output_options, paths_to_index
from search.cli.output import complain, screen, write
from search.render.speech import gettext as _

if TYPE_CHECKING:
    from indexer.report import BuildReport, BuildRequest

_MEGABYTE = 1 << 20


@click.command(
    cls=Command,
    name="index",
    epilog="""\b
Examples:
  yinde index .                              all below this folder
  yinde index                                bring the index found here or above up to date
  yinde index docs --exclude drafts/ --exclude '*.html'
  yinde index docs --user-dict words.txt     one word a line: word [frequency] [tag]
  yinde index news.jsonl --text-field story  a document a row; also .csv, .tsv, and archives of any of these
  yinde index docs --bib library.json        records from Zotero or the like, instead of what files say of themselves
  yinde index docs --index ~/indexes/docs    keep the index elsewhere
  yinde index --rebuild                      after a change of rules, or of dictionary

What is asked for is remembered: a later `yinde index` repeats it, and so does `yinde search --in`.
Ctrl-C keeps what is finished; the next run goes on from there. Of a build that is killed, half a minute's work is lost.

Exit status: 0 done (skipped files are listed), 2 error, 130 interrupted.
""",
)
@paths_to_index
@click.option(
    "--exclude",
    multiple=True,
    metavar="GLOB",
    help="Leave out what matches, as in a .gitignore; may be repeated, and replaces what was excluded before.",
)
@click.option("--encoding", metavar="ENC", help="Read every text file in this encoding instead of telling them apart.")
@fields_options
@click.option("--user-dict", metavar="FILE", help="Your own words, for ranking; the index keeps a copy of them.")
@click.option(
    "--bib", metavar="FILE", help="Your own records of the documents: CSL-JSON, BibTeX or RIS, as Zotero exports."
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Use so many processes instead of one a core.")
@click.option(
    "--memory", type=click.IntRange(min=64), default=512, show_default=True, metavar="MB", help="Memory to work with."
)
@click.option("--rebuild", is_flag=True, help="Read everything afresh and replace the index at the end.")
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    is_flag=False,
    flag_value=math.inf,
    default=0.0,
    show_default=False,
    metavar="[SECONDS]",
    help="If another process writes the index, wait for it, without limit or so long, instead of giving up.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@output_options
def command(
    *,
    paths: tuple[str, ...],
    index: str | None,
    exclude: tuple[str, ...],
    encoding: str | None,
    user_dict: str | None,
    bib: str | None,
    jobs: int | None,
    memory: int,
    rebuild: bool,
    wait: float,
    quiet: bool,
    color: str,
    as_json: bool,
    **fields: str | None,
) -> int:
    """Index the documents at and below each PATH, or bring their index up to date.

    Reads text, Markdown, reStructuredText, HTML, PDF, Word (.docx), PowerPoint (.pptx), OpenDocument text and EPUB, the
    rows of .jsonl, .csv and .tsv, and all of these in .zip and .tar archives, as if these were folders; hidden files are
    left out. Files that have not changed since are not read again. Without a PATH, does again what was asked for when the
    index was made. An empty value ('') for --exclude, --encoding, --user-dict, --bib or a --…-field takes back what was
    given before.
    """
    if quiet and as_json:
        raise UsageError("--quiet and --json do not go together; --json prints nothing but the summary")
    from indexer.report import BuildRequest

    report = _build(
        BuildRequest(
            paths=paths,
            index=index,
            exclude=exclude or None,
            encoding=encoding,
            fields=named_fields(fields),
            user_dictionary=user_dict,
            bib=bib,
            jobs=jobs or 0,
            memory=memory * _MEGABYTE,
            rebuild=rebuild,
            wait=wait,
        ),
        quiet=quiet or as_json,
    )
    if as_json:
        from search.render.json import dump
        from search.render.summary import summary_object

        write([dump(summary_object(report))])
    elif not quiet:
        from search.render.summary import draw_summary

        write(draw_summary(report, screen(color)))
    if report.interrupted:
        complain(_("interrupted; what is finished can be searched. Go on with: yinde index"))
        return INTERRUPTED
    _prepare_translation(report)
    return 0


def _prepare_translation(report: "BuildReport") -> None:
    """Compile, once on this computer, what queries of a library in two languages are translated with."""
    if len({"zh", "en", "mul"}.intersection(language for language, _ in report.totals.languages)) > 1:
        from search.translate.shelf import prepare

        prepare()


def _build(request: "BuildRequest", *, quiet: bool) -> "BuildReport":
    """Build, with a bar on stderr where that is a terminal."""
    from indexer.build import build

    if quiet:
        return build(request)
    from search.cli.progress import bar

    try:
        with bar() as show:
            return build(request, show)
    except KeyboardInterrupt:
        complain(_("interrupted; the index is as it was before"))
        raise
