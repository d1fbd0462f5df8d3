"""The records of a library's documents, and its passages as quotations."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.record.citekey import with_keys
from corpus.record.corrections import corrected
from corpus.record.sidecar import apply
from corpus.reflow import PRINTED
from indexer.engine import Run
from search.cite.locators import cited_place
from search.cite.quote import Quotation, quote, quote_matches
from search.cite.reference import Citing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.model import Bib, Passage
    from corpus.record.model import Record
    from search.library import Library
    from search.model import Hit


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


def quoted_whole(library: Library, passage: Passage, around: int = 0) -> Quotation:
    """A passage, with up to ``around`` passages before and after it, as a quotation; its ``span`` is in the document."""
    row = library.neighbours(passage.id, around) if around else (passage,)
    start = row[0].locator.span.start
    text = library.document(passage).text[start : row[-1].locator.span.end] if around else passage.text
    before, structured = _line_before(library, row[0])
    made = quote(before + text, len(before), structured=structured, language=passage.language, script=passage.script)
    return _moved(made, start - len(before))


def quoted_hit(library: Library, hit: Hit) -> Quotation:
    """The sentences of a hit that hold its matches as a quotation; its ``span`` is in the document."""
    passage = hit.passage
    before, structured = _line_before(library, passage)
    start = passage.locator.span.start - len(before)
    made = quote_matches(
        before + passage.text,
        [Span(match.start - start, match.end - start) for match in hit.matches],
        len(before),
        structured=structured,
        language=passage.language,
        script=passage.script,
    )
    return _moved(made, start)


def citing_of(library: Library, passage: Passage, quotation: Quotation, records: dict[str, Record]) -> Citing:
    """What is to be cited for a quotation of a passage: the work, and where the words quoted begin and end in it."""
    span = quotation.span
    first = library.locate(passage, span)
    last = library.locate(passage, Span(span.end - 1, span.end))
    return Citing(records[passage.locator.path], cited_place(first, last), passage.script)


def _line_before(library: Library, passage: Passage) -> tuple[str, bool]:
    """What stands before a passage on its line, and whether its document is of a format that marks paragraphs."""
    reader = library.reader
    number = reader.number(passage.id)
    if number is None:
        return "", False
    stored = reader.document(number)
    before = reader.run_text(Run(number - 1, number - 1))[0] if number > stored.first else ""
    return before.rpartition("\n")[2], stored.document.format not in PRINTED


def _moved(quotation: Quotation, by: int) -> Quotation:
    return replace(quotation, span=Span(quotation.span.start + by, quotation.span.end + by))


def _with_key(bib: Bib, key: str) -> Bib:
    return apply(bib, {"citation-key": key}, "command line") if key else bib
