"""``yinde count``: count occurrences, document by document."""

import click

from search.cli.command import Command
from search.cli.options import (
    fresh_library_options,
    opened,
    output_options,
    pointing_at,
    query_argument,
    quoted,
    read_query,
)
from search.cli.output import complain, from_here, screen, write
from search.cli.search import NOTHING_FOUND
from search.render.speech import gettext as _


@click.command(
    cls=Command,
    name="count",
    epilog="""\b
Examples:
  yinde count 碳达峰              occurrences in each document, and in all
  yinde count 碳达峰 --verify     the same, proved by a scan of all text
  yinde count 甲烷 --json

Exit status: 0 found, 1 nothing found, 2 error or a difference found by --verify.
""",
)
@query_argument
@click.option("--verify", is_flag=True, help="Also scan every document without the index; fail on any difference.")
@fresh_library_options
@output_options
def command(
    *, query: tuple[str, ...], verify: bool, folder: str | None, index: str | None, color: str, as_json: bool
) -> int:
    """Count the occurrences of QUERY in each document and in all.

    Words are counted each for itself; put a phrase in quotes. Simplified and traditional script are one.
    """
    text = read_query(query)
    with opened(folder, index, fresh=True) as library, pointing_at(text):
        counts = library.count(text, verify=verify)
        if as_json:
            from search.render.json import count_objects, dump

            write(map(dump, count_objects(counts)))
        else:
            from search.render.counts import draw_counts

            write(draw_counts(counts, screen(color), from_here(library.root)))
    if not counts.total:
        complain(_("no document holds {query}").format(query=quoted(text)))
    return 0 if counts.total else NOTHING_FOUND
