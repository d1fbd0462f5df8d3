"""Page, paragraph and line of a stretch of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.reflow import unwrap
from search.check.model import Place
from search.place import locate

if TYPE_CHECKING:
    from indexer.engine import Reader
    from search.check.finder import Found


def place_of(reader: Reader, found: Found, printed: str) -> Place:
    """Where a stretch begins, in the terms in which it is cited."""
    at = locate(reader, found.number, found.span)
    return Place(
        path=at.path,
        passage_id=reader.passage(found.number).id,
        span=found.span,
        page=at.page_label or str(at.page or ""),
        paragraph=at.paragraph,
        line=at.line_start,
        printed=unwrap(printed).text,
        bib=reader.document(found.number).document.bib,
    )
