"""The best of what was scored, in an order that does not depend on how the index came to be."""

from __future__ import annotations

from heapq import nlargest
from itertools import groupby, islice
from operator import itemgetter
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
    if len(set(map(_score, pairs))) == len(pairs):
        return pairs[:limit]
    found: list[tuple[int, float]] = []
    for score, tied in groupby(pairs, _score):
        numbers = [number for number, _ in tied]
        first = in_order(numbers) if len(numbers) > 1 else iter(numbers)
        found += ((number, score) for number in islice(first, limit - len(found)))
        if len(found) == limit:
            break
    return found
