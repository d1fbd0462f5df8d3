"""Rows of unequal length, end to end in one array: the shape of posting lists in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_OCTET = 8


def starts_of(sizes: NDArray[Any]) -> Ints:
    """Where each row begins, given their lengths."""
    ends: Ints = np.cumsum(sizes, dtype=np.int64)
    ends -= sizes
    return ends


def steps(starts: Ints, sizes: NDArray[Any], step: int = 1) -> Ints:
    """The rows ``start, start + step, …`` of these lengths, end to end."""
    total = int(sizes.sum())
    result = np.repeat(starts - starts_of(sizes) * step, sizes)
    result += np.arange(0, total * step, step, dtype=np.int64)
    return result


@dataclass(frozen=True, slots=True)
class Rows:
    """``sizes[i]`` of the values are row ``i``'s."""

    sizes: Ints
    values: NDArray[Any]

    def taken(self, rows: NDArray[Any]) -> Rows:
        """Some of the rows."""
        sizes = self.sizes[rows]
        return Rows(sizes, self.values[steps(starts_of(self.sizes)[rows], sizes)])

    def kept(self, flags: NDArray[np.bool_]) -> Rows:
        """All rows, each without the values whose flag is not set."""
        return Rows(self.counted(flags), self.values[flags])

    def counted(self, flags: NDArray[np.bool_]) -> Ints:
        """How many flags are set in each row, given one a value."""
        sums: Ints = np.concatenate(([0], np.cumsum(flags, dtype=np.int64)))
        starts = starts_of(self.sizes)
        counted: Ints = sums[starts + self.sizes] - sums[starts]
        return counted

    def highest(self) -> NDArray[Any]:
        """The highest value of each row, 0 where it is empty."""
        highest = np.zeros(len(self.sizes), self.values.dtype)
        filled = np.flatnonzero(self.sizes)
        if len(filled):
            highest[filled] = np.maximum.reduceat(self.values, starts_of(self.sizes)[filled])
        return highest

    def summed(self, firsts: Ints) -> Ints:
        """The running sums within each row, from ``firsts`` in place of each row's own first value."""
        starts = starts_of(self.sizes)
        sums = np.cumsum(self.values, dtype=np.int64)
        return sums - np.repeat(sums[starts] - firsts, self.sizes)


def packed_size(sizes: Ints, bits: int) -> Ints:
    """The bytes that rows of these lengths take, at so many bits a value."""
    return (sizes * bits + _OCTET - 1) // _OCTET


def put(buffer: NDArray[np.uint8], places: Ints, rows: Rows, bits: int) -> None:
    """Store each row from its place on, least bits first, at 2, 4, 8, 16 or 32 bits a value. The buffer holds zeros."""
    if bits >= _OCTET:
        width = bits // _OCTET
        where = steps(places, rows.sizes, width)
        octets = np.ascontiguousarray(rows.values.astype(f"<u{width}")).view(np.uint8).reshape(-1, width)
        for i in range(width):
            buffer[where + i] = octets[:, i]
        return
    each = _OCTET // bits
    within = steps(np.zeros_like(places), rows.sizes) & (each - 1)
    octets = rows.values.astype(np.uint8)
    octets <<= (within * bits).astype(np.uint8)
    heads = np.flatnonzero(within == 0)
    if len(heads):
        buffer[steps(places, packed_size(rows.sizes, bits))] = np.add.reduceat(octets, heads, dtype=np.uint8)


def get(buffer: NDArray[np.uint8], places: Ints, sizes: Ints, bits: int) -> Rows:
    """The rows that ``put`` stored."""
    if bits >= _OCTET:
        width = bits // _OCTET
        where = steps(places, sizes, width)
        values = buffer[where].astype(np.int64)
        for i in range(1, width):
            values |= buffer[where + i].astype(np.int64) << (_OCTET * i)
        return Rows(sizes, values)
    within = steps(np.zeros_like(places), sizes) * bits
    octets = buffer[np.repeat(places, sizes) + within // _OCTET].astype(np.int64)
    return Rows(sizes, octets >> within % _OCTET & ((1 << bits) - 1))
