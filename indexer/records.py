"""The user's own records in the course of a build: whether they have to be read again, and what they say of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

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

    def __init__(self, path: str = "", before: Bibliography | None = None) -> None:
        """``path`` is that of the library file, empty for none; ``before`` is what it said of the index so far."""
        self._path = path
        self._before = before or Bibliography()
        self._state = ""
        self._read: list[Record] | None = None
        self.bibliography = self._before if path else Bibliography()

    @classmethod
    def of(cls, location: Location, choices: Choices, before: Bibliography) -> Records:
        """Those that the user has chosen for a library."""
        path = os.path.normpath(os.path.join(location.root, choices.bib)) if choices.bib else ""
        return cls(path, before)

    @property
    def are_new(self) -> bool:
        """Whether the file is not as it was when it was last read."""
        return bool(self._path) and state_of(self._path) != self._before.state

    @property
    def are_read(self) -> bool:
        """Whether there are any, and they have been read."""
        return self._read is not None

    @property
    def changed(self) -> bool:
        """Whether they say something else of the index than before."""
        return self.bibliography.records != self._before.records

    def read(self) -> None:
        """Read the file, if one was chosen. Raises ReadError or UsageError where that is not possible."""
        if self._path:
            self._state, self._read = read_library(self._path)

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
    return Described(found.name, found.total, len(indexed) - len(left), left, found.unmatched, records.changed)
