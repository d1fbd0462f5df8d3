"""What a segment's posting lists are made from: inverted lists of batches, and lists of older segments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from indexer.keys import CODE_BITS, LONG
from indexer.whoosh_engine.encode import Lists, decode
from indexer.whoosh_engine.ragged import starts_of, steps
from indexer.whoosh_engine.scratch import Scratch, Stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.batch import Inverted
    from indexer.whoosh_engine.core import SegmentCore
    from indexer.whoosh_engine.ragged import Ints

_CHUNK = 1 << 19
"""Entries merged at a time; each takes some 100 bytes while it is worked on."""
_SAMPLE = 1 << 13
_LONG_BYTES = 70
"""About what a long term takes."""


class Source(Protocol):
    """Posting lists by ascending key. Keys of long terms are ``LONG`` plus the place in ``long``."""

    keys: Stored
    sizes: Stored

    @property
    def long(self) -> Sequence[str]:
        """The long terms."""
        ...

    def part(self, start: int, end: int) -> tuple[Ints, Ints, NDArray[Any]]:
        """Of keys ``start`` to ``end - 1``: sizes of the lists, then passages of the segment to come, and counts."""
        ...

    def kept(self, values: NDArray[Any]) -> Stored:
        """An array as long as ``keys``, where the source keeps its own."""
        ...


class BatchSource:
    """Inverted lists of a batch whose passages go to numbers from ``base`` on."""

    def __init__(self, inverted: Inverted, base: int) -> None:
        self.keys: Stored = inverted.keys
        self.sizes: Stored = inverted.sizes
        self._passages: Stored = inverted.passages
        self._counts: Stored = inverted.counts
        self._ends: Stored = np.cumsum(inverted.sizes, dtype=np.uint32)
        self._base = base
        self._scratch: Scratch | None = None
        self._long: Callable[[], tuple[str, ...]] = lambda: inverted.long
        arrays = (self.keys, self.sizes, self._ends, self._passages, self._counts)
        self.nbytes = sum(array.nbytes for array in arrays) + _LONG_BYTES * len(inverted.long)
        """About how much memory this takes."""

    @property
    def long(self) -> tuple[str, ...]:
        """The long terms."""
        return self._long()

    def put_aside(self, scratch: Scratch) -> None:
        """Keep everything on the disk from now on."""
        self._long = scratch.put_terms(self.long)
        self.keys, self.sizes = scratch.put(self.keys), scratch.put(self.sizes)
        self._passages, self._counts, self._ends = map(scratch.put, (self._passages, self._counts, self._ends))
        self._scratch = scratch
        self.nbytes = 0

    def part(self, start: int, end: int) -> tuple[Ints, Ints, NDArray[Any]]:
        """See ``Source``."""
        first = int(self._ends[start - 1 : start][0]) if start else 0
        after = int(self._ends[end - 1 : end][0]) if end else 0
        numbers = self._passages[first:after].astype(np.int64) + self._base
        return self.sizes[start:end].astype(np.int64), numbers, self._counts[first:after]

    def kept(self, values: NDArray[Any]) -> Stored:
        """See ``Source``."""
        return values if self._scratch is None else self._scratch.put(values)


class SegmentSource:
    """The lists of a field of an older segment; ``numbers`` are the new numbers of its passages, -1 for deleted ones."""

    def __init__(self, core: SegmentCore, field: str, numbers: Ints) -> None:
        self._numbers = numbers
        self._slots, self._section = (np.asarray(view) for view in core.raw_lists(field))
        dictionary = core.dictionary(field)
        firsts, heads, seconds = (np.asarray(view).astype(np.uint64) for view in dictionary.short())
        short = np.repeat(firsts, np.diff(heads).astype(np.int64)) << np.uint64(CODE_BITS) | seconds
        self.long = dictionary.long()
        self.keys = np.concatenate((short, np.arange(LONG, LONG + len(self.long), dtype=np.uint64)))
        self.sizes = np.full(len(self.keys), max(1, len(self._section) // max(1, 2 * len(self.keys))))

    def part(self, start: int, end: int) -> tuple[Ints, Ints, NDArray[Any]]:
        """See ``Source``."""
        sizes, numbers, counts = decode(self._slots[start:end], self._section)
        numbers = self._numbers[numbers]
        kept = numbers >= 0
        if not len(sizes) or kept.all():
            return sizes, numbers, counts
        sizes = np.add.reduceat(kept, starts_of(sizes), dtype=np.int64)
        return sizes, numbers[kept], counts[kept]

    def kept(self, values: NDArray[Any]) -> Stored:
        """See ``Source``."""
        return values


def merged(sources: Sequence[Source]) -> tuple[list[str], Iterator[Lists]]:
    """All long terms, ascending, and all lists of all sources by ascending key, some at a time.

    Where a term stands in several sources, their lists are joined in the order of the sources' passages.
    """
    long = sorted(set().union(*(source.long for source in sources)))
    rank = {term: i for i, term in enumerate(long)}
    keys = [_ranked(source, rank) for source in sources]
    return long, _chunks(sources, keys)


def _ranked(source: Source, rank: dict[str, int]) -> Stored:
    """The source's keys, those of long terms by their rank among all."""
    long = source.long
    if not long:
        return source.keys
    short = len(source.keys) - len(long)
    ranks = np.fromiter(map(rank.__getitem__, long), np.uint64, len(long))
    return source.kept(np.concatenate((source.keys[:short], ranks + np.uint64(LONG))))


def _chunks(sources: Sequence[Source], keys: Sequence[Stored]) -> Iterator[Lists]:
    edges = _edges(sources, keys)
    cuts = [np.concatenate(([0], np.searchsorted(of_source[:], edges), [len(of_source)])) for of_source in keys]
    for i in range(len(edges) + 1):
        parts = []
        for source, of_source, cut in zip(sources, keys, cuts, strict=True):
            start, end = int(cut[i]), int(cut[i + 1])
            if start < end:
                parts.append((of_source[start:end], *source.part(start, end)))
        if parts:
            lists = _joined(*(np.concatenate(column) for column in zip(*parts, strict=True)))
            if len(lists.keys):
                yield lists


def _edges(sources: Sequence[Source], keys: Sequence[Stored]) -> NDArray[np.uint64]:
    """Keys that divide all entries into parts of about ``_CHUNK``."""
    samples = []
    for source, of_source in zip(sources, keys, strict=True):
        ends = np.cumsum(source.sizes[:], dtype=np.int64)
        if len(ends):
            at = np.searchsorted(ends, np.arange(_SAMPLE, int(ends[-1]), _SAMPLE))
            samples.append(of_source[:][at])
    found = np.sort(np.concatenate(samples)) if samples else np.empty(0, np.uint64)
    return np.unique(found[_CHUNK // _SAMPLE :: _CHUNK // _SAMPLE])


def _joined(keys: NDArray[np.uint64], sizes: Ints, numbers: Ints, counts: NDArray[Any]) -> Lists:
    """Rows with the same key joined; rows that have lost all their passages dropped."""
    starts = starts_of(sizes)
    order = np.argsort(keys, kind="stable")
    order = order[sizes[order] > 0]
    keys, sizes = keys[order], sizes[order]
    entries = steps(starts[order], sizes)
    heads = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)])
    joined = np.add.reduceat(sizes, heads) if len(heads) else sizes
    return Lists(keys[heads], joined, numbers[entries], counts[entries])
