"""The words of a quotation: as printed, with the wraps of the page undone and what is left out marked."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Span
from corpus.reflow import paragraphs, unwrap
from corpus.sentences import is_heading, sentences

ELLIPSIS = {"zh": "……", "en": "…"}
"""How a cut is marked: GB/T 15834-2011, 4.11 (a six-dot ellipsis) for Chinese, one ellipsis for English."""

_MARKS = {"hans": ("“", "”"), "hant": ("「", "」"), "latn": ("“", "”")}

_MOST_HEADINGS = 3
"""A headline, the line below it and a byline; a longer row of short lines is a list, and is what is quoted."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """The parts quoted, in order; a cut lies between each two. ``text`` is the whole with its cuts marked.

    Each part is a stretch of the document's text, but for white space; a line break in it ends a paragraph. ``span`` is
    where the words begin and end, in code points of the text that was given.
    """

    parts: tuple[str, ...]
    span: Span
    language: str
    script: str

    @property
    def text(self) -> str:
        """The words with each cut marked, without quotation marks."""
        mark = ELLIPSIS.get(self.language, ELLIPSIS["en"])
        return (mark if self.language == "zh" else f" {mark} ").join(self.parts)

    @property
    def marked(self) -> str:
        """The words in the quotation marks of their script."""
        opening, closing = _MARKS.get(self.script, _MARKS["latn"])
        return f"{opening}{self.text}{closing}"


def quote(text: str, start: int = 0, *, structured: bool = False, language: str = "", script: str = "") -> Quotation:
    """A text from ``start`` on as a quotation, without the headings with which it begins.

    What stands before ``start`` is the beginning of its line: the wraps of a page are told by whole lines.
    ``structured`` is as for ``corpus.reflow.paragraphs``.
    """
    spans = [span for span in paragraphs(text, structured=structured) if span.end > start]
    first = max(start, spans[_headings(text, spans, start)].start) if spans else start
    whole = Span(first, spans[-1].end if spans else len(text))
    return _quotation(text, [whole], structured=structured, language=language, script=script)


def quote_matches(
    text: str,
    matches: Sequence[Span],
    start: int = 0,
    *,
    structured: bool = False,
    language: str = "",
    script: str = "",
) -> Quotation:
    """The sentences from ``start`` on that hold matches, given in code points of ``text``; what lies between is cut.

    Headings are quoted where nothing else holds a match, and no sentence is joined to one. Without a match the text is
    quoted whole.
    """
    headings = [span for span in paragraphs(text, structured=structured) if _is_heading(text, span, start)]
    held = [
        Span(max(start, span.start), span.end)
        for span in sentences(text, structured=structured)
        if span.end > start and any(match.start < span.end and span.start < match.end for match in matches)
    ]
    held = [span for span in held if span not in headings] or held
    if not held:
        return quote(text, start, structured=structured, language=language, script=script)
    joined = [held[0]]
    for span in held[1:]:
        if text[joined[-1].end : span.start].strip():
            joined.append(span)
        else:
            joined[-1] = Span(joined[-1].start, span.end)
    return _quotation(text, joined, structured=structured, language=language, script=script)


def _headings(text: str, spans: Sequence[Span], start: int) -> int:
    """How many of the paragraphs at the beginning of a text are headings of what follows them."""
    count = next((i for i, span in enumerate(spans) if not _is_heading(text, span, start)), len(spans))
    return count if count < len(spans) and count <= _MOST_HEADINGS else 0


def _is_heading(text: str, paragraph: Span, start: int) -> bool:
    """Tell whether a paragraph from ``start`` on may be a heading; the rest of one is none, however short."""
    return paragraph.start >= start and is_heading(text, paragraph)


def _quotation(text: str, spans: Sequence[Span], *, structured: bool, language: str, script: str) -> Quotation:
    unwrapped = unwrap(text, structured=structured)
    ends = [(bisect_left(unwrapped.offsets, span.start), bisect_left(unwrapped.offsets, span.end)) for span in spans]
    parts = tuple(unwrapped.text[start:end].strip() for start, end in ends)
    return Quotation(parts, Span(spans[0].start, spans[-1].end), language, script)
