"""The records of a library's documents, and its passages as quotations."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from corpus.record.citekey import with_keys
from corpus.record.sidecar import apply, corrected
from search.cite.locators import cited_place
from search.cite.quote import Quotation, quote
from search.cite.reference import Citing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.model import Bib, Passage
    from corpus.record.model import Record
    from search.library import Library


def current_bib(library: Library, path: str, bib: Bib) -> Bib:
    """The record of a document with the corrections of its sidecar, also those made since it was indexed.

    ``path`` is that of the document, relative to the library's root. Raises ReadError where the sidecar is malformed.
    """
    return corrected(bib, os.path.join(library.root, *path.split("/")))


def records_of(library: Library, passages: Iterable[Passage], keys: Sequence[str] = ()) -> dict[str, Record]:
    """The record of the document of each passage, by the document's path; ``keys`` are given citekeys, in order."""
    bibs: dict[str, Bib] = {}
    for passage in passages:
        path = passage.locator.path
        if path not in bibs:
            bibs[path] = current_bib(library, path, library.document(passage).bib)
    named = [_with_key(bib, key) for bib, key in zip(bibs.values(), [*keys, *[""] * len(bibs)], strict=False)]
    return dict(zip(bibs, with_keys(named), strict=True))


def citing_of(passage: Passage, records: dict[str, Record]) -> Citing:
    """What is to be cited for a passage."""
    return Citing(records[passage.locator.path], cited_place(passage.locator), passage.script)


def quotation_of(library: Library, passage: Passage, around: int = 0) -> Quotation:
    """A passage, with up to ``around`` passages before and after it, as a quotation."""
    text = passage.text
    if around:
        row = library.neighbours(passage.id, around)
        text = library.document(passage).text[row[0].locator.span.start : row[-1].locator.span.end]
    return quote(text, language=passage.language, script=passage.script)


def _with_key(bib: Bib, key: str) -> Bib:
    return apply(bib, {"citation-key": key}, "command line") if key else bib
