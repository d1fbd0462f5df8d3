"""The draft's own document, where the draft lies in the library: no quotation is proved by itself."""

import os

from search.library import Library


def own_passages(library: Library, draft: str) -> range:
    """The numbers of the passages of the document that is the file ``draft`` itself; a copy of it is another document."""
    inside = {_within(library.root, draft), _within(os.path.realpath(library.root), os.path.realpath(draft))}
    inside.discard("")
    if inside:
        for stored in library.reader.documents():
            if stored.document.path in inside:
                return range(stored.first, stored.last + 1)
    return range(0)


def _within(root: str, path: str) -> str:
    """A path as documents of the library at ``root`` are named; empty where it lies elsewhere."""
    try:
        relative = os.path.relpath(path, root).replace(os.sep, "/")
    except ValueError:  # it is on another drive
        return ""
    return "" if relative.split("/")[0] == ".." else relative
