"""Which files have to be read: those whose size or time differ from what the manifest says.

A new file with the content of one that is gone is that one in another place: its document keeps its ID, and with it the
IDs of its passages and all that refers to them.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import time_ns

from corpus.errors import LibraryError
from corpus.walk import FoundFile, find_files
from indexer.location import Location
from indexer.manifest import Choices, FileEntry, Manifest, covers
from indexer.moves import moves_among, with_ids
from indexer.report import Skipped

_CLOCK_NS = 2_000_000_000
"""The coarsest time stamps of a file system (FAT), in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A file that may have to be read. ``sha256`` is what was read last time, empty where nothing was.

    ``sidecar`` is the state of the sidecar beside it, which was ``old_sidecar`` when the file was last read.
    ``document_id`` is what its document is called, the usual ID where empty (``corpus.identity``).
    """

    path: str
    relative: str
    size: int
    sha256: str
    sidecar: str = ""
    old_sidecar: str = ""
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has to do. ``entries`` are what the manifest says of files that are still there.

    Those that were ``moved`` are among the suspects, and have entries under their new paths.
    """

    choices: Choices
    suspects: tuple[Suspect, ...]
    entries: dict[str, FileEntry]
    vanished: tuple[FileEntry, ...]
    moved: frozenset[str]
    problems: tuple[Skipped, ...]
    others: dict[str, int]
    scanned_ns: int

    def changes(self, manifest: Manifest) -> bool:
        """Whether carrying it out would change an index with this manifest."""
        return bool(self.suspects or self.vanished) or self.choices != manifest.choices or not manifest.complete


def make_plan(location: Location, choices: Choices, manifest: Manifest, *, fresh: bool) -> Plan:
    """Compare the files with the manifest. ``fresh`` reads all of them.

    Raises LibraryError where the whole library is gone: an unmounted disk must not empty an index.
    """
    if not os.path.isdir(location.root):
        raise LibraryError(f"{location.root} is not there; its index {location.index} is left as it is")
    scanned = time_ns()
    findings = find_files(_existing(location.root, choices.paths), root=location.root, exclude=choices.exclude)
    files = findings.files
    if choices.removed:
        files = tuple(file for file in files if covers(choices, file.relative))
    known = {} if fresh else manifest.files
    reread = choices.encoding != manifest.choices.encoding
    then = range(manifest.scanned_ns - _CLOCK_NS, manifest.scanned_ns + _CLOCK_NS)
    suspects: list[Suspect] = []
    entries: dict[str, FileEntry] = {}
    for file in files:
        entry = known.get(file.relative)
        if entry is not None:
            # an entry to be read in another encoding is void, lest a build that is cut short takes it for up to date
            entries[file.relative] = replace(entry, mtime_ns=0, sha256="") if reread else entry
        if entry is None or reread:
            suspects.append(_suspect(file))
        elif not entry.sha256 and not os.access(file.path, os.R_OK):
            continue  # as unreadable as before, which its size and time would not tell
        elif (entry.mtime_ns, entry.size, entry.sidecar) != (file.mtime_ns, file.size, file.sidecar) or (
            file.mtime_ns in then
        ):
            suspects.append(_suspect(file, entry.sha256, entry.sidecar))
    there = {file.relative for file in files}
    gone = [entry for path, entry in manifest.files.items() if path not in there and entry.is_indexed]
    moves = moves_among(gone, [suspect for suspect in suspects if suspect.relative not in manifest.files])
    moved_ids = {entry.document_id for entry in moves.values()}
    vanished = tuple(entry for path, entry in known.items() if path not in there and entry.document_id not in moved_ids)
    named = with_ids(suspects, {**manifest.files, **moves})
    if not fresh:  # void, so that a build that is cut short before it reads them is not the last to try
        entries |= {path: replace(entry, path=path, mtime_ns=0, sha256="") for path, entry in moves.items()}
    problems = tuple(Skipped(problem.path, problem.reason) for problem in findings.problems)
    moved = frozenset(moves) & entries.keys()
    return Plan(choices, tuple(named), entries, vanished, moved, problems, dict(findings.others), scanned)


def widen(choices: Choices, paths: Sequence[str]) -> Choices:
    """The choices with further paths to index. What was removed and is named again comes back."""
    wanted = dict.fromkeys((*choices.paths, *paths))
    needed = replace(choices, paths=(), removed=tuple(path for path in choices.removed if path not in paths))
    for path in sorted(wanted, key=len):
        if not covers(needed, path):
            needed = replace(needed, paths=(*needed.paths, path))
    return replace(needed, paths=tuple(path for path in wanted if path in needed.paths))


def narrow(choices: Choices, path: str) -> Choices:
    """The choices with a path taken out, whatever lies below it included."""
    within = Choices(paths=(path,))
    return replace(
        choices,
        paths=tuple(kept for kept in choices.paths if not covers(within, kept)),
        removed=(*(kept for kept in choices.removed if not covers(within, kept)), path),
    )


def _suspect(file: FoundFile, sha256: str = "", old_sidecar: str = "") -> Suspect:
    return Suspect(file.path, file.relative, file.size, sha256, file.sidecar, old_sidecar)


def _existing(root: str, paths: Sequence[str]) -> list[str]:
    """The paths that are still there, absolute: a folder that was deleted takes its documents along."""
    absolute = (os.path.normpath(os.path.join(root, path)) for path in paths)
    return [path for path in absolute if os.path.lexists(path)]
