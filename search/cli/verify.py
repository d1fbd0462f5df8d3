"""``yinde verify``: prove that an index is whole."""

import click

from search.cli.command import Command
from search.cli.options import library_argument, one_folder, output_options
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
@library_argument
@click.option("--all", "every", is_flag=True, help="Compare every document with its file instead of a sample of them.")
@output_options
def command(*, path: str | None, folder: str | None, index: str | None, every: bool, color: str, as_json: bool) -> int:
    """Prove that the index nearest to PATH is as it was written.

    Every byte of it is held against its checksum, every number against the others, its documents against its own list of
    files, and a hundred of them, or all, against the files themselves. A file that has changed since is no damage.
    """
    from indexer.verify import verify

    found = verify(one_folder(path, folder) or ".", index, every=every)
    if as_json:
        from search.render.json import dump
        from search.render.verification import verification_object

        write([dump(verification_object(found))])
    else:
        from search.render.verification import draw_verification

        write(draw_verification(found, screen(color)))
    return 0 if found.whole else DAMAGED
