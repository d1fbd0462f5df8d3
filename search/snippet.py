"""Choose the fragment of a passage that shows why it was found."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from corpus.model import Span
from corpus.reflow import unwrap
from corpus.sentences import sentences_within
from search.model import Snippet
from search.render.width import columns

WIDTH_PER_SENTENCE = 160
"""Columns (two for a Han character) that a sentence of a snippet may take on average; longer ones are cut at clauses."""

_LONGEST = 20_000  # code points of a passage that are looked at; only text without any sentence end has longer ones
_LINE = re.compile("[^\n]+")


def make_snippet(text: str, offset: int, matches: Sequence[Span], *, sentences: int) -> Snippet:
    """Cut a fragment of at most ``sentences`` neighbouring sentences out of a passage, where most of its matches are.

    ``text`` is the passage as printed and ``offset`` where it begins in the document's text, to which ``matches`` refer,
    in code points; a match that runs over an end of the passage is marked up to there. Of windows with equally many
    matches the first is taken that begins with one. A fragment wider than ``WIDTH_PER_SENTENCE`` columns a sentence is
    cut at the ends of clauses, and a monstrous clause between words. A line break in the snippet ends a paragraph.
    """
    spans = _relative(matches, offset, len(text))
    region = _region(text, spans)
    unwrapped = unwrap(text[region.start : region.end])
    plain = unwrapped.text
    marks = _carried(spans, region, unwrapped.offsets, plain)
    window = _densest_sentences(plain, marks, sentences)
    window = _narrowed(plain, window, marks, sentences * WIDTH_PER_SENTENCE)
    window = _stripped(plain, window)
    return Snippet(
        plain[window.start : window.end],
        tuple(Span(mark.start - window.start, mark.end - window.start) for mark in _clipped(marks, window)),
        cut_start=bool(text[: region.start].strip() or plain[: window.start].strip()),
        cut_end=bool(text[region.end :].strip() or plain[window.end :].strip()),
    )


def _relative(matches: Sequence[Span], offset: int, length: int) -> list[Span]:
    """Give the matches as disjoint ascending ranges of the passage's own text."""
    spans: list[Span] = []
    for match in sorted(matches):
        start, end = max(match.start - offset, 0), min(match.end - offset, length)
        if spans and start < spans[-1].end:
            start = spans[-1].end
        if start < end:
            spans.append(Span(start, end))
    return spans


