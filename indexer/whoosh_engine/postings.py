"""Posting lists as they are stored, and back to integers, without numpy."""

from __future__ import annotations

from array import array
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Union

from indexer.whoosh_engine.layout import COUNT_BITS, COUNTED, FIRST_SHIFT, GAP_BITS, GAP_SHIFT, SINGLE, WIDTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.whoosh_engine.mapped import Column, MappedFile

_HEAD = 1 + 2 * WIDTHS[-1]
"""The most bytes that a list's head takes: the widths, its size and its first passage."""
_OCTET = 8
_TYPES = {16: "H", 32: "I"}

Stage = Union[bytes, bytearray, "array[int]"]
"""Values, 0 where one is too large for the stage and stands in the next. Bytes or an array."""


class Postings:
    """One posting list, at ``place`` of its file: its head is read, its entries only when asked for.

    ``gaps`` and ``counts_place`` say where its gaps and counts begin, the latter once the gaps have been read;
    ``gap_bits`` is the layout of the gaps, ``is_counted`` whether counts are stored.
    """

    __slots__ = (
        "_counts",
        "_numbers",
        "array",
        "counts_array",
        "counts_place",
        "entries",
        "file",
        "first",
        "gap_bits",
        "gaps",
        "is_counted",
        "norm",
        "place",
        "size",
    )

    def __init__(self, file: MappedFile, offset: int, end: int) -> None:
        """The list at ``offset``, in a section that ends at ``end``."""
        self.place = offset
        self.file = file
        head = file.read(offset, min(offset + _HEAD, end))
        flags = head[0]
        at = 1 + WIDTHS[flags & 3]
        self.size = int.from_bytes(head[1:at], "little")
        after = at + WIDTHS[flags >> FIRST_SHIFT & 3]
        self.first = int.from_bytes(head[at:after], "little")
        self.gap_bits = GAP_BITS[flags >> GAP_SHIFT & 7]
        self.is_counted = bool(flags & COUNTED)
        self.gaps = offset + after
        self.counts_place: int | None = None
        self._numbers: array[int] | None = None
        self._counts: list[int] | None = None
        self.array: Any = None
        self.counts_array: Any = None
        """What ``decoded`` made of it."""
        self.norm: Any = None
        self.entries: Any = None
        """What ``score_arrays`` made of it under this norm."""

    def numbers(self) -> Sequence[int]:
        """The passages, ascending, numbered within the segment; decoded once."""
        if self.array is not None:
            whole: list[int] = self.array.tolist()
            return whole
        if self._numbers is None:  # an array, since a list of integers takes nine times the memory
            self._numbers = array("i", list(accumulate(resolved(self._gap_stages()), initial=self.first)))
        return self._numbers

    def counts(self) -> list[int]:
        """How often the term stands in each passage; decoded once."""
        if self._counts is None:
            if self.is_counted:
                self._counts = list(resolved(self._stages(self._start_of_counts(), self.size, COUNT_BITS)[0]))
            else:
                self._counts = [1] * self.size
        return self._counts

    def counts_at(self, places: Sequence[int]) -> list[int]:
        """How often the term stands in the passages at these places of the list, decoding no others if possible."""
        if not self.is_counted:
            return [1] * len(places)
        if self._counts is None:
            start, width = self._start_of_counts(), COUNT_BITS[0]
            packed = self.file.read(start, start + packed_size(self.size, width))
            each, mask = _OCTET // width, (1 << width) - 1
            counts = [packed[place // each] >> place % each * width & mask for place in places]
            if 0 not in counts:
                return counts
        counts = self.counts()
        return [counts[place] for place in places]

    def _gap_stages(self) -> list[Stage]:
        """The distance of each passage but the first from the one before."""
        stages, self.counts_place = self._stages(self.gaps, self.size - 1, self.gap_bits)
        return stages

    def _start_of_counts(self) -> int:
        if self.counts_place is None:
            self._gap_stages()
        return self.counts_place or 0

    def _stages(self, at: int, number: int, bits: tuple[int, ...]) -> tuple[list[Stage], int]:
        """The stages from ``at`` on, and where they end."""
        stages: list[Stage] = []
        for width in bits:
            end = at + packed_size(number, width)
            stage = _unpacked(self.file.read(at, end), width, number)
            stages.append(stage)
            at, number = end, _zeros(stage)
        return stages, at


def packed_size(number: int, bits: int) -> int:
    """The bytes that so many values take at so many bits each."""
    return (number * bits + _OCTET - 1) // _OCTET


def _zeros(stage: Stage) -> int:
    """How many values stand in the next stage."""
    if isinstance(stage, array):
        return 0  # the last stage has no next
    return len(stage) - len(stage.translate(None, b"\0"))  # twice as fast as counting where there are many


def resolved(stages: Sequence[Stage]) -> Sequence[int]:
    """The values of all stages, each where it belongs."""
    first, *later = stages
    if not later or not later[0]:
        return first
    large = iter(resolved(later))
    return [value or next(large) for value in first]


def _unpacked(data: bytes, bits: int, number: int) -> Stage:
    """The first ``number`` values of so many bits, least bits first."""
    if bits == _OCTET:
        return data
    if bits > _OCTET:
        values = array(_TYPES[bits])
        values.frombytes(data)
        return values
    spread = bytearray(len(data) * _OCTET // bits)
    for i, table in enumerate(_tables(bits)):
        spread[i :: _OCTET // bits] = data.translate(table)
    del spread[number:]
    return spread


@cache
def _tables(bits: int) -> tuple[bytes, ...]:
    """For each place in a byte what stands there, as ``bytes.translate`` wants it."""
    mask = (1 << bits) - 1
    return tuple(bytes(octet >> shift & mask for octet in range(256)) for shift in range(0, _OCTET, bits))


class Single:
    """The list of a term that stands once in one passage; kept in the term's slot."""

    __slots__ = ("array", "counts_array", "entries", "first", "norm")
    place = -1
    size = 1

    def __init__(self, first: int) -> None:
        self.first = first
        self.array: Any = None
        self.counts_array: Any = None
        self.norm: Any = None
        self.entries: Any = None

    def numbers(self) -> list[int]:
        """The one passage."""
        return [self.first]

    def counts(self) -> list[int]:
        """Once."""
        return [1]

    def counts_at(self, places: Sequence[int]) -> list[int]:
        """Once at each."""
        return [1] * len(places)


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

    def raw(self) -> tuple[memoryview[int], memoryview[int]]:
        """All slots, and the bytes of all lists."""
        return self._slots.whole(), self._file.view(self._section)
