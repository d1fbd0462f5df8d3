"""``yinde watch``: keep an index up to date while files change."""

from typing import TYPE_CHECKING

import click

from search.cli.command import Command
from search.cli.options import output_options, paths_to_index
from search.cli.output import complain, screen, write
from search.render.speech import gettext as _

if TYPE_CHECKING:
    from indexer.report import BuildReport


@click.command(
    cls=Command,
    name="watch",
    epilog="""\b
Examples:
  yinde watch docs/          index it, and keep the index up to date
  yinde watch                the same for the index found here or above
  yinde watch --json | jq .added

Exit status: 0 ended with Ctrl-C, 2 error.
""",
)
@paths_to_index
@output_options
def command(*, paths: tuple[str, ...], index: str | None, color: str, as_json: bool) -> int:
    """Index the documents at and below each PATH, and again whenever files change, until Ctrl-C.

    A burst of changes is waited out for less than a second, and looked at after five if it does not end. Prints a line, or
    with --json an object, for each time that something was new, changed, moved or removed.
    """
    from indexer.report import BuildRequest
    from indexer.watch import watch

    def tell(report: "BuildReport") -> None:
        from search.render.summary import draw_summary, summary_object

        if as_json:
            from search.render.json import dump

            write([dump(summary_object(report))])
        else:
            write([next(iter(draw_summary(report, screen(color))))])

    try:
        watch(BuildRequest(paths=paths, index=index), tell)
    except KeyboardInterrupt:
        complain(_("no longer watching; bring the index up to date with: yinde index"))
    return 0
