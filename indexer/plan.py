"""Which files have to be read: those whose size or time differ from what the manifest says.

A new file with the content of one that is gone is that one in another place: its document keeps its ID, and with it the
IDs of its passages and all that refers to them.
"""

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from time import time_ns

from corpus.containers import container_of
from corpus.containers.model import Member
from corpus.errors import LibraryError
from corpus.walk import FoundFile, find_files
from indexer.location import Location, lies_in
from indexer.manifest import Choices, ContainerEntry, FileEntry, Manifest, covers
from indexer.moves import Ids, moves_among
from indexer.report import Skipped

_CLOCK_NS = 2_000_000_000
"""The coarsest time stamps of a file system (FAT), in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A file that may have to be read. ``sha256`` is what was read last time, empty where nothing was.

    ``sidecar`` is the state of the sidecar beside it, which was ``old_sidecar`` when the file was last read.
    ``document_id`` is what its document is called, the usual ID where empty (``corpus.identity``). Of a ``member``, ``path``
    is where its container lies, ``container`` what the library calls that, and ``size`` is the member's own.
    """

    path: str
    relative: str
    size: int
    sha256: str
    sidecar: str = ""
    old_sidecar: str = ""
    document_id: str = ""
    member: Member | None = None
    container: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A container that may have to be read.

    ``known`` is what is known of it, None where it is to be read in any case. ``members`` are the entries of what was in it,
    by which its documents are known again.
    """

    path: str
    relative: str
    size: int
    sidecar: str
    known: ContainerEntry | None
    members: tuple[FileEntry, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has to do. ``entries`` and ``containers`` are what the manifest says of files that are still there.

    Those that were ``moved`` are among the suspects, and have entries under their new paths.
    """

    choices: Choices
    suspects: tuple[Suspect | Bundle, ...]
    entries: dict[str, FileEntry]
    containers: dict[str, ContainerEntry]
    ids: Ids
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
        raise LibraryError(
            "{root} is not there; its index {index} is left as it is", root=location.root, index=location.index
        )
    scanned = time_ns()
    findings = find_files(_existing(location.root, choices.paths), root=location.root, exclude=choices.exclude)
    files = findings.files
    if choices.removed:
        files = tuple(file for file in files if covers(choices, file.relative))
    then = range(manifest.scanned_ns - _CLOCK_NS, manifest.scanned_ns + _CLOCK_NS)
    looked = _Look(choices, manifest, then, fresh=fresh)
    for file in files:
        if file.is_container:
            looked.at_container(file)
        else:
            looked.at_file(file)
    there = {file.relative for file in files}
    gone = [entry for entry in manifest.files.values() if (entry.container or entry.path) not in there]
    new = [each for each in looked.suspects if isinstance(each, Suspect) and each.relative not in manifest.files]
    moves = moves_among([entry for entry in gone if entry.is_indexed], new)
    bundles = _moved_bundles(looked.suspects, manifest, there)
    moves |= {entry.path: entry for bundle in bundles.values() for entry in bundle.members}
    moved_ids = {entry.document_id for entry in moves.values() if entry.document_id}
    vanished = () if fresh else tuple(entry for entry in gone if entry.document_id not in moved_ids)
    ids = Ids({**manifest.files, **moves}, vanished)
    suspects = tuple(
        replace(each, document_id=ids.of_file(each.relative))
        if isinstance(each, Suspect)
        else bundles.get(each.relative, each)
        for each in looked.suspects
    )
    if not fresh:  # void, so that a build that is cut short before it reads them is not the last to try
        looked.entries |= {path: replace(entry, path=path, mtime_ns=0, sha256="") for path, entry in moves.items()}
    problems = tuple(Skipped(problem.path, problem.reason) for problem in findings.problems)
    moved = frozenset(moves) & looked.entries.keys()
    return Plan(
        choices,
        suspects,
        looked.entries,
        looked.containers,
        ids,
        vanished,
        moved,
        problems,
        dict(findings.others),
        scanned,
    )


