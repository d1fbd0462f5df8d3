"""Which files have to be read: those whose size or time differ from what the manifest says."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import time_ns

from corpus.errors import LibraryError
from corpus.walk import FoundFile, find_files
from indexer.location import Location
from indexer.manifest import Choices, FileEntry, Manifest, covers
from indexer.report import Skipped

_CLOCK_NS = 2_000_000_000
"""The coarsest time stamps of a file system (FAT), in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A file that may have to be read. ``sha256`` is what was read last time, empty where nothing was."""

    path: str
    relative: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has to do. ``entries`` are what the manifest says of files that are still there."""

    choices: Choices
    suspects: tuple[Suspect, ...]
    entries: dict[str, FileEntry]
    vanished: tuple[FileEntry, ...]
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
        elif entry.mtime_ns != file.mtime_ns or entry.size != file.size or file.mtime_ns in then:
            suspects.append(_suspect(file, entry.sha256))
    vanished = tuple(entry for path, entry in known.items() if path not in entries)
    problems = tuple(Skipped(problem.path, problem.reason) for problem in findings.problems)
    return Plan(choices, tuple(suspects), entries, vanished, problems, dict(findings.others), scanned)


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


def _suspect(file: FoundFile, sha256: str = "") -> Suspect:
    return Suspect(file.path, file.relative, file.size, sha256)


def _existing(root: str, paths: Sequence[str]) -> list[str]:
    """The paths that are still there, absolute: a folder that was deleted takes its documents along."""
    absolute = (os.path.normpath(os.path.join(root, path)) for path in paths)
    return [path for path in absolute if os.path.lexists(path)]
