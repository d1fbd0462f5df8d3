"""Keep the catalogues of messages in step with the code: ``python -m tools.messages`` after changing a text.

It gathers every message of the code, brings each ``search/locale/*/LC_MESSAGES/yinde.po`` up to date (new messages come
untranslated, those that are gone leave), compiles it to the ``.mo`` that is shipped, and names what is left to translate.
``--check`` changes nothing and fails where it would. What counts as a message, ``tools/gather_messages.py`` says.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.gather_messages import ROOT, gather

LOCALES = ROOT / "search" / "locale"
FOREIGN = ROOT / "tools" / "foreign.po"
"""Messages of click, RE2 and the operating system, which the command line shows too; kept by hand."""
WIDTH = 120
SIGNATURE = "Generated-By:"
"""The header by which Babel names its version. It is left out, so that a new Babel changes no catalogue."""


def catalogues() -> list[Path]:
    """The catalogue of each language."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/yinde.po"))


def template() -> Catalog:
    """All messages there are, untranslated, with the files in which they stand."""
    found = Catalog(domain="yinde", charset="utf-8")
    for each in (*read(FOREIGN), *_own()):
        if each.id:
            found.add(each.id, locations=each.locations, flags=_flags(each))
    return found


def read(path: Path) -> Catalog:
    """Read a catalogue; the folder that it lies in names its language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3] if path.is_relative_to(LOCALES) else None, domain="yinde")


def updated(path: Path) -> Catalog:
    """A catalogue with the messages that there are now, and the translations that it had."""
    catalogue = read(path)
    found = template()
    found.creation_date = catalogue.creation_date
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """A catalogue as text, in the order of its messages; without line numbers, which would change with every edit."""
    written = io.BytesIO()
    write_po(written, catalogue, width=WIDTH, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return b"".join(line for line in written.getvalue().splitlines(keepends=True) if SIGNATURE not in line.decode())


def as_mo(catalogue: Catalog) -> bytes:
    """A catalogue as gettext reads it."""
    written = io.BytesIO()
    write_mo(written, cast("Catalog", _Unsigned(catalogue)))
    return written.getvalue()


class _Unsigned:
    """A catalogue without Babel's signature among its messages."""

    def __init__(self, catalogue: Catalog) -> None:
        self._catalogue = catalogue

    def __getattr__(self, name: str) -> object:
        return getattr(self._catalogue, name)

    def __iter__(self) -> Iterator[Message]:
        header, *others = self._catalogue
        lines = [line for text in _forms(header.string) for line in text.splitlines(keepends=True)]
        yield Message("", "".join(line for line in lines if SIGNATURE not in line))
        yield from others


def untranslated(catalogue: Catalog) -> list[Message]:
    """The messages that have no translation yet."""
    return [each for each in catalogue if each.id and not all(_forms(each.string))]


def main() -> int:
    """Write the catalogues or, with ``--check``, compare; status 1 where something is to be done."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail if a catalogue is out of date")
    check = parser.parse_args().check
    status = 0
    for path in catalogues():
        catalogue = updated(path)
        for file, data in ((path, as_po(catalogue)), (path.with_suffix(".mo"), as_mo(catalogue))):
            if check and (not file.exists() or file.read_bytes() != data):
                sys.stderr.write(f"{file.relative_to(ROOT)} is out of date; run python -m tools.messages\n")
                status = 1
            elif not check:
                file.write_bytes(data)
        for message in untranslated(catalogue):
            print(f"{path.relative_to(ROOT)}: not translated: {message.id!r}")
            status = 1
    return status


def _own() -> list[Message]:
    return [
        Message((each.text, each.plural) if each.plural else each.text, locations=[(each.path, 0)]) for each in gather()
    ]


def _flags(message: Message) -> list[str]:
    return ["python-brace-format"] if any("{" in form for form in _forms(message.id)) else []


def _forms(texts: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    if texts is None:
        return ("",)
    return (texts,) if isinstance(texts, str) else tuple(texts)


if __name__ == "__main__":
    sys.exit(main())
