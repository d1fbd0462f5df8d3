"""Page, paragraph and line of a stretch of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.reflow import paragraphs, unwrap
from search.check.model import Place

if TYPE_CHECKING:
    from corpus.model import Document
    from indexer.engine import Reader
    from search.check.finder import Found


def place_of(reader: Reader, found: Found, printed: str) -> Place:
    """Where a stretch begins, in the terms in which it is cited."""
    document = reader.document(found.number).document
    passage = reader.passage(found.number)
    before = passage.text[: max(0, found.span.start - passage.locator.span.start)]
    whole = len(paragraphs(before + passage.text[len(before) : len(before) + 1])) if before.strip() else 1
    return Place(
        path=document.path,
        passage_id=passage.id,
        span=found.span,
        page=_page(document, found.span.start),
        paragraph=passage.locator.paragraph + whole - 1,
        line=_line(document, passage.locator.line_start, before),
        printed=unwrap(printed).text,
        bib=document.bib,
    )


def _page(document: Document, start: int) -> str:
    label = ""
    for page in document.pages:
        if page.start > start:
            break
        label = page.label or str(page.number)
    return label


def _line(document: Document, first: int, before: str) -> int:
    """The line of the file; ``before`` is what stands between the beginning of line ``first`` and the stretch."""
    breaks = before.count("\n")
    if document.lines is None:
        return first + breaks
    index = next((i for i, line in enumerate(document.lines) if line >= first), 0)
    return document.lines[min(index + breaks, len(document.lines) - 1)]
