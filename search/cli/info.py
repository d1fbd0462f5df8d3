"""``yinde info``: a library as a whole."""

import click

from search.cli.command import Command
from search.cli.options import library_argument, one_folder, opened, output_options
from search.cli.output import screen, write


@click.command(
    cls=Command,
    name="info",
    epilog="""\b
Examples:
  yinde info
  yinde info docs/ --json | jq .index_bytes
""",
)
@library_argument
@output_options
def command(*, path: str | None, folder: str | None, index: str | None, color: str, as_json: bool) -> None:
    """Tell where the library and its index lie, what it holds, and by which rules it was built.

    It is the library whose index is nearest, at or above PATH or this folder.
    """
    from search.render.catalogue import draw_info, info_object

    with opened(one_folder(path, folder), index, fresh=False) as library:
        info = library.info()
        if as_json:
            from search.render.json import dump

            write([dump(info_object(info))])
        else:
            write(draw_info(info, screen(color)))
