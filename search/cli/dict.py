"""``yinde dict``: the dictionaries and glossaries that queries are translated with."""

from typing import TYPE_CHECKING

import click

from search.cli.command import Group
from search.cli.options import json_option, library_options, opened
from search.cli.output import screen, write

if TYPE_CHECKING:
    from search.translate.shelf import Shelved


@click.group(cls=Group, name="dict", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Add, list and remove glossaries; install a newer CC-CEDICT.

    Searches ask in the other language too, by these: first the library's own glossaries, then the starter glossary of
    climate and energy policy, then CC-CEDICT. What a glossary has for a term goes before what the others have.
    """


@command.command()
@click.argument("file", metavar="FILE")
@click.option("--name", metavar="NAME", default="", help="Call it NAME instead of after its file.")
@library_options
def add(*, file: str, name: str, folder: str | None, index: str | None) -> None:
    """Give the library the glossary in FILE, or again one that was removed (climate, cc-cedict).

    FILE is CSV or TSV with a Chinese and an English column (of several names for one thing, with ; between, the usual one
    first), TBX, or in CC-CEDICT's format; .gz will do. A glossary of the same name is replaced.
    """
    from search.translate import shelf

    with opened(folder, index, fresh=False) as library:
        _print([shelf.add(library.folder, file, name)])


@command.command(name="list")
@library_options
@json_option
def list_command(*, folder: str | None, index: str | None, as_json: bool) -> None:
    """List what queries of the library are translated with; what wins comes first."""
    from search.translate import shelf

    with opened(folder, index, fresh=False) as library:
        rows = shelf.shelved(library.folder)
    if not as_json:
        _print(rows)
        return
    from search.render.dictionaries import dictionary_object
    from search.render.json import dump

    write(dump(dictionary_object(row)) for row in rows)


@command.command()
@click.argument("name", metavar="NAME")
@library_options
def remove(*, name: str, folder: str | None, index: str | None) -> None:
    """Take the glossary NAME from the library. climate and cc-cedict are only left unused, until they are added again."""
    from search.translate import shelf

    with opened(folder, index, fresh=False) as library:
        shelf.remove(library.folder, name)


@command.command()
@click.argument("file", metavar="FILE")
def install(*, file: str) -> None:
    """Use the CC-CEDICT in FILE (cedict_ts.u8 or cedict_ts.u8.gz), in all libraries, instead of the one that came along.

    https://www.mdbg.net/chinese/dictionary?page=cc-cedict has the newest.
    """
    from search.translate import shelf

    _print([shelf.install(file)])


def _print(rows: "list[Shelved]") -> None:
    from search.render.dictionaries import draw_dictionaries

    write(draw_dictionaries(rows, screen("auto")))
