"""The table of contents: the one file that says what a commit consists of. JSON behind a checksum.

Named tuples here and elsewhere on the reading side: making a dataclass takes half a millisecond of every cold look-up.
"""

from __future__ import annotations

import json
import os
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from corpus.errors import LibraryError
from indexer.whoosh_engine.layout import (
    FORMAT_VERSION,
    INDEX_NAME,
    LOCK_NAME,
    MANIFEST_EXTENSION,
    SEGMENT_FILES,
    manifest_stem,
    toc_name,
)
from indexer.whoosh_engine.mapped import damaged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HEAD = 9
"""The bytes of the checksum and the line feed."""


class FileEntry(NamedTuple):
    """A file's length in bytes and checksum: of its footer for a segment's file, of all of it for the manifest."""

    length: int
    checksum: int


class SegmentEntry(NamedTuple):
    """A segment: its files by extension, what it holds, and which of its documents are deleted.

    ``deleted`` are half-open ranges of places in the segment's list of documents, ascending and apart.
    """

    id: str
    files: Mapping[str, FileEntry]
    documents: int
    passages: int
    deleted: tuple[tuple[int, int], ...] = ()


class Contents(NamedTuple):
    """What a commit consists of; without segments, of nothing."""

    generation: int
    segments: tuple[SegmentEntry, ...] = ()
    manifest: FileEntry = FileEntry(0, 0)
    stamps: Mapping[str, str] = MappingProxyType({})


def encode(contents: Contents) -> bytes:
    """The file's bytes: eight hexadecimal digits of CRC-32, a line feed, and the JSON they are the checksum of."""
    table: dict[str, Any] = {
        "format": FORMAT_VERSION,
        "generation": contents.generation,
        "stamps": dict(contents.stamps),
        "manifest": [contents.manifest.length, contents.manifest.checksum],
        "segments": [
            {
                "id": segment.id,
                "documents": segment.documents,
                "passages": segment.passages,
                "deleted": segment.deleted,
                "files": {name: [entry.length, entry.checksum] for name, entry in segment.files.items()},
            }
            for segment in contents.segments
        ],
    }
    data = json.dumps(table, separators=(",", ":")).encode("ascii")
    return b"%08x\n%s" % (crc32(data), data)


def decode(data: bytes, path: str) -> Contents:
    """What ``encode`` made. Raises LibraryError on anything else; ``path`` is for the message."""
    head, data = data[:_HEAD], data[_HEAD:]
    if head != b"%08x\n" % crc32(data):
        raise damaged(path, "it fails its checksum")
    try:
        table = json.loads(data)
        if table["format"] != FORMAT_VERSION:
            raise LibraryError(
                "{path}: format {found}, this yinde reads {known}; run yinde index --rebuild",
                path=path,
                found=table["format"],
                known=FORMAT_VERSION,
            )
        return Contents(
            generation=table["generation"],
            segments=tuple(map(_segment, table["segments"])),
            manifest=FileEntry(*table["manifest"]),
            stamps=table["stamps"],
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(path, "it is not a table of contents") from error


def _segment(table: Mapping[str, Any]) -> SegmentEntry:
    """A segment's entry. Raises ValueError for a name that could lead out of the folder, and for impossible numbers."""
    name = table["id"].removeprefix(f"{INDEX_NAME}_")
    edges = [0, *(edge for span in table["deleted"] for edge in span), table["documents"]]
    if not (name.isascii() and name.isalnum()) or table["passages"] < 0 or edges != sorted(edges):
        raise ValueError(table["id"])
    return SegmentEntry(
        id=table["id"],
        files={name: FileEntry(*table["files"][name]) for name in SEGMENT_FILES},
        documents=table["documents"],
        passages=table["passages"],
        deleted=tuple((start, end) for start, end in table["deleted"]),
    )


def generations(names: Sequence[str]) -> list[int]:
    """The commits among the names of a folder's files, ascending."""
    start, end = f"_{INDEX_NAME}_", ".toc"
    numbers = (name[len(start) : -len(end)] for name in names if name.startswith(start) and name.endswith(end))
    return sorted(int(number) for number in numbers if number.isascii() and number.isdigit())


def leftovers(folder: str) -> set[str]:
    """The files of an index that its last commit does not name: of earlier ones, of writers at work or killed."""
    contents = read_latest(folder) or Contents(0)
    named = {f"{segment.id}{extension}" for segment in contents.segments for extension in segment.files}
    named |= {LOCK_NAME, toc_name(contents.generation), manifest_stem(contents.generation) + MANIFEST_EXTENSION}
    return {name for name in os.listdir(folder) if name.removeprefix("_").startswith(f"{INDEX_NAME}_")} - named


def read_latest(folder: str) -> Contents | None:
    """The contents of the last commit, or None where there has been none. Raises LibraryError on damage.

    Raises FileNotFoundError where a writer has just put another commit in its place: try again.
    """
    try:
        found = generations(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not found:
        return None
    path = os.path.join(folder, toc_name(found[-1]))
    with open(path, "rb") as file:
        contents = decode(file.read(), path)
    if contents.generation != found[-1]:
        raise damaged(path, "it is named as another commit")
    return contents
