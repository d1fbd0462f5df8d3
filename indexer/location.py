"""Where an index lies: in ``.yinde`` beside what was indexed, or where the user put it.

Names are kept as the user wrote them, made absolute but with symbolic links unresolved.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import NoIndexError, UsageError

INDEX_FOLDER = ".yinde"
INDEX_VARIABLE = "YINDE_INDEX"


@dataclass(frozen=True, slots=True)
class Location:
    """A library on disk: ``root`` is the folder that document paths are relative to, ``index`` the index's folder."""

    root: str
    index: str

    @property
    def is_beside(self) -> bool:
        """Whether the index lies in the library, so that the two can be moved together."""
        return self.index == os.path.join(self.root, INDEX_FOLDER)


def place_index(paths: Sequence[str], index: str | None = None, environ: Mapping[str, str] = os.environ) -> Location:
    """Where the index of these paths belongs.

    The root is the folder itself, the folder of a single file, or what several paths have in common. The index goes to
    ``index``, else to where ``YINDE_INDEX`` says, else beside what is indexed. Raises UsageError where the paths have
    nothing in common (two drives).
    """
    folders = [path if os.path.isdir(path) else os.path.dirname(_file(path)) for path in map(os.path.abspath, paths)]
    try:
        root = os.path.commonpath(folders)
    except ValueError as error:
        raise UsageError("{paths}: no folder holds them all; index them one by one", paths=", ".join(paths)) from error
    chosen = index or environ.get(INDEX_VARIABLE)
    return Location(root, _chosen(chosen) if chosen else os.path.join(root, INDEX_FOLDER))


def _file(path: str) -> str:
    """The path itself, or the file that holds what it names."""
    if os.path.lexists(path):
        return path
    from corpus.containers import container_of

    return container_of(path) or path


def find_index(start: str = ".", index: str | None = None, environ: Mapping[str, str] = os.environ) -> str:
    """The folder of the index to use: ``index``, else ``YINDE_INDEX``, else the nearest ``.yinde`` at or above ``start``.

    A library's folder may be given for its index. Raises NoIndexError where there is none.
    """
    chosen = index or environ.get(INDEX_VARIABLE)
    if chosen:
        folder = _chosen(chosen)
        if os.path.isdir(folder):
            return folder
        raise NoIndexError("no index in {chosen}; make one: yinde index PATH --index {chosen}", chosen=chosen)
    here = os.path.abspath(start)
    for folder in _upwards(here):
        candidate = os.path.join(folder, INDEX_FOLDER)
        if os.path.isdir(candidate):
            return candidate
    raise NoIndexError("no index in {here} or above; make one: yinde index PATH", here=here)


def _chosen(folder: str) -> str:
    """The folder itself, or the index in it where it is a library's."""
    absolute = os.path.abspath(folder)
    inner = os.path.join(absolute, INDEX_FOLDER)
    return inner if os.path.isdir(inner) else absolute


def _upwards(folder: str) -> list[str]:
    folders = [folder]
    while (parent := os.path.dirname(folders[-1])) != folders[-1]:
        folders.append(parent)
    return folders


def relative(root: str, path: str) -> str:
    """``path`` as the library names it: relative to the root, ``/`` between its parts, ``.`` for the root itself.

    Raises UsageError where it lies outside.
    """
    absolute = os.path.abspath(path)
    try:
        inside = os.path.commonpath([root, absolute]) == root
    except ValueError:
        inside = False
    if not inside:
        raise UsageError(
            "{path} lies outside the library {root}; choose another place for its index with --index",
            path=path,
            root=root,
        )
    return os.path.relpath(absolute, root).replace(os.sep, "/")


def lies_in(path: str, folder: str) -> bool:
    """Whether a library path is ``folder`` or lies below it, both as ``relative`` gives them."""
    return folder in {".", path} or path.startswith(folder + "/")
