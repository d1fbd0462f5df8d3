"""Cutting a document into passages: a few whole sentences each, headings kept with what follows them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from corpus.identity import passage_id
from corpus.language import passage_language
from corpus.model import Document, Locator, Passage, Span
from corpus.reflow import CLOSERS, PRINTED, each_paragraph
from corpus.scripts import UNSPACED
from corpus.sentences import is_heading, sentences, sentences_within

__all__ = ["sentences", "split"]

# Sizes are bytes of UTF-8. That measures both languages alike: a Han character is 3, an English word with its space 6,
# and a translation into the other about as large.

ENOUGH = 510
"""A passage of 170 Han characters or 85 words ends with its paragraph."""

TARGET = 900
"""About what the parts of a long paragraph have."""

MOST = 1200
"""400 Han characters or 200 words: more only where a sentence cannot be cut."""

BEFORE_HEADING = 420
"""Enough for a passage where a heading follows."""

LEAST = 120
"""Less is joined to its neighbour, so that a look-up's context is worth reading."""

_MOSTLY_WIDE = 2.5
"""Bytes a character in a text of which three quarters take three bytes."""


@cache
def _clause() -> re.Pattern[str]:
    """The end of a clause; a comma within a number is none."""
    return re.compile(rf"[，、：；,:;][{re.escape(CLOSERS)}]*(?![0-9])|\s+")


@cache
def _between() -> re.Pattern[str]:
    """Where a text may be cut if it must: at white space, and between characters of unspaced scripts."""
    return re.compile(rf"[{UNSPACED}](?=[{UNSPACED}])|\s+|[，、：；。）」』》”](?=[{UNSPACED}])")


@dataclass(slots=True)
class _Draft:
    """A passage in the making: its span, size and the number of the paragraph in which it begins."""

    start: int
    end: int
    size: int
    paragraph: int


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of a document, in order; only white space lies outside of them. Takes linear time."""
    return tuple(each_passage(document))


def each_passage(document: Document) -> Iterator[Passage]:
    """As ``split``, one at a time: the passages of a large document together take several times its size."""
    text = document.text
    spans = each_paragraph(text, structured=document.format not in PRINTED)
    locate = _Locating(document)
    seen: dict[str, int] = {}
    for ordinal, draft in enumerate(_last_joined(_drafts(text, spans))):
        content = text[draft.start : draft.end]
        language, script = _language(document, draft, content)
        identity = passage_id(document.id, content, 0)
        earlier = seen.get(identity, 0)
        seen[identity] = earlier + 1
        yield Passage(
            id=passage_id(document.id, content, earlier) if earlier else identity,
            document_id=document.id,
            ordinal=ordinal,
            text=content,
            locator=locate(draft),
            language=language,
            script=script,
        )


def _language(document: Document, draft: _Draft, content: str) -> tuple[str, str]:
    """A passage's language and script; its size tells enough of Chinese in a Chinese document."""
    if document.language == "zh" and document.script != "mixed" and draft.size > _MOSTLY_WIDE * len(content):
        return document.language, document.script
    return passage_language(content, document.script)


def _drafts(text: str, spans: Iterable[Span]) -> Iterator[_Draft]:
    draft: _Draft | None = None
    after_heading = False
    for number, span in enumerate(spans, 1):
        size = _size(text, span)
        heading = is_heading(text, span)
        if draft and _is_complete(draft, size, heading=heading, after_heading=after_heading):
            yield draft
            draft = None
        if size > MOST:
            *whole, last = _parts(text, span, size, draft.size if draft else 0)
            for part in whole:
                yield _grow(draft, part, _size(text, part), number)
                draft = None
            span, size = last, _size(text, last)  # noqa: PLW2901 - what is left of the paragraph
        draft = _grow(draft, span, size, number)
        after_heading = heading
    if draft:
        yield draft


