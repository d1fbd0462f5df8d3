"""Finding the files to read below the paths that a user names."""

import os
import stat
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from corpus.containers import container_suffix
from corpus.errors import UsageError
from corpus.messages import Message
from corpus.readers import SUFFIXES
from corpus.record.sidecar import ENDINGS, is_sidecar, sidecar_path


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that a reader exists for. ``relative`` is its path below the root, with ``/``; ``size`` is in bytes.

    ``sidecar`` tells one state of the sidecar beside it from another, and is empty where there is none. A container
    (``corpus.containers``) holds many documents.
    """

    path: str
    relative: str
    size: int
    mtime_ns: int
    sidecar: str = ""
    is_container: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something on the way that could not be visited, and why. ``path`` can be printed whatever the name's bytes."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What lies below the paths: files in path order, counts of other kinds by suffix (most first), and problems."""

    files: tuple[FoundFile, ...]
    others: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Glob:
    """The parts of an exclusion's path below the root; ``**`` stands for any number of folders."""

    parts: tuple[str, ...]
    folders_only: bool


@dataclass(slots=True)
class _Walk:
    """What has been found so far: ``folders`` by device and inode, ``seen`` files by relative path.

    ``accompanied`` are the paths of files that have a sidecar, as far as the listings of folders tell.
    """

    root: str
    exclude: Sequence[_Glob]
    files: dict[str, FoundFile] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)
    problems: dict[str, str] = field(default_factory=dict)
    folders: set[tuple[int, int]] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    accompanied: set[str] = field(default_factory=set)


def find_files(paths: Iterable[str], *, root: str, exclude: Sequence[str] = ()) -> Findings:
    """Find the files to read at and below ``paths``; relative paths in the outcome are below ``root``.

    Hidden files and folders (``.yinde`` among them) are left out unless a path names them. Symbolic links are followed,
    each real folder visited once. What cannot be visited becomes a Problem.

    ``exclude`` holds globs as in a .gitignore: without ``/`` they match a file or folder of that name at any depth,
    with one the path below ``root``; a final ``/`` means folders only; ``*`` and ``?`` stay within a name, ``**`` stands
    for any number of folders. What lies in an excluded folder is excluded. Raises UsageError where a path does not exist.
    """
    walk = _Walk(root, tuple(_parse_glob(glob) for glob in exclude))
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError("there is no file or folder {path}; check the path", path=printable(path))
        _visit(walk, os.path.normpath(path), named=True)
    files = tuple(walk.files[relative] for relative in sorted(walk.files, key=lambda name: name.split("/")))
    problems = tuple(Problem(path, walk.problems[path]) for path in sorted(walk.problems))
    return Findings(files, tuple(walk.others.most_common()), problems)


def printable(path: str) -> str:
    """A path as it can be printed and stored: bytes of a name that are no UTF-8 are written in hexadecimal."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _visit(walk: _Walk, start: str, *, named: bool) -> None:
    """Visit a path and, with a stack of its own so that depth is no limit, everything below it."""
    stack = [(start, os.path.relpath(start, walk.root).replace(os.sep, "/"), named)]
    while stack:
        path, relative, named = stack.pop()
        try:
            status = os.stat(path)
        except OSError as error:
            _report(walk, relative, error)
            continue
        folder = stat.S_ISDIR(status.st_mode)
        if not named and _excluded(walk.exclude, relative, folder=folder):
            continue
        if folder:
            prefix = "" if relative == "." else relative + "/"
            names = _children(walk, path, relative, status)
            stack.extend((os.path.join(path, name), prefix + name, False) for name in names)
        else:
            _take(walk, path, relative, status, named=named)


def _children(walk: _Walk, path: str, relative: str, status: os.stat_result) -> list[str]:
    """The names of the visible entries of a folder that was not visited before, in reverse order."""
    identity = (status.st_dev, status.st_ino)
    if identity in walk.folders and status.st_ino:
        return []
    walk.folders.add(identity)
    try:
        names = os.listdir(path)
    except OSError as error:
        _report(walk, relative, error)
        return []
    for name in filter(is_sidecar, names):
        ending = next(ending for ending in ENDINGS if name.lower().endswith(ending))
        walk.accompanied.add(os.path.join(path, name[: -len(ending)]))
    return [name for name in sorted(names, reverse=True) if not name.startswith(".") and not is_sidecar(name)]


def _take(walk: _Walk, path: str, relative: str, status: os.stat_result, *, named: bool) -> None:
    if relative in walk.seen:
        return
    walk.seen.add(relative)
    suffix = os.path.splitext(relative)[1].lower()
    if not stat.S_ISREG(status.st_mode):
        walk.problems[printable(relative)] = Message("is no regular file (a pipe, socket or device)")
    elif suffix in SUFFIXES or container_suffix(relative):
        sidecar = _sidecar_state(path) if named or path in walk.accompanied else ""
        many = suffix not in SUFFIXES
        walk.files[relative] = FoundFile(path, relative, status.st_size, status.st_mtime_ns, sidecar, many)
    else:
        walk.others[printable(suffix)] += 1


def _sidecar_state(path: str) -> str:
    """The size and time of the sidecar beside a file; empty where there is none."""
    sidecar = sidecar_path(path)
    try:
        status = os.stat(sidecar) if sidecar else None
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}" if status else ""


def _report(walk: _Walk, relative: str, error: OSError) -> None:
    walk.problems[printable(relative)] = Message("cannot be opened: {reason}", reason=error)


def _parse_glob(glob: str) -> _Glob:
    """Take a glob apart; without a slash before its last part it may begin in any folder."""
    pattern = glob.replace(os.sep, "/").removeprefix("./")
    parts = tuple(part for part in pattern.split("/") if part)
    if not parts:
        raise UsageError("--exclude {glob!r} names nothing; give a glob such as '*.html' or 'drafts/'", glob=glob)
    anchored = "/" in pattern.rstrip("/")
    return _Glob(parts if anchored else ("**", *parts), folders_only=pattern.endswith("/"))


class Exclusion:
    """Tells whether globs exclude what lies in a container, as if that were a folder."""

    def __init__(self, globs: Sequence[str]) -> None:
        """Raises UsageError where a glob names nothing."""
        self._globs = tuple(_parse_glob(glob) for glob in globs)

    def __call__(self, container: str, member: str) -> bool:
        """Whether the member, or a folder it is in, is excluded; ``container`` is relative to the root."""
        names = member.split("/")
        return bool(self._globs) and any(
            _excluded(self._globs, "/".join((container, *names[:depth])), folder=depth < len(names))
            for depth in range(1, len(names) + 1)
        )


def _excluded(globs: Sequence[_Glob], relative: str, *, folder: bool) -> bool:
    names = relative.split("/")
    return any((folder or not glob.folders_only) and _matches(glob.parts, names) for glob in globs)


def _matches(parts: Sequence[str], names: Sequence[str]) -> bool:
    """Match a path, part by part. Positions reached are kept as a set, so that many ``**`` cost no more than one."""
    reached = {0}
    for part in parts:
        if part == "**":
            reached = set(range(min(reached), len(names) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(names) and fnmatchcase(names[at], part)}
        if not reached:
            return False
    return len(names) in reached
