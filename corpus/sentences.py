"""Where sentences end, in Chinese and in English."""

import re
from collections.abc import Iterator, Sequence

from corpus.model import Span
from corpus.reflow import CLOSERS, is_wide, paragraphs

_MARKS = re.compile(rf"[。！？；…!?.]+[{re.escape(CLOSERS)}]*")
_SPACE = re.compile(r"\s+")
_OPENERS = "“‘「『（(["

_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof st jr sr gen col sen rep gov lt capt hon rev no nos vol vols pp fig figs eq eqs art arts para
    paras sec ch ed eds cf vs viz al inc ltd co corp dept univ approx est jan feb mar apr jun jul aug sep sept oct nov dec
    ii iii iv vi vii viii ix""".split()  # noqa: SIM905 - a list of words reads best so
)
_LONGEST_WORD = 12
_LONGEST_NUMBER = 3
_LONGEST_HEADING = 60


def sentences(text: str, *, structured: bool = False) -> Sequence[Span]:
    """The sentences of a text, and its headings, in order; only white space lies outside of them.

    A sentence ends at 。！？；…!? or at a dot that is none of an abbreviation, initial or decimal, with the quotes and
    brackets closed behind it, and at the end of a paragraph. ``structured`` is as for ``corpus.reflow.paragraphs``.
    """
    return [span for paragraph in paragraphs(text, structured=structured) for span in sentences_within(text, paragraph)]


def is_heading(text: str, paragraph: Span) -> bool:
    """Tell whether a paragraph may be a heading: short, and not ended like a sentence."""
    if paragraph.end - paragraph.start > _LONGEST_HEADING:
        return False
    return text[max(paragraph.start, paragraph.end - 4) : paragraph.end].rstrip(CLOSERS)[-1:].isalnum()


def sentences_within(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of one paragraph."""
    start, end = paragraph.start, paragraph.end
    for found in _MARKS.finditer(text, start, end):
        at = found.end()
        if at >= end:
            break
        if found.start() == start or not _ends(text, start, found):
            continue
        yield Span(start, at)
        space = _SPACE.match(text, at, end)
        start = space.end() if space else at
    yield Span(start, end)


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    """Tell whether these marks, with more text behind them, end the sentence that began at ``start``."""
    marks, following = found[0], text[found.end()]
    if marks[0] in "。！？；":
        return True
    if "…" in marks:
        return following not in "，、,"
    if marks[0] in "!?":
        return following.isspace() or is_wide(following)
    return following.isspace() and _dot_ends(text, start, found)


def _dot_ends(text: str, start: int, found: re.Match[str]) -> bool:
    """Tell whether a dot with white space behind it is a full stop."""
    space = _SPACE.match(text, found.end())
    if space and text[space.end() : space.end() + 1].islower():
        return False
    if len(found[0]) > 1:  # a quotation or bracket ends with it, or it is an ellipsis
        return True
    dot = found.start()
    before = text[max(start, dot - _LONGEST_WORD) : dot].split()
    word = before[-1].lstrip(_OPENERS) if before else ""
    if word.isdigit() and len(word) <= _LONGEST_NUMBER:
        return dot - len(word) > start  # else it is the number of a list item
    initial = len(word) == 1 or word[-2:-1] == "."
    return not (initial and word.isascii() and word.isalnum() | ("." in word)) and word.lower() not in _ABBREVIATIONS
