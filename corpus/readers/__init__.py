"""The formats that can be read: one module a format, found by a file's suffix.

To add a format, write a module with ``read(source: Source) -> Content`` and name its suffixes here. Modules are imported
when the first such file is met.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import cast

from corpus.readers.content import Reader

SUFFIXES: Mapping[str, str] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".rst": "rst",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".odt": "odt",
    ".epub": "epub",
}
"""Lower-case suffixes of files that can be read, and the module of this folder that reads them."""

PLAIN = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".rst"})
"""Suffixes of files that are as large as their text, or larger."""

FRAGILE = frozenset({".pdf"})
"""Suffixes of files whose parser is native code that a hostile file may crash or hold up for ever."""


def reader_for(suffix: str) -> Reader:
    """The reader of files with this suffix, a key of ``SUFFIXES``."""
    module = import_module(f"{__name__}.{SUFFIXES[suffix]}")
    return cast("Reader", module.read)
