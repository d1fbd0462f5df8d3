"""``yinde verify``: prove that an index is whole."""

import click

from search.cli.command import Command
from search.cli.options import color_option, index_option, json_option
from search.cli.output import screen, write

DAMAGED = 1


@click.command(
    cls=Command,
    name="verify",
    epilog="""\b
Examples:
  yinde verify                    the index found here or above
  yinde verify docs/ --all        compare every document with its file
  yinde index --rebuild           mend what is damaged

Exit status: 0 whole, 1 damage found, 2 error.
""",
)
@click.argument("path", required=False, default=".", metavar="[PATH]")
@index_option
@click.option("--all", "every", is_flag=True, help="Compare every document with its file instead of a sample of them.")
@color_option
@json_option
def command(*, path: str, index: str | None, every: bool, color: str, as_json: bool) -> int:
    """Prove that the index nearest to PATH is as it was written.

    Every byte of it is held against its checksum, every number against the others, its documents against its own list of
    files, and a hundred of them, or all, against the files themselves. A file that has changed since is no damage.
    """
    from indexer.verify import verify

    found = verify(path, index, every=every)
    if as_json:
        from search.render.json import dump
        from search.render.verification import verification_object

        write([dump(verification_object(found))])
    else:
        from search.render.verification import draw_verification

        write(draw_verification(found, screen(color)))
    return 0 if found.whole else DAMAGED
