"""Files that hold many documents: archives of files, and tables with a document in each row.

To add a kind, write a module with ``read(file, name, reading, budget)``, an ``Opener`` (``corpus.containers.model``), and
name its suffixes here. Members have paths below that of their container, as if it were a folder: ``bundle.zip/a.txt``,
``news.jsonl/12``.
"""

import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import BinaryIO, cast

from corpus.containers.budget import Budget
from corpus.containers.model import Found, Opener, Reading
from corpus.errors import ReadError

_COMPRESSIONS = (".gz", ".xz", ".bz2")
_ROWS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "table", ".tsv": "table"}

SUFFIXES: Mapping[str, str] = {
    ".zip": "zip_archive",
    **dict.fromkeys((".tar", ".tgz", ".txz", ".tbz", ".tbz2"), "tar_archive"),
    **dict.fromkeys((f".tar{ending}" for ending in _COMPRESSIONS), "tar_archive"),
    **_ROWS,
    **{f"{suffix}{ending}": module for suffix, module in _ROWS.items() for ending in _COMPRESSIONS},
}
"""Lower-case suffixes of files that hold many documents, and the module of this folder that opens them."""


def container_suffix(path: str) -> str:
    """The suffix by which a file holds many documents, one of ``SUFFIXES``; empty where it is none such."""
    stem, suffix = os.path.splitext(path)
    if suffix.lower() in _COMPRESSIONS:
        suffix = os.path.splitext(stem)[1] + suffix
    suffix = suffix.lower()
    return suffix if suffix in SUFFIXES else ""


def container_of(path: str) -> str:
    """The file that holds what a path names, as in ``bundle.zip/a.txt``; empty where the path leads into none."""
    while (parent := os.path.dirname(path)) != path:
        path = parent
        if os.path.lexists(path):
            return path if container_suffix(path) and os.path.isfile(path) else ""
    return ""


def holds_rows(path: str) -> bool:
    """Whether a file's members are rows."""
    return container_suffix(path).split(".")[1:2] in [[suffix[1:]] for suffix in _ROWS]


def members(file: BinaryIO, name: str, reading: Reading) -> Iterator[Found]:
    """Give what a file holds, in its order; no more than a member is in memory at a time.

    ``name`` is the file's, for its suffix; ``file`` is open for reading at its start. Raises ReadError, which does not name
    the file, where it cannot be read, or not to its end: what came before counts.
    """
    opener = cast("Opener", import_module(f"{__name__}.{SUFFIXES[container_suffix(name)]}").read)
    budget = Budget(reading.limits, os.fstat(file.fileno()).st_size)
    try:
        yield from opener(file, name, reading, budget)
    except ReadError:
        raise
    except MemoryError as error:
        raise ReadError("it takes more memory than this machine has; unpack it") from error
    except Exception as error:
        raise ReadError(
            "it is damaged ({kind}); what lies behind the damage is not read", kind=type(error).__name__
        ) from error
