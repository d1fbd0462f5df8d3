"""``yinde list``: the documents of a library."""

import click

from search.cli.command import Command
from search.cli.options import library_argument, one_folder, opened, output_options
from search.cli.output import from_here, screen, write


@click.command(
    cls=Command,
    name="list",
    epilog="""\b
Examples:
  yinde list                              a table of all documents
  yinde list docs/                        of the library at or above a folder
  yinde list --json | jq -r 'select(.script == "hant") | .path'
""",
)
@library_argument
@output_options
def command(*, path: str | None, folder: str | None, index: str | None, color: str, as_json: bool) -> None:
    """List the documents of the library: their size, script, date and title.

    It is the library whose index is nearest, at or above PATH or this folder. Sizes are in passages and characters.
    """
    from search.render.catalogue import document_object, draw_documents

    with opened(one_folder(path, folder), index, fresh=False) as library:
        documents = library.documents()
        if as_json:
            from search.render.json import dump

            write(dump(document_object(each)) for each in documents)
        else:
            write(draw_documents(documents, screen(color), from_here(library.root)))
