"""Where a stretch of a document stands, in the terms in which it is cited.

A passage's own locator names the page, paragraph and line on which the passage begins. What is found in it may stand on
the next page, or below the heading with which it begins: whoever cites it wants the place of its own first word.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from corpus.model import Locator, Span
from corpus.reflow import PRINTED, paragraphs
from indexer.engine import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.model import Document, Passage
    from indexer.engine import Reader, StoredDocument


def locate(reader: Reader, number: int, span: Span) -> Locator:
    """The place of a stretch that begins in passage ``number``; ``span`` is in code points of the document's text.

    Page, paragraph and first line are those of its first character. Its last line is, where there are pages, one of the
    page on which it begins.
    """
    stored, passage = reader.document(number), reader.passage(number)
    text, offset = text_through(reader, stored, number, span.end)
    within = _Within(number, passage, text, offset)
    start = max(span.start, passage.locator.span.start)  # what stands before is white space
    pages = stored.document.pages
    following = bisect_right([page.start for page in pages], start)
    page = pages[max(following - 1, 0)] if pages else None
    end = min(span.end, pages[following].start) if 0 < following < len(pages) else span.end
    line_start, line_end = _lines(reader, stored, within, start, end)
    return Locator(
        path=stored.document.path,
        page=page.number if page else None,
        page_label=page.label if page else None,
        paragraph=_paragraph(reader, stored, within, start),
        line_start=line_start,
        line_end=line_end,
        span=span,
    )


def passage_at(reader: Reader, number: int, offset: int) -> int:
    """The number of the passage in which code point ``offset`` stands, of the document that holds passage ``number``."""
    run = reader.document_run(number)
    return run.first + max(0, bisect_right(reader.starts(run), offset) - 1)


def text_through(reader: Reader, stored: StoredDocument, number: int, end: int) -> tuple[str, int]:
    """The text from passage ``number`` to at least code point ``end`` of its document, and its offset."""
    last = number
    text, offset = reader.run_text(Run(number, last))
    while offset + len(text) < end and last < stored.last:
        last += 1
        text, offset = reader.run_text(Run(number, last))
    return text, offset


def line_in(document: Document, start: int) -> int:
    """The line of the file on which code point ``start`` of a document stands; ``document`` comes with its text."""
    breaks = _breaks(document.text[:start])
    return document.lines[min(breaks, len(document.lines) - 1)] if document.lines else breaks + 1


class _Within(NamedTuple):
    """A passage, its number, and the text from it on, which begins at code point ``offset`` of its document."""

    number: int
    passage: Passage
    text: str
    offset: int

    def between(self, start: int, end: int) -> str:
        return self.text[start - self.offset : end - self.offset]

    def before(self, start: int) -> str:
        return self.between(self.passage.locator.span.start, start)


def _lines(reader: Reader, stored: StoredDocument, within: _Within, start: int, end: int) -> tuple[int, int]:
    """The lines of the file on which a stretch begins and ends; in a PDF, those of the page."""
    inside = _breaks(within.between(start, end).rstrip())
    lines = stored.document.lines
    if not lines:
        first = within.passage.locator.line_start + _breaks(within.before(start))
        return first, first + inside
    text, _ = reader.run_text(Run(stored.first, within.number))
    index = _breaks(text[:start])
    return lines[min(index, len(lines) - 1)], lines[min(index + inside, len(lines) - 1)]


def _breaks(text: str) -> int:
    """How many line ends a text has. A carriage return ends a line only where no line feed does."""
    return text.count("\n") or text.count("\r")


def _paragraph(reader: Reader, stored: StoredDocument, within: _Within, start: int) -> int:
    """The number of the paragraph in which a stretch begins.

    Paragraphs are told by the lines around them. So the passage's own lines are believed where they make as many as the
    index counted from its beginning to the next passage's (of 35,000 lines of law, 34,600, and rightly in each); else the
    whole document is asked again.
    """
    first = within.passage.locator.paragraph
    if not _breaks(within.before(start)):
        return first
    after = reader.passage(within.number + 1).locator.paragraph if within.number < stored.last else None
    if after == first:
        return first
    structured = stored.document.format not in PRINTED
    if after is not None:
        own = paragraphs(within.passage.text, structured=structured, sliced=True)
        if len(own) == after - first:
            return first + _upto(own, start - within.passage.locator.span.start) - 1
    return max(first, _upto(paragraphs(reader.text(stored), structured=structured), start))


def _upto(spans: Sequence[Span], offset: int) -> int:
    """How many of the spans begin at an offset or before it."""
    return bisect_right([span.start for span in spans], offset)
