"""What became of the documents of a container when it changed: which stayed, moved within it, changed, and are gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.manifest import FileEntry


@dataclass(frozen=True, slots=True)
class Seen:
    """A member as it is now: the hash of its content, the line on which a row begins, the state of its corrections."""

    sha256: str
    line: int
    sidecar: str


@dataclass(frozen=True, slots=True)
class Rehoused:
    """The entries of a container that has changed.

    ``entries`` belong to documents that are still in it, under the paths they have now; those to be read again are void.
    ``dropped`` are all paths that it had, ``lost`` the entries of documents that are in it no more, ``moved`` the paths of
    those known again in another place.
    """

    entries: Mapping[str, FileEntry]
    dropped: tuple[str, ...]
    lost: tuple[FileEntry, ...]
    moved: frozenset[str]


def rehouse(members: Sequence[FileEntry], seen: Mapping[str, Seen]) -> Rehoused:
    """Compare the members of a container (entries by their old paths) with what is in it now, by path.

    A document whose content now stands at another path, and no longer at its own, has moved there; so the IDs of rows
    survive when a row is put in before them.
    """
    old = {entry.path: entry for entry in members}
    stayed = {path for path, entry in old.items() if path in seen and seen[path].sha256 == entry.sha256}
    free: dict[str, list[FileEntry]] = {}
    for entry in members:
        if entry.path not in stayed and entry.is_indexed:
            free.setdefault(entry.sha256, []).append(entry)
    moved = {path: found.pop(0) for path, now in seen.items() if path not in stayed and (found := free.get(now.sha256))}
    claimed = {entry.document_id for entry in moved.values()}
    entries: dict[str, FileEntry] = {}
    for path, now in seen.items():
        before = moved.get(path) or old.get(path)
        if before is not None and (path in moved or before.document_id not in claimed):
            same = path in stayed and (before.line, before.sidecar) == (now.line, now.sidecar)
            entries[path] = before if same else replace(before, path=path, sha256="")
    kept = {entry.document_id for entry in entries.values()}
    lost = tuple(entry for entry in members if entry.is_indexed and entry.document_id not in kept)
    return Rehoused(entries, tuple(old), lost, frozenset(moved))
