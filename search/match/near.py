"""Terms close to one another, in either order: ``carbon NEAR/5 price``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.scripts import LETTER, WORD_CHARACTER
from indexer.engine import GramPhrase
from search.match.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = 32
_PUNCTUATION = 8
"""A word longer than 32 letters, or more than 8 marks in a row, between the two ends what counts as near: with these
bounds, how far the terms can lie apart is known before the text is looked at."""

_MARKS = f"[^{LETTER[1:-1]}\\w\\s]"
_BETWEEN = f"(?:\\s*{_MARKS}){{0,{_PUNCTUATION}}}\\s*"
_UNIT = f"(?:{LETTER}|(?<!{WORD_CHARACTER}){WORD_CHARACTER}{{1,{_WORD}}}(?!{WORD_CHARACTER}))"


def near(left: Sequence[Matcher], right: Sequence[Matcher], distance: int) -> Matcher:
    """One of the left terms and one of the right, at most ``distance`` Han characters or words of an alphabet between."""
    gap = f"{_BETWEEN}(?:{_UNIT}{_BETWEEN}){{0,{distance}}}?"
    one, other = ("|".join(f"(?:{matcher.expression})" for matcher in side) for side in (left, right))
    expression = f"(?:{one}){gap}(?:{other})|(?:{other}){gap}(?:{one})"
    length = _length(left) + _length(right) + distance * (_WORD + _PUNCTUATION) + _PUNCTUATION
    needs = tuple(
        (GramPhrase(tuple(dict.fromkeys(gram for phrase in (*first, *second) for gram in phrase.grams)), length),)
        for a in left
        for b in right
        for first in a.needs or ((),)
        for second in b.needs or ((),)
    )
    return Matcher(expression, needs, length)


def _length(matchers: Sequence[Matcher]) -> int:
    return max(matcher.length for matcher in matchers)
