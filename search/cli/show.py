"""``yinde show``: read a passage among its neighbours."""

from dataclasses import replace

import click

from search.cli.command import Command
from search.cli.options import library_options, opened, output_options
from search.cli.output import from_here, screen, write


@click.command(
    cls=Command,
    name="show",
    epilog="""\b
Examples:
  yinde show k3w7yq2mdf        the passage and one neighbour on either side
  yinde show k3w7 -C 0         it alone; the beginning of an ID suffices
  yinde show k3w7 --in examples
  yinde show k3w7 --json | jq .text
""",
)
@click.argument("passage_id", metavar="ID")
@click.option(
    "-C", "--context", type=click.IntRange(min=0), metavar="N", default=1, show_default=True, help="So many neighbours."
)
@library_options
@output_options
def command(*, passage_id: str, context: int, folder: str | None, index: str | None, color: str, as_json: bool) -> None:
    """Show the passage ID with its neighbours: the original lines, and their numbers in the file.

    `yinde search` prints the ID of each passage.
    """
    from search.cite.works import current_bib

    with opened(folder, index, fresh=False) as library:
        passage = library.passage(passage_id)
        around = library.neighbours(passage.id, context)
        document = library.document(passage)
        document = replace(document, bib=current_bib(library, document.path, document.bib))
        if as_json:
            from search.render.json import dump, shown_object

            write([dump(shown_object(passage, document.bib, around))])
        else:
            from search.render.passage import draw_passage

            write(draw_passage(passage, around, document, screen(color), from_here(library.root)))
