"""Where the corrections of a document's record are kept.

Those of a file stand in the sidecar beside it. A document in a container has none beside it, so the container's sidecar
speaks for it: its fields hold for every document in it, and a table named as one of them for that one.
"""

import os
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from json import dumps

from corpus.containers import container_of
from corpus.model import Bib
from corpus.record.sidecar import apply, read_sidecar, read_tables, sidecar_path, write_tables

_USUAL = ".yinde.yaml"


def corrected(bib: Bib, document_path: str) -> Bib:
    """The record with the corrections that were made by hand. Raises ReadError where they are malformed."""
    container, member = _parted(document_path)
    if container:
        return corrected_member(bib, container, member)
    path = sidecar_path(document_path)
    return apply(bib, read_sidecar(path), _origin(path)) if path else bib


def corrected_member(bib: Bib, container: str, member: str) -> Bib:
    """The same of a document of this name in a container."""
    path = sidecar_path(container)
    for table in _tables_for(path, member) if path else ():
        bib = apply(bib, table, _origin(path or ""))
    return bib


def corrections_state(container: str, member: str) -> str:
    """What tells one state of a member's corrections from another; empty where there are none. Raises ReadError."""
    path = sidecar_path(container)
    tables = _tables_for(path, member) if path else ()
    return sha256(dumps(tables).encode()).hexdigest()[:16] if any(tables) else ""


def sidecar_of(document_path: str) -> str:
    """The sidecar in which a document's corrections are kept, or would be."""
    container, _ = _parted(document_path)
    return sidecar_path(container or document_path) or (container or document_path) + _USUAL


def corrections_of(document_path: str) -> dict[str, str]:
    """The corrections of a document's own, by CSL variable. Raises ReadError where they are malformed."""
    container, member = _parted(document_path)
    path = sidecar_path(container or document_path)
    if path is None:
        return {}
    return dict(read_tables(path).get(member, {})) if container else read_sidecar(path)


def keep_corrections(document_path: str, corrections: Mapping[str, str]) -> str:
    """Put these in place of a document's own corrections, and give the path of the sidecar; none leave no trace there.

    Raises ReadError where it cannot be written.
    """
    container, member = _parted(document_path)
    path = sidecar_of(document_path)
    tables = read_tables(path) if container and os.path.exists(path) else {}
    tables[member] = dict(corrections)
    if any(tables.values()):
        write_tables(path, tables)
    elif os.path.exists(path):
        os.remove(path)
    return path


def _parted(document_path: str) -> tuple[str, str]:
    """The container that a document lies in, and its name there; both empty for a file."""
    container = "" if os.path.lexists(document_path) else container_of(document_path)
    return container, document_path[len(container) + 1 :].replace(os.sep, "/") if container else ""


def _origin(path: str) -> str:
    return f"sidecar {os.path.basename(path)}"


def _tables_for(path: str, member: str) -> tuple[dict[str, str], ...]:
    """The tables of a container's sidecar that hold for a member, the one that has the last word at the end."""
    status = os.stat(path)
    tables = _tables(path, status.st_mtime_ns, status.st_size)
    return tuple(tables[name] for name in ("", member) if name in tables)


@lru_cache(maxsize=4)
def _tables(path: str, _mtime_ns: int, _size: int) -> dict[str, dict[str, str]]:
    """The tables of a sidecar, read once for all members of its container."""
    return read_tables(path)
