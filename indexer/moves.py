"""Knowing files again that were moved or renamed, by their content, so that their documents keep their IDs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from corpus.identity import content_digest, document_id
from indexer.manifest import FileEntry

if TYPE_CHECKING:
    from indexer.plan import Suspect


def moves_among(gone: Iterable[FileEntry], new: Iterable["Suspect"]) -> dict[str, FileEntry]:
    """Which of the files that are gone each new file is, by the new path; of several alike, one of the same name first.

    Only files of a size that is missed are read for it.
    """
    missed: dict[int, list[FileEntry]] = {}
    for entry in gone:
        missed.setdefault(entry.size, []).append(entry)
    found: dict[str, FileEntry] = {}
    for suspect in new:
        candidates = missed.get(suspect.size, [])
        digest = _digest(suspect.path) if candidates else ""
        alike = [entry for entry in candidates if entry.sha256 == digest]
        if alike:
            name = suspect.relative.rpartition("/")[2]
            found[suspect.relative] = min(alike, key=lambda entry: entry.path.rpartition("/")[2] != name)
            candidates.remove(found[suspect.relative])
    return found


def with_ids(suspects: Iterable["Suspect"], known: Mapping[str, FileEntry]) -> Iterator["Suspect"]:
    """The suspects with their documents' IDs: those they had, in this place or another; else such as no other has.

    ``known`` are entries by path; that of a file that was moved stands under its new path.
    """
    had = {path: entry.document_id for path, entry in known.items() if entry.document_id}
    taken = set(had.values())
    for suspect in suspects:
        wanted = had.get(suspect.relative)
        if wanted is None:
            numbered = (document_id(f"{suspect.relative}\0{number}") for number in count(1))
            wanted = document_id(suspect.relative)
            while wanted in taken:
                wanted = next(numbered)
            taken.add(wanted)
        yield replace(suspect, document_id=wanted)


def _digest(path: str) -> str:
    try:
        return content_digest(path)
    except OSError:
        return "unreadable"
