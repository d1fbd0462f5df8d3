"""The user's own records: one library file for all documents, as a reference manager exports it.

The file is read when it or a document has changed. What its records say of which document is kept in the manifest and laid
over the documents' own records as they are handed out, so that no document is read again for it. What a sidecar says comes
before what the library file says, and that before what the document says of itself.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.model import Bib, Document
    from corpus.record.model import Record
    from indexer.engine import Reader

SIDECAR = "sidecar"
"""What the origins of values from sidecars begin with (``corpus.record.sidecar``)."""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What a library file says of the documents of an index.

    ``name`` is that of the file, without its folder, and ``state`` tells one state of it from another. ``records`` are
    CSL variables by document ID, ``total`` counts the records of the file, and ``unmatched`` names those that describe
    no document.
    """

    name: str = ""
    state: str = ""
    total: int = 0
    records: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()


_NO_CITEKEY = frozenset(" /{},;")
"""What no citekey contains, but the identifiers that Zotero gives to items in CSL-JSON do."""


def state_of(path: str) -> str:
    """The size and time of a library file; empty where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return ""
    return f"{path} {status.st_size} {status.st_mtime_ns}"


def read_library(path: str) -> tuple[str, list[Record]]:
    """The state of a library file before it was read, and its records. Raises ReadError or UsageError."""
    from corpus.record.formats import read_file

    state = state_of(path)
    if not state:
        raise ReadError(
            "{path}: the file of your own records is not there; give another with yinde index --bib FILE, or none: --bib ''",
            path=path,
        )
    records = read_file(path)
    if not records:
        raise ReadError("{path}: there are no records in it", path=path)
    return state, records


def matched(path: str, state: str, records: Sequence[Record], reader: Reader) -> Bibliography:
    """Tell which records describe which documents of an index."""
    from corpus.record.match import match_records

    documents = [stored.document for stored in reader.documents()]
    by_path = match_records(records, [(document.path, document.bib) for document in documents])
    found = {document.id: _variables(by_path[document.path]) for document in documents if document.path in by_path}
    used = {id(record) for record in by_path.values()}
    lost = tuple(record.key or record.bib.title for record in records if id(record) not in used)
    return Bibliography(os.path.basename(path), state, len(records), found, lost)


class Describer:
    """Lays the user's own records over those of documents."""

    def __init__(self, bibliography: Bibliography) -> None:
        self._bibliography = bibliography
        self._made: dict[str, tuple[Bib, Bib]] = {}

    def __call__(self, document: Document) -> Document:
        """The document with what the library file says of it."""
        variables = self._bibliography.records.get(document.id)
        if not variables:
            return document
        before, after = self._made.get(document.id, (None, document.bib))
        if before != document.bib:
            after = described(document.bib, variables, self._bibliography.name)
            self._made[document.id] = document.bib, after
        return replace(document, bib=after)


def described(bib: Bib, variables: Mapping[str, str], origin: str) -> Bib:
    """A document's own record with the variables of the user's, those aside that a sidecar gives."""
    from corpus.record.sidecar import apply

    fixed = {name for name, where in bib.origins if where.startswith(SIDECAR)}
    return apply(bib, {name: value for name, value in variables.items() if name not in fixed}, origin)


def _variables(record: Record) -> dict[str, str]:
    from corpus.record.fields import fields_of

    variables = fields_of(record.bib)
    variables.pop("file", None)
    is_citekey = record.key and not _NO_CITEKEY.intersection(record.key)
    return {**variables, **({"citation-key": record.key} if is_citekey else {})}
