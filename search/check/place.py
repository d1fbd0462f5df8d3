"""Page, paragraph and line of a stretch of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.reflow import unwrap
from search.check.model import Place
from search.cite.locators import cited_place
from search.place import locate, passage_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine import Reader
    from search.check.finder import Found


def place_of(reader: Reader, row: Sequence[Found], printed: str) -> Place:
    """Where the parts of a quotation stand, in the terms in which it is cited; ``printed`` is what stands there."""
    found, end = row[0], row[-1].span.end
    first = locate(reader, found.number, found.span)
    last = locate(reader, passage_at(reader, found.number, end - 1), Span(end - 1, end))
    return Place(
        path=first.path,
        passage_id=reader.passage(found.number).id,
        span=found.span,
        page=first.page_label or str(first.page or ""),
        paragraph=first.paragraph,
        line=first.line_start,
        cited=cited_place(first, last),
        printed=unwrap(printed).text,
        bib=reader.document(found.number).document.bib,
    )
