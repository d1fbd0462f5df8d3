"""Where sentences end, in Chinese and in English."""

import re
from collections.abc import Iterator, Sequence

from corpus.model import Span
from corpus.reflow import CLOSERS, paragraphs
from corpus.scripts import UNSPACED

_END = re.compile(
    rf"[。！？；][。！？；…!?]*[{CLOSERS}]*"
    rf"|(?<!…)…+[{CLOSERS}]*(?![，、,…])"
    rf"|(?<![!?])[!?]+[{CLOSERS}]*(?=\s|[{UNSPACED}]|\Z)"
    rf"|(?P<dot>\.)[{CLOSERS}]*(?=\s|\Z)"
)
"""Each branch begins at the start of a run of its marks, so that no run is looked through twice."""

_SPACE = re.compile(r"\s+")
_LAST_WORD = re.compile(r"[^\s(\[“\"'‘/—–-]*\Z")
_ABBREVIATION = re.compile(
    r"[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|[0-9]{1,3}|[ivxIVX]{1,4}"
    r"|(?i:mr|mrs|ms|dr|prof|st|jr|sr|gen|col|sen|rep|gov|lt|capt|hon|rev|no|nos|vol|vols|pp|fig|figs|eq|eqs|art|arts"
    r"|para|paras|sec|ch|ed|eds|cf|vs|viz|al|inc|ltd|co|corp|dept|univ|approx|est|jan|feb|mar|apr|jun|jul|aug|sep|sept"
    r"|oct|nov|dec)"
)
"""What a dot may follow without ending a sentence: initials, numbers of list items, and common abbreviations."""

_LONGEST_WORD = 12


def sentences(text: str, *, structured: bool = False) -> Sequence[Span]:
    """The sentences of a text, and its headings, in order; only white space lies outside of them.

    A sentence ends at 。！？；…!? or at a dot that is none of an abbreviation, initial or decimal, with the quotes and
    brackets closed behind it, and at the end of a paragraph. ``structured`` is as for ``corpus.reflow.paragraphs``.
    """
    return [span for paragraph in paragraphs(text, structured=structured) for span in sentences_within(text, paragraph)]


def sentences_within(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of one paragraph."""
    start, end = paragraph.start, paragraph.end
    for found in _END.finditer(text, start, end):
        at = found.end()
        if at >= end:
            break
        if at <= start or (found["dot"] and not _dot_ends(text, start, found.start(), at)):
            continue
        yield Span(start, at)
        space = _SPACE.match(text, at, end)
        start = space.end() if space else at
    yield Span(start, end)


def _dot_ends(text: str, start: int, dot: int, after: int) -> bool:
    """Tell whether a dot with white space behind it ends the sentence that began at ``start``."""
    following = _SPACE.match(text, after)
    if following and text[following.end() : following.end() + 1].islower():
        return False
    if after > dot + 1:  # a quotation or bracket ends with it
        return True
    word = _LAST_WORD.search(text, max(start, dot - _LONGEST_WORD), dot)
    if word is None or _ABBREVIATION.fullmatch(word[0]) is None:
        return True
    return word[0].isdigit() and word.start() > start
