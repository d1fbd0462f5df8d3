"""The user's own records in the course of a build: whether they have to be read again, and what they say of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from corpus.errors import YindeError
from indexer.bibliography import Bibliography, matched, read_library, state_of
from indexer.report import Described

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.record.model import Record
    from indexer.engine import Engine
    from indexer.location import Location
    from indexer.manifest import Choices, FileEntry


class Records:
    """The records of one library file, if one was chosen."""

    def __init__(self, path: str = "", before: Bibliography | None = None, *, required: bool = False) -> None:
        """``path`` is that of the library file, empty for none; ``before`` is what it said of the index so far.

        Unless it is ``required``, a file that cannot be read has said what it said before.
        """
        self._path = path
        self._before = before or Bibliography()
        self._required = required or not self._before.name
        self._state = ""
        self._read: list[Record] | None = None
        self.bibliography = self._before if path else Bibliography()
        self.problem = ""

    @classmethod
    def of(cls, location: Location, choices: Choices, before: Bibliography, *, required: bool) -> Records:
        """Those that the user has chosen for a library, just now if ``required``."""
        path = os.path.normpath(os.path.join(location.root, choices.bib)) if choices.bib else ""
        return cls(path, before, required=required)

    @property
    def are_read(self) -> bool:
        """Whether there are any, and they have been read."""
        return self._read is not None

    @property
    def changed(self) -> bool:
        """Whether they say something else of the index than before."""
        return self.bibliography.records != self._before.records

    def read(self, *, again: bool) -> bool:
        """Read the file, if one was chosen and it has changed, or in any case if ``again``; say whether it was read.

        Raises ReadError or UsageError where that is not possible and the file is required.
        """
        if not self._path or not (again or state_of(self._path) != self._before.state):
            return False
        try:
            self._state, self._read = read_library(self._path)
        except YindeError as error:
            if self._required:
                raise
            self.problem = error.message
            return False
        return True

    def match(self, engine: Engine) -> None:
        """Tell what was read says of the last commit."""
        reader = engine.reader()
        try:
            self.bibliography = matched(self._path, self._state, self._read or [], reader)
        finally:
            reader.close()


def described(records: Records, entries: Iterable[FileEntry]) -> Described | None:
    """What is reported of the records; None where there are none."""
    found = records.bibliography
    if not found.name:
        return None
    indexed = [entry for entry in entries if entry.is_indexed]
    left = tuple(entry.path for entry in indexed if entry.document_id not in found.records)
    files = len(indexed) - len(left)
    return Described(found.name, found.total, files, left, found.unmatched, records.changed, records.problem)