def _is_complete(draft: _Draft, size: int, *, heading: bool, after_heading: bool) -> bool:
    """Tell whether a passage ends here, before a paragraph of ``size``."""
    if after_heading:
        return draft.size >= ENOUGH and draft.size + min(size, TARGET) > MOST
    if draft.size >= (BEFORE_HEADING if heading else ENOUGH):
        return True
    return draft.size >= LEAST and draft.size + size > MOST


def _grow(draft: _Draft | None, span: Span, size: int, paragraph: int) -> _Draft:
    if draft is None:
        return _Draft(span.start, span.end, size, paragraph)
    return _Draft(draft.start, span.end, draft.size + size, draft.paragraph)


def _last_joined(drafts: Iterator[_Draft]) -> Iterator[_Draft]:
    """Join a last passage that is too short to the one before it."""
    before, last = None, next(drafts, None)
    for draft in drafts:
        if before is not None:
            yield before
        before, last = last, draft
    if before is not None and last is not None and last.size < LEAST:
        before, last = None, _grow(before, Span(last.start, last.end), last.size, last.paragraph)
    yield from (draft for draft in (before, last) if draft is not None)


def _size(text: str, span: Span) -> int:
    return len(text[span.start : span.end].encode("utf-8", "surrogatepass"))


def _parts(text: str, paragraph: Span, size: int, before: int) -> Iterator[Span]:
    """A long paragraph in parts of about equal size, each of whole sentences; ``before`` goes to the first part."""
    total = size + before
    goal = total / -(-total // TARGET)
    start, end, filled = paragraph.start, paragraph.start, float(before)
    for sentence in sentences_within(text, paragraph):
        for piece in _pieces(text, sentence):
            added = _size(text, piece)
            if filled >= LEAST and filled + added / 2 > goal and end > start:
                yield Span(start, end)
                start, filled = piece.start, 0.0
            end, filled = piece.end, filled + added
    yield Span(start, end)


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    """A sentence, cut at clause ends, else between characters or words, if it is too long for a passage."""
    start, end = sentence.start, sentence.end
    while (end - start) * 3 > MOST and _size(text, Span(start, min(end, start + MOST + 1))) > MOST:
        window = text[start : start + MOST].encode("utf-8", "surrogatepass")[:TARGET].decode("utf-8", "ignore")
        reach = start + max(len(window), 1)
        cut = _last_end(_clause(), text, start + (reach - start) // 2, reach)
        cut = cut or _last_end(_between(), text, start + (reach - start) // 2, reach)
        if cut is None:
            following = _between().search(text, reach, end)
            cut = following.end() if following else end
        piece = text[start:cut].rstrip()
        if cut >= end or not piece:
            break
        yield Span(start, start + len(piece))
        start = cut
    yield Span(start, end)


def _last_end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    last = None
    for found in pattern.finditer(text, start, end):
        last = found.end()
    return last


class _Locating:
    """Finds pages and lines for drafts that come in order, counting line ends on the way."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts = [page.start for page in document.pages]
        # Old Macintosh files end their lines with a carriage return.
        self._line_end = "\n" if "\n" in document.text else "\r"
        self._at = 0
        self._line = 0

    def __call__(self, draft: _Draft) -> Locator:
        document = self._document
        following = bisect_right(self._starts, draft.start)
        page = document.pages[max(following - 1, 0)] if document.pages else None
        end = draft.end
        if 0 < following < len(self._starts):  # lines are those of the page on which the passage begins
            end = min(end, self._starts[following])
            while document.text[end - 1].isspace():
                end -= 1
        first = self._line_at(draft.start)
        last = self._line_at(end)
        return Locator(
            path=document.path,
            page=page.number if page else None,
            page_label=page.label if page else None,
            paragraph=draft.paragraph,
            line_start=document.lines[first] if document.lines else first + 1,
            line_end=document.lines[last] if document.lines else last + 1,
            span=Span(draft.start, draft.end),
        )

    def _line_at(self, offset: int) -> int:
        self._line += self._document.text.count(self._line_end, self._at, offset)
        self._at = offset
        return self._line
