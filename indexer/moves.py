"""Knowing files again that were moved or renamed, by their content, so that their documents keep their IDs."""

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Protocol, TypeVar

from corpus.identity import content_digest, document_id
from indexer.manifest import FileEntry


class Gone(Protocol):
    """A file that is gone: what it was called, how large it was, and what was in it."""

    @property
    def path(self) -> str: ...  # noqa: D102 - as in FileEntry
    @property
    def size(self) -> int: ...  # noqa: D102
    @property
    def sha256(self) -> str: ...  # noqa: D102


class New(Protocol):
    """A file that was not there before. ``relative`` is what the library calls it."""

    @property
    def path(self) -> str: ...  # noqa: D102 - as in Suspect
    @property
    def relative(self) -> str: ...  # noqa: D102
    @property
    def size(self) -> int: ...  # noqa: D102


AnyGone = TypeVar("AnyGone", bound=Gone)


def moves_among(gone: Iterable[AnyGone], new: Iterable[New]) -> dict[str, AnyGone]:
    """Which of the files that are gone each new file is, by the new path; of several alike, one of the same name first.

    Only files of a size that is missed are read for it.
    """
    missed: dict[int, list[AnyGone]] = {}
    for entry in gone:
        missed.setdefault(entry.size, []).append(entry)
    found: dict[str, AnyGone] = {}
    for suspect in new:
        candidates = missed.get(suspect.size, [])
        digest = _digest(suspect.path) if candidates else ""
        alike = [entry for entry in candidates if entry.sha256 == digest]
        if alike:
            found[suspect.relative] = _likest(alike, suspect.relative)
            candidates.remove(found[suspect.relative])
    return found


class Ids:
    """What documents are called: as they were, in this place or another; else as no other is.

    ``known`` are entries by path; that of a file that was moved stands under its new path. ``vanished`` are entries of what
    is nowhere to be found, unless in a container.
    """

    def __init__(self, known: Mapping[str, FileEntry], vanished: Iterable[FileEntry] = ()) -> None:
        self._had = {path: entry.document_id for path, entry in known.items() if entry.document_id}
        self._taken = set(self._had.values())
        self._vanished: dict[str, list[FileEntry]] = {}
        for entry in vanished:
            if entry.is_indexed:
                self._vanished.setdefault(entry.sha256, []).append(entry)

    def of_file(self, relative: str) -> str:
        """The ID of the file at a path."""
        return self._had.get(relative) or self.new(relative)

    def new(self, relative: str) -> str:
        """The ID of something that was not at that path before."""
        numbered = (document_id(f"{relative}\0{number}") for number in count(1))
        wanted = document_id(relative)
        while wanted in self._taken:
            wanted = next(numbered)
        self._taken.add(wanted)
        return wanted

    @property
    def any_vanished(self) -> bool:
        """Whether ``inherited`` may find something."""
        return bool(self._vanished)

    def inherited(self, relative: str, sha256: str) -> str:
        """The ID of what vanished and had this content, for what now has it; empty where there was none."""
        alike = self._vanished.get(sha256)
        if not alike:
            return ""
        entry = _likest(alike, relative)
        alike.remove(entry)
        return entry.document_id


def _likest(alike: Iterable[AnyGone], relative: str) -> AnyGone:
    """One of the same name, else the first."""
    name = relative.rpartition("/")[2]
    return min(alike, key=lambda entry: entry.path.rpartition("/")[2] != name)


def _digest(path: str) -> str:
    try:
        return content_digest(path)
    except OSError:
        return "unreadable"
