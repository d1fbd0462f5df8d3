"""The order of documents by path, whatever the order in which segments hold them.

Each segment says how its own documents follow each other by path, where they do not stand so; of several segments only as
many paths are read as there are places to fill.
"""

from __future__ import annotations

from bisect import bisect_left
from heapq import merge
from typing import TYPE_CHECKING

from indexer.engine import document_order
from indexer.whoosh_engine.layout import PASSAGES, PATH_RANKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.whoosh_engine.core import SegmentCore


def in_order(cores: Sequence[SegmentCore], bases: Sequence[int], numbers: Sequence[int]) -> Iterator[int]:
    """As ``Reader.in_order``; ``bases`` are the numbers of the segments' first passages."""
    parts = []
    for base, core in zip(bases, cores, strict=False):
        here = numbers[bisect_left(numbers, base) : bisect_left(numbers, base + core.passage_count)]
        if here:
            parts.append(_Part(core, base, here))
    if len(parts) == 1:
        return iter(parts[0].numbers)
    return (number for _, _, number in merge(*(part.keyed(place) for place, part in enumerate(parts))))


class _Part:
    """Passages of one segment, in order."""

    def __init__(self, core: SegmentCore, base: int, numbers: Sequence[int]) -> None:
        self._core = core
        self._base = base
        table = core.files[PASSAGES]
        if len(numbers) > 1 and PATH_RANKS in table.sections:
            ranks = table.column(PATH_RANKS).whole()
            numbers = sorted(numbers, key=lambda number: ranks[core.place_of(number - base)])  # stable
        self.numbers = numbers

    def keyed(self, place: int) -> Iterator[tuple[list[str], int, int]]:
        """The passages behind what they are ordered by; ``place`` is that of the segment."""
        for number in self.numbers:
            path = self._core.record(self._core.place_of(number - self._base)).path
            yield document_order(path), place, number
