"""The company that senses keep: how often they stand in the same passages as senses of a question's other words."""

from __future__ import annotations

import sys
from itertools import combinations
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Sequence

    from search.translate.candidates import Candidate
    from search.translate.held import Held

    Pairs = Iterable[tuple[int, int, int]]

_USE_NUMPY = 6
"""Sets of passages from which numpy counts faster what they share, once imported (measured)."""


class _Telling(NamedTuple):
    """A candidate at a ``place`` among its unit's, the passages that hold it, and what a tie to it weighs."""

    unit: int
    place: int
    passages: array[int]
    weight: float


def companies(units: Sequence[Sequence[Candidate]], held: Held) -> list[list[float]]:
    """Of each unit's candidates the mean, over the other units, of the closest tie to one of theirs: from 0 to 1.

    A tie is the normalised pointwise mutual information of two candidates, where it is above 0, times the weight of the
    other one (Church and Hanks 1990, Bouma 2009).
    """
    found = [[0.0] * len(candidates) for candidates in units]
    if len(units) < 2:
        return found
    telling = [each for place, candidates in enumerate(units) for each in _telling(place, candidates, held)]
    closest: list[dict[int, float]] = [{} for _ in telling]
    for one, other, tie in _ties(telling, held.passage_count):
        mine, its = telling[one], telling[other]
        closest[one][its.unit] = max(closest[one].get(its.unit, 0.0), tie * its.weight)
        closest[other][mine.unit] = max(closest[other].get(mine.unit, 0.0), tie * mine.weight)
    for each, ties in zip(telling, closest, strict=True):
        found[each.unit][each.place] = sum(ties.values()) / (len(units) - 1)
    return found


def _telling(unit: int, candidates: Sequence[Candidate], held: Held) -> Iterator[_Telling]:
    """Those candidates whose company says something: others are too common."""
    for place, candidate in enumerate(candidates):
        passages = held.together(*candidate.terms[0])
        if passages:
            yield _Telling(unit, place, passages, sqrt(candidate.share))


def _ties(telling: Sequence[_Telling], passage_count: int) -> Iterator[tuple[int, int, float]]:
    """The ties between candidates of different units, each told by its place in the list."""
    for one, other, both in _shared([each.passages for each in telling]):
        mine, its = telling[one], telling[other]
        if mine.unit != its.unit and both != passage_count:
            information = log(both * passage_count / (len(mine.passages) * len(its.passages)))
            if information > 0:
                yield one, other, information / -log(both / passage_count)


def _shared(passages: Sequence[array[int]]) -> Pairs:
    """How many passages every two sets have in common, where they have any: the places of both, the lower first."""
    if len(passages) >= _USE_NUMPY and "numpy" in sys.modules:
        from search.translate.company_arrays import shared

        return shared(passages)
    return shared_one_by_one(passages)


def shared_one_by_one(passages: Sequence[array[int]]) -> Pairs:
    """As ``company_arrays.shared``, without numpy."""
    sets = [*map(frozenset, passages)]
    counted = ((one, other, len(sets[one] & sets[other])) for one, other in combinations(range(len(sets)), 2))
    return (each for each in counted if each[2])