class _Look:
    """Compares one file after another with the manifest. ``then`` are the times at which that may err."""

    def __init__(self, choices: Choices, manifest: Manifest, then: range, *, fresh: bool) -> None:
        self.suspects: list[Suspect | Bundle] = []
        self.entries: dict[str, FileEntry] = {}
        self.containers: dict[str, ContainerEntry] = {}
        self._choices = choices
        self._old = manifest.choices
        self._files = {} if fresh else manifest.files
        self._fresh = fresh
        self._reread = choices.encoding != manifest.choices.encoding
        self._then = then
        self._held = manifest.containers
        self._members: dict[str, list[FileEntry]] = {}
        for entry in manifest.files.values():
            if entry.container:
                self._members.setdefault(entry.container, []).append(entry)

    def at_file(self, file: FoundFile) -> None:
        """Look at a file with a document in it."""
        entry = self._files.get(file.relative)
        if entry is not None:
            # an entry to be read in another encoding is void, lest a build that is cut short takes it for up to date
            self.entries[file.relative] = replace(entry, mtime_ns=0, sha256="") if self._reread else entry
        if entry is None or self._reread:
            self.suspects.append(_suspect(file))
        elif self._differs(entry, file):
            self.suspects.append(_suspect(file, entry.sha256, entry.sidecar))

    def at_container(self, file: FoundFile) -> None:
        """Look at a file with many documents in it. What is to be opened is void until it was read to its end."""
        entry = None if self._fresh else self._held.get(file.relative)
        members = self._members.get(file.relative, [])
        if self._reread or self._fresh:
            members = [replace(member, sha256="") for member in members]
        if not self._fresh:
            self.entries |= {member.path: member for member in members}
        anew = self._reread or self._asked_otherwise(file.relative)
        if entry is None or anew or self._differs(entry, file):
            known = None if anew else entry
            self.suspects.append(Bundle(file.path, file.relative, file.size, file.sidecar, known, tuple(members)))
            entry = entry and replace(entry, mtime_ns=0, sha256="")
        if entry is not None:
            self.containers[file.relative] = entry

    def _differs(self, entry: FileEntry | ContainerEntry, file: FoundFile) -> bool:
        if not entry.sha256 and not os.access(file.path, os.R_OK):
            return False  # as unreadable as before, which its size and time would not tell
        state = (entry.mtime_ns, entry.size, entry.sidecar)
        return state != (file.mtime_ns, file.size, file.sidecar) or file.mtime_ns in self._then

    def _asked_otherwise(self, container: str) -> bool:
        """Whether other members of a container are wanted than before, or other fields of its rows."""
        old, new = self._old, self._choices
        places = {*old.paths, *old.removed} ^ {*new.paths, *new.removed}
        return (old.exclude, old.fields) != (new.exclude, new.fields) or any(
            lies_in(place, container) for place in places
        )


def _moved_bundles(
    suspects: Iterable[Suspect | Bundle], manifest: Manifest, there: Collection[str]
) -> dict[str, Bundle]:
    """Containers that were moved, by their new paths, with the entries of their members under theirs, void."""
    new = [each for each in suspects if isinstance(each, Bundle) and each.relative not in manifest.containers]
    moves = moves_among([entry for path, entry in manifest.containers.items() if path not in there], new)
    bundles: dict[str, Bundle] = {}
    for bundle in new if moves else ():
        if bundle.relative in moves:
            old = moves[bundle.relative].path
            members = tuple(
                replace(entry, path=bundle.relative + path.removeprefix(old), container=bundle.relative, sha256="")
                for path, entry in manifest.files.items()
                if entry.container == old
            )
            bundles[bundle.relative] = replace(bundle, members=members)
    return bundles


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
    """The paths that are still there, absolute: a folder that was deleted takes its documents along.

    In place of what lies in a container stands that.
    """
    absolute = (os.path.normpath(os.path.join(root, path)) for path in paths)
    found = (path if os.path.lexists(path) else container_of(path) for path in absolute)
    return [path for path in dict.fromkeys(found) if path]
