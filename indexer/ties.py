"""The best of what was scored, in an order that does not depend on how the index came to be."""

from __future__ import annotations

from heapq import nlargest
from itertools import islice
from operator import eq, itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_score = itemgetter(1)
_MANY = 8
"""So many times as many passages as are wanted are sorted sooner than the highest of them are found (measured)."""


def highest(
    scored: Iterable[tuple[int, float]], limit: int, in_order: Callable[[Sequence[int]], Iterator[int]]
) -> list[tuple[int, float]]:
    """The ``limit`` passages of the highest scores, best first; of those that score the same the first ``in_order``.

    ``in_order`` is given passages, ascending, as ``Reader.in_order`` is, and is asked for no more of them than are needed.
    """
    pairs = sorted(scored)
    if limit <= 0 or not pairs:
        return []
    if len(pairs) > _MANY * limit:
        least = nlargest(limit, map(_score, pairs))[-1]
        pairs = [pair for pair in pairs if pair[1] >= least]
    pairs.sort(key=_score, reverse=True)  # stable: ties stay ascending
    for start, end in _ties([score for _, score in pairs], limit):
        score = pairs[start][1]
        first = islice(in_order([number for number, _ in pairs[start:end]]), limit - start)
        pairs[start:end] = [(number, score) for number in first]
    return pairs[:limit]


def _ties(scores: Sequence[float], limit: int) -> Iterator[tuple[int, int]]:
    """Where scores, descending, are the same: the first place and the one after the last, of those that begin in time."""
    same = bytes(map(eq, scores, scores[1:])) + b"\0"
    start = same.find(1)
    while 0 <= start < limit:
        end = same.find(0, start) + 1
        yield start, end
        start = same.find(1, end)