def _region(text: str, spans: Sequence[Span]) -> Span:
    """Bound the work on a passage of monstrous length to what lies around its first match."""
    if len(text) <= _LONGEST:
        return Span(0, len(text))
    start = max(0, (spans[0].start if spans else 0) - _LONGEST // 2)
    return Span(start, min(len(text), start + _LONGEST))


def _carried(spans: Sequence[Span], region: Span, offsets: Sequence[int], plain: str) -> list[Span]:
    """Carry ranges of the passage over to the text without wraps."""
    carried = (
        Span(bisect_left(offsets, span.start - region.start), bisect_left(offsets, span.end - region.start))
        for span in spans
    )
    stripped = (_stripped(plain, Span(span.start, min(span.end, len(plain)))) for span in carried)
    return [span for span in stripped if span.start < span.end]


def _stripped(text: str, span: Span) -> Span:
    """Leave out the white space at both ends of a range."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _clipped(marks: Sequence[Span], window: Span) -> Iterator[Span]:
    """Yield the parts of the marks that lie in the window."""
    for mark in marks:
        start, end = max(mark.start, window.start), min(mark.end, window.end)
        if start < end:
            yield Span(start, end)


def _densest_sentences(plain: str, marks: Sequence[Span], count: int) -> Span:
    """Find the ``count`` neighbouring sentences with the most different matches, then with the most."""
    spans = [span for line in _LINE.finditer(plain) for span in sentences_within(plain, Span(*line.span()))]
    if not spans:
        return Span(0, len(plain))
    windows = [
        (spans[first], spans[min(first + count, len(spans)) - 1]) for first in range(max(1, len(spans) - count + 1))
    ]
    starts = [mark.start for mark in marks]

    def worth(window: tuple[Span, Span]) -> tuple[int, int, bool]:
        first, last = window
        inside = marks[bisect_left(starts, first.start) : bisect_left(starts, last.end)]
        whole = [plain[mark.start : mark.end] for mark in inside if mark.end <= last.end]
        return len(set(whole)), len(whole), bool(inside) and inside[0].start < first.end

    first, last = max(windows, key=worth)
    return Span(first.start, last.end)


def _narrowed(plain: str, window: Span, marks: Sequence[Span], budget: int) -> Span:
    """Cut a window that takes more than ``budget`` columns to the clauses around its densest matches."""
    text = plain[window.start : window.end]
    if 2 * len(text) <= budget or (at := columns(text))[-1] <= budget:
        return window
    inside = [Span(mark.start - window.start, mark.end - window.start) for mark in _clipped(marks, window)]
    focus = _densest(inside, at, budget * 2 // 3)
    edges = [0, *(found.end() for found in _clause_end().finditer(text) if found.end() < len(text)), len(text)]
    left = bisect_right(edges, focus.start) - 1
    right = bisect_left(edges, focus.end, lo=left + 1)
    if at[edges[right]] - at[edges[left]] <= budget:
        cut = _grown_by_clauses(edges, left, right, at, budget)
    else:
        cut = _grown_by_words(text, focus, Span(edges[left], edges[right]), at, budget)
    return Span(window.start + cut.start, window.start + cut.end)


@cache
def _clause_end() -> re.Pattern[str]:
    """Compiled when the first long sentence is met: most look-ups show none."""
    return re.compile("(?:[，；：、。！？…—]+[”’」』）》〉】]*|[,;:.!?]+[\"'”’)\\]]*(?=\\s)|\n)\\s*")


def _densest(marks: Sequence[Span], at: Sequence[int], room: int) -> Span:
    """Find the most neighbouring marks that lie within ``room`` columns; the first of them, cut, where none does."""
    if not marks:
        return Span(0, 0)
    best, first = (0, 0), 0
    for last, mark in enumerate(marks):
        while first < last and at[mark.end] - at[marks[first].start] > room:
            first += 1
        if last - first > best[1] - best[0]:
            best = (first, last)
    start, end = marks[best[0]].start, marks[best[1]].end
    return Span(start, min(end, max(start + 1, bisect_right(at, at[start] + room) - 1)))


def _grown_by_clauses(edges: Sequence[int], left: int, right: int, at: Sequence[int], budget: int) -> Span:
    """Take in whole clauses, after and before in turn, while they fit."""
    grown = True
    while grown:
        grown = False
        if right + 1 < len(edges) and at[edges[right + 1]] - at[edges[left]] <= budget:
            right, grown = right + 1, True
        if left and at[edges[right]] - at[edges[left - 1]] <= budget:
            left, grown = left - 1, True
    return Span(edges[left], edges[right])


def _grown_by_words(text: str, focus: Span, limits: Span, at: Sequence[int], budget: int) -> Span:
    """Take in what fits on both sides of the focus, and step back to the edge of a word."""
    room = budget - (at[focus.end] - at[focus.start])
    start = max(limits.start, bisect_left(at, at[focus.start] - room // 2))
    end = min(limits.end, bisect_right(at, at[start] + budget) - 1)
    start = max(limits.start, min(start, bisect_left(at, at[end] - budget)))
    while limits.start < start < focus.start and _in_word(text, start, at):
        start += 1
    while focus.end < end < limits.end and _in_word(text, end, at):
        end -= 1
    return Span(start, end)


def _in_word(text: str, here: int, at: Sequence[int]) -> bool:
    """Tell whether a cut before ``here`` would divide a word of an alphabet or a character from its marks."""
    narrow = at[here + 1] - at[here] < 2 and at[here] - at[here - 1] < 2
    return at[here + 1] == at[here] or (narrow and not text[here - 1].isspace() and not text[here].isspace())
