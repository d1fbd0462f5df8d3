"""``yinde check``: the quotations of a manuscript, looked up."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from corpus.errors import UsageError
from corpus.messages import Message
from search.cli.command import Command
from search.cli.options import color_option, library_options, opened
from search.cli.output import complain, from_here, screen, write, write_text

if TYPE_CHECKING:
    from search.check.draft import Draft
    from search.check.model import Checked
    from search.library import Library
    from search.render.screen import Screen
    from search.render.terminal import Locate

UNSOUND = 1


@click.command(
    cls=Command,
    name="check",
    epilog="""\b
Examples:
  yinde check draft.md --in sources
  yinde check draft.docx --report html > report.html
  yinde check draft.md --fix-locators        [@key] becomes [@key, p. 12]
  yinde check draft.md --report json | jq 'select(.verdict == "altered")'

\b
Verdicts: found; cut (its parts stand in order, in one place); other script (printed in the other);
ambiguous (in several sources); altered (the closest passage, with what differs); not found.

Exit status: 0 all well, 1 anything altered or not found, 2 error.
""",
)
@click.argument("draft_path", metavar="DRAFT")
@click.option(
    "--report",
    "kind",
    type=click.Choice(["table", "markdown", "html", "json"]),
    default="table",
    show_default=True,
    help="Form of the report.",
)
@click.option("--fix-locators", is_flag=True, help="Fill page or paragraph into [@key] in DRAFT.")
@click.option(
    "--shortest",
    type=click.IntRange(min=1),
    metavar="N",
    default=5,
    show_default=True,
    help="Pass over quotations of fewer words or Han characters.",
)
@library_options
@color_option
def command(
    *, draft_path: str, kind: str, fix_locators: bool, shortest: int, folder: str | None, index: str | None, color: str
) -> int:
    """Look up every quotation in DRAFT (.txt, .md, .docx, .html) and say whether it is as printed.

    Taken are “…”, 「…」, 『…』, "…", 《…》 after 引 or 称, and block quotes.
    """
    from search.check.draft import read_draft
    from search.check.extract import quotations
    from search.check.model import FAILURES
    from search.check.own import own_passages
    from search.check.verdict import check

    draft = read_draft(draft_path)
    if fix_locators and not draft.is_text:
        raise UsageError("{path}: locators are filled into text and Markdown only", path=draft_path)
    with opened(folder, index, fresh=False) as library:
        own = own_passages(library, draft_path)
        checked = [check(quoted, library.reader, own) for quoted in quotations(draft, shortest)]
        if fix_locators:
            _fix(draft, checked, library)
        locate = from_here(library.root)
    _print(draft_path, checked, kind, screen(color), locate)
    return UNSOUND if any(one.verdict in FAILURES for one in checked) else 0


def _print(draft_path: str, checked: Sequence["Checked"], kind: str, drawn_on: "Screen", locate: "Locate") -> None:
    from search.check import report

    if kind == "markdown":
        write_text("\n".join(report.markdown(checked, draft_path)))
    elif kind == "html":
        write_text("\n".join(report.page(checked, draft_path)))
    elif kind == "json":
        write(report.objects(checked))
    else:
        write(report.table(checked, draft_path, drawn_on, locate))


def _fix(draft: "Draft", checked: Sequence["Checked"], library: "Library") -> None:
    from corpus.record.citekey import citekey
    from search.check.locators import fill_locators, save

    cited = {one.quoted.key for one in checked if one.quoted.key}
    keys = frozenset(citekey(summary.bib) for summary in library.documents()) if cited else frozenset()
    filled = fill_locators(draft, checked, keys)
    for one in filled.mistaken:
        complain(
            Message(
                "{draft}:{line}: [@{key}] names another work than {path}",
                draft=draft.path,
                line=one.quoted.line,
                key=one.quoted.key,
                path=one.places[0].path,
            )
        )
    if filled.count:
        save(draft, filled.text)
    complain(
        Message.counting(
            "{path}: {number} locator filled in", "{path}: {number} locators filled in", filled.count, path=draft.path
        )
    )
