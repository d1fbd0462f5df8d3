"""Terms close to one another, in either order: ``carbon NEAR/5 price``."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.scripts import LETTER, WORD_CHARACTER
from indexer.engine import GramPhrase
from search.match.matcher import Matcher, beginnings
from search.query.regex_engine import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = 32
_MARKS = 8
"""A word counts once for every 32 letters, and no more than 8 marks may stand between the terms for each character or
word that may, and 8 beside: so how far the terms can lie apart is known before the text is looked at."""

_MAX_PAIRS = 256


def near(left: Sequence[Matcher], right: Sequence[Matcher], distance: int) -> Matcher:
    """One of the left terms and one of the right, at most ``distance`` Han characters or words of an alphabet between."""
    length = _length(left) + _length(right) + distance * _WORD + _MARKS * (distance + 1)
    needs = tuple((GramPhrase(grams, length),) for grams in _grams(left, right))
    return Matcher("", needs, length, compiled=NearPattern(tuple(left), tuple(right), distance))


def _grams(left: Sequence[Matcher], right: Sequence[Matcher]) -> list[tuple[str, ...]]:
    """What an occurrence contains, alternative by alternative: of both terms, or of the one with fewer alternatives
    where there would be too many pairs of them.
    """
    ones, others = sorted((_alternatives(left), _alternatives(right)), key=len)
    if len(ones) * len(others) > _MAX_PAIRS:
        return ones
    return [tuple(dict.fromkeys((*one, *other))) for one in ones for other in others]


def _alternatives(side: Sequence[Matcher]) -> list[tuple[str, ...]]:
    return [tuple(gram for phrase in need for gram in phrase.grams) for m in side for need in m.needs or ((),)]


def _length(side: Sequence[Matcher]) -> int:
    return max(matcher.length for matcher in side)


@dataclass(frozen=True, slots=True)
class NearPattern:
    """Finds the places that begin with one term and end with the next of the other; linear in the text but for sorting."""

    left: tuple[Matcher, ...]
    right: tuple[Matcher, ...]
    distance: int

    def search(self, folded: str, pos: int = 0) -> Place | None:
        """Give the first place that begins at or after ``pos``."""
        places = _places(self, folded)
        index = bisect_left(places, Place(pos, 0))
        return places[index] if index < len(places) else None

    def finditer(self, folded: str) -> Iterator[Place]:
        """Give the places from left to right, not overlapping."""
        end = 0
        for place in _places(self, folded):
            if place.first >= end:
                yield place
                end = place.last


@lru_cache(maxsize=2)
def _places(near: NearPattern, folded: str) -> list[Place]:
    """The places in a text, ascending; kept, since whoever looks for the next one asks again."""
    left, right = (
        sorted(place for matcher in side for place in beginnings(matcher, folded)) for side in (near.left, near.right)
    )
    if not left or not right:
        return []
    units: list[int] = []
    marks: list[int] = []
    for match in _unit().finditer(folded):
        (units if match.lastgroup == "unit" else marks).append(match.start())
    found: list[Place] = []
    for ones, others in ((left, right), (right, left)):
        starts = [start for start, _ in others]
        for start, end in ones:
            index = bisect_left(starts, end)
            if index == len(starts):
                continue
            between = bisect_left(units, starts[index]) - bisect_left(units, end)
            noise = bisect_left(marks, starts[index]) - bisect_left(marks, end)
            if between <= near.distance and noise <= _MARKS * (near.distance + 1):
                found.append(Place(start, others[index][1]))
    return sorted(found)


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(f"(?P<unit>{LETTER}|{WORD_CHARACTER}{{1,{_WORD}}})|(?P<mark>\\S)")
