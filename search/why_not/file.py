"""What the index knows of a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

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
    if path in manifest.files and manifest.files[path].reason:
        return f"it could not be indexed: {manifest.files[path].reason}"
    if path.startswith("../") or os.path.isabs(path):
        return f"it lies outside the library {root}; index it for itself: yinde index FILE"
    if not os.path.lexists(whole):
        return "there is no such file; yinde list names those that are indexed"
    if os.path.isdir(whole):
        return "it is a folder; name a file in it"
    return _passed_over(path, whole, root, manifest)


def _passed_over(path: str, whole: str, root: str, manifest: Manifest) -> str:
    """Why a build left out a file that exists."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in SUFFIXES:
        return f"files of its kind ({suffix or 'no suffix'}) are not read; these are: {' '.join(SUFFIXES)}"
    choices = manifest.choices
    if not covers(choices, path):
        removed = any(path == folder or path.startswith(folder + "/") for folder in choices.removed)
        why = "it was taken out by yinde remove" if removed else "it was never asked for"
        return f"{why}; to add it: yinde index {whole}"
    starts = [os.path.normpath(os.path.join(root, start)) for start in choices.paths]
    asked = [start for start in starts if os.path.lexists(start)]
    found = find_files(asked, root=root, exclude=choices.exclude)
    problem = next((problem.reason for problem in found.problems if problem.path == path), "")
    if problem:
        return f"it {problem}"
    if any(file.relative == path for file in found.files):
        return f"it is newer than the index; bring that up to date: yinde index {root}"
    if any(file.relative == path for file in find_files(asked, root=root).files):
        return f"it is excluded ({' '.join(choices.exclude)}); to index again without: yinde index {root} --exclude ''"
    return f"it is hidden, or in a hidden folder; to add it all the same: yinde index {whole}"


def change(stored: StoredDocument, root: str, reader: Reader) -> str:
    """What has become of an indexed file since; empty where it has the size and time that it had."""
    path = stored.document.path
    entry = decode(reader.manifest()).files.get(path)
    if entry is None:
        return ""
    try:
        status = os.stat(os.path.join(root, path))
    except OSError:
        return "the file is gone since it was indexed"
    same = (status.st_size, status.st_mtime_ns) == (entry.size, entry.mtime_ns)
    return "" if same else f"the file has changed since it was indexed; bring the index up to date: yinde index {root}"
