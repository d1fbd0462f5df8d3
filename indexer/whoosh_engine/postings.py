"""Posting lists as they are stored, and back to arrays, without numpy."""

from array import array
from itertools import accumulate

from indexer.whoosh_engine.layout import (
    ALL_ONE,
    COUNT_SHIFT,
    DENSE,
    DF_SHIFT,
    FIRST_SHIFT,
    GAP_SHIFT,
    SINGLE,
    SPARSE,
    TYPE_CODES,
    WIDTHS,
)
from indexer.whoosh_engine.mapped import Column, MappedFile

_HEAD = 9
"""The most bytes that a list's head takes: the widths, its size and its first passage."""


class Postings:
    """One posting list: its head is read, its entries only when asked for."""

    __slots__ = ("_counted", "_end", "_file", "_flags", "_gaps", "first", "size")

    def __init__(self, file: MappedFile, offset: int, end: int) -> None:
        """The list at ``offset``, in a section that ends at ``end``."""
        head = file.read(offset, min(offset + _HEAD, end))
        flags = self._flags = head[0]
        at = 1 + WIDTHS[flags >> DF_SHIFT & 3]
        self.size = int.from_bytes(head[1:at], "little")
        after = at + WIDTHS[flags >> FIRST_SHIFT & 3]
        self.first = int.from_bytes(head[at:after], "little")
        self._file = file
        self._end = end
        self._gaps = offset + after
        self._counted = self._gaps + (self.size - 1) * WIDTHS[flags >> GAP_SHIFT & 3]

    def gaps(self) -> array:  # type: ignore[type-arg]
        """The distance of each passage but the first from the one before."""
        gaps = array(TYPE_CODES[self._flags >> GAP_SHIFT & 3])
        gaps.frombytes(self._file.read(self._gaps, self._counted))
        return gaps

    def numbers(self) -> list[int]:
        """The passages, ascending, numbered within the segment."""
        return list(accumulate(self.gaps(), initial=self.first))

    def raw_counts(self) -> tuple[array | None, array | None]:  # type: ignore[type-arg]
        """How often the term stands in each passage: counts, and the places they belong to.

        No counts: once everywhere. No places: a count for each passage; otherwise the others hold the term once.
        """
        mode = self._flags >> COUNT_SHIFT
        if mode == ALL_ONE:
            return None, None
        if mode == SPARSE:
            width = WIDTHS[self._flags >> DF_SHIFT & 3]
            head = self._file.read(self._counted, self._counted + 1 + width)
            number = int.from_bytes(head[1:], "little")
            gap = WIDTHS[head[0]]
            start = self._counted + 1 + width
            gaps = array(TYPE_CODES[head[0]])
            gaps.frombytes(self._file.read(start, start + number * gap))
            counts = array("B", self._file.read(start + number * gap, start + number * (gap + 1)))
            return counts, gaps
        code, width = ("B", 1) if mode == DENSE else ("I", 4)
        counts = array(code)
        counts.frombytes(self._file.read(self._counted, self._counted + self.size * width))
        return counts, None

    def counts(self) -> list[int]:
        """How often the term stands in each passage."""
        counts, gaps = self.raw_counts()
        if counts is None:
            return [1] * self.size
        if gaps is None:
            return counts.tolist()
        full = [1] * self.size
        for place, count in zip(accumulate(gaps), counts, strict=True):
            full[place] = count
        return full


class Single:
    """The list of a term that stands once in one passage; kept in the term's slot."""

    __slots__ = ("first",)
    size = 1

    def __init__(self, first: int) -> None:
        self.first = first

    def gaps(self) -> array:  # type: ignore[type-arg]
        """None."""
        return array("B")

    def numbers(self) -> list[int]:
        """The one passage."""
        return [self.first]

    def raw_counts(self) -> tuple[None, None]:
        """Once."""
        return None, None

    def counts(self) -> list[int]:
        """Once."""
        return [1]


class PostingLists:
    """The posting lists of one field of a segment, by term number."""

    __slots__ = ("_end", "_file", "_section", "_slots", "_start")

    def __init__(self, file: MappedFile, slots: Column, section: str) -> None:
        self._file = file
        self._slots = slots
        self._section = section
        self._start, self._end = file.span(section)

    def __getitem__(self, term: int) -> Postings | Single:
        slot = self._slots[term]
        if slot & SINGLE:
            return Single(slot ^ SINGLE)
        return Postings(self._file, self._start + slot, self._end)

    def raw(self) -> "tuple[memoryview[int], memoryview[int]]":
        """All slots, and the bytes of all lists."""
        return self._slots.whole(), self._file.view(self._section)
