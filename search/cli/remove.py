"""``yinde remove``: take documents out of an index."""

import click

from search.cli.command import Command
from search.cli.options import index_option, json_option
from search.cli.output import write


@click.command(
    cls=Command,
    name="remove",
    epilog="""\b
Examples:
  yinde remove drafts/                take out all below a folder
  yinde remove docs/old.md docs/b.txt
  yinde index drafts/ --index .       put it back into the index of this folder

To do away with a whole index, delete its folder (yinde info names it).

Exit status: 0 removed, 2 error.
""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@index_option
@json_option
def command(*, paths: tuple[str, ...], index: str | None, as_json: bool) -> None:
    """Take the documents at and below each PATH out of the index.

    The files themselves are left alone, and need not exist any more. What is removed stays out: `yinde index` passes it
    over until it is named there again, together with the library's folder as --index.
    """
    from indexer.remove import remove
    from search.render.speech import ngettext
    from search.render.visible import visible_name

    removal = remove(paths, index)
    if as_json:
        from search.render.json import dump

        write(dump({"path": path}) for path in removal.files)
    else:
        write(
            [
                ngettext(
                    "removed {number:,} file from the index of {root}",
                    "removed {number:,} files from the index of {root}",
                    len(removal.files),
                ).format(number=len(removal.files), root=visible_name(removal.location.root))
            ]
        )
