"""The words of a quotation: as printed, with the wraps of the page undone and what is left out marked."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Span
from corpus.reflow import unwrap
from corpus.sentences import sentences

ELLIPSIS = {"zh": "……", "en": "…"}
"""How a cut is marked: GB/T 15834-2011, 4.11 (a six-dot ellipsis) for Chinese, one ellipsis for English."""

_MARKS = {"hans": ("“", "”"), "hant": ("「", "」"), "latn": ("“", "”")}


@dataclass(frozen=True, slots=True)
class Quotation:
    """The parts quoted, in order; a cut lies between each two. ``text`` is the whole with its cuts marked.

    Each part is a stretch of the document's text, but for white space; a line break in it ends a paragraph.
    """

    parts: tuple[str, ...]
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


def quote(text: str, *, language: str = "", script: str = "") -> Quotation:
    """A whole passage as a quotation."""
    return Quotation((unwrap(text.strip()).text,), language, script)


def quote_matches(text: str, matches: Sequence[Span], *, language: str = "", script: str = "") -> Quotation:
    """The sentences of a passage that hold its matches, given in code points of ``text``; what lies between is cut.

    Without a match inside the passage it is quoted whole.
    """
    held = [
        span for span in sentences(text) if any(match.start < span.end and span.start < match.end for match in matches)
    ]
    if not held:
        return quote(text, language=language, script=script)
    joined = [held[0]]
    for span in held[1:]:
        if text[joined[-1].end : span.start].strip():
            joined.append(span)
        else:
            joined[-1] = Span(joined[-1].start, span.end)
    unwrapped = unwrap(text)  # whole: the wraps of a page are told by the lines around them
    ends = [(bisect_left(unwrapped.offsets, span.start), bisect_left(unwrapped.offsets, span.end)) for span in joined]
    return Quotation(tuple(unwrapped.text[start:end].strip() for start, end in ends), language, script)
