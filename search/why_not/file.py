"""What the index knows of a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from corpus.containers import container_of, container_suffix
from corpus.messages import Message
from corpus.readers import SUFFIXES
from corpus.walk import find_files
from indexer.manifest import covers, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.engine import Reader, StoredDocument
    from indexer.manifest import Manifest


def library_path(file: str, root: str, reader: Reader) -> str:
    """The path of a file in a library: as seen from the current folder, from the library's root, or by its end alone.

    Where the library knows none of these, the first that exists, or the path seen from the current folder.
    """
    manifest = decode(reader.manifest())
    possible = list(dict.fromkeys(_possible(file, root)))
    known = next((path for path in possible if path in manifest.files), "")
    if known:
        return known
    ends = [path for path in manifest.files if path.endswith("/" + file.replace(os.sep, "/"))]
    if len(ends) == 1:
        return ends[0]
    return next((path for path in possible if os.path.lexists(os.path.join(root, path))), possible[0])


def _possible(file: str, root: str) -> Iterator[str]:
    """Relative to the root; paths that lead out of it begin with ``..`` or are absolute."""
    for folder in (os.getcwd(), root):
        absolute = os.path.abspath(os.path.join(folder, file))
        try:
            yield os.path.relpath(absolute, root).replace(os.sep, "/")
        except ValueError:  # another drive
            yield absolute.replace(os.sep, "/")


def stored_document(path: str, reader: Reader) -> StoredDocument | None:
    """The document of this path."""
    return next((stored for stored in reader.documents() if stored.document.path == path), None)


def absence(path: str, root: str, reader: Reader) -> str:
    """Why the index has no document of this path, and what to do about it."""
    whole = os.path.join(root, path)
    manifest = decode(reader.manifest())
    held = manifest.containers.get(path)
    if held is not None and not held.reason:
        return Message("it holds many documents; name one of them, as yinde list does")
    if held is not None:
        return Message("it could not be indexed: {reason}", reason=held.reason)
    if path in manifest.files and manifest.files[path].reason:
        return Message("it could not be indexed: {reason}", reason=manifest.files[path].reason)
    if path.startswith("../") or os.path.isabs(path):
        return Message("it lies outside the library {root}; index it for itself: yinde index FILE", root=root)
    container = container_of(whole)
    if container:
        return Message(
            "{container} holds nothing of this name, or is newer than the index; bring that up to date: yinde index {root}",
            container=container,
            root=root,
        )
    if not os.path.lexists(whole):
        return Message("there is no such file; yinde list names those that are indexed")
    if os.path.isdir(whole):
        return Message("it is a folder; name a file in it")
    return _passed_over(path, whole, root, manifest)


def _passed_over(path: str, whole: str, root: str, manifest: Manifest) -> str:
    """Why a build left out a file that exists."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in SUFFIXES and not container_suffix(path):
        return Message(
            "files of its kind ({suffix}) are not read; these are: {known}",
            suffix=suffix or Message("no suffix"),
            known=" ".join(SUFFIXES),
        )
    choices = manifest.choices
    if not covers(choices, path):
        removed = any(path == folder or path.startswith(folder + "/") for folder in choices.removed)
        if removed:
            return Message("it was taken out by yinde remove; to add it: yinde index {path}", path=whole)
        return Message("it was never asked for; to add it: yinde index {path}", path=whole)
    starts = [os.path.normpath(os.path.join(root, start)) for start in choices.paths]
    asked = [start for start in starts if os.path.lexists(start)]
    found = find_files(asked, root=root, exclude=choices.exclude)
    problem = next((problem.reason for problem in found.problems if problem.path == path), "")
    if problem:
        return Message("it {problem}", problem=problem)
    if any(file.relative == path for file in found.files):
        return Message("it is newer than the index; bring that up to date: yinde index {root}", root=root)
    if any(file.relative == path for file in find_files(asked, root=root).files):
        return Message(
            "it is excluded ({exclude}); to index again without: yinde index {root} --exclude ''",
            exclude=" ".join(choices.exclude),
            root=root,
        )
    return Message("it is hidden, or in a hidden folder; to add it all the same: yinde index {path}", path=whole)


def change(stored: StoredDocument, root: str, reader: Reader) -> str:
    """What has become of an indexed file since; empty where it has the size and time that it had."""
    path = stored.document.path
    manifest = decode(reader.manifest())
    entry = manifest.files.get(path)
    if entry is None:
        return ""
    file = manifest.containers.get(entry.container, entry)
    try:
        status = os.stat(os.path.join(root, file.path))
    except OSError:
        return Message("the file is gone since it was indexed")
    same = (status.st_size, status.st_mtime_ns) == (file.size, file.mtime_ns)
    if same:
        return ""
    return Message(
        "the file has changed since it was indexed; bring the index up to date: yinde index {root}", root=root
    )
