"""Rows of unequal length, end to end in one array: the shape of posting lists in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


def starts_of(sizes: NDArray[Any]) -> Ints:
    """Where each row begins, given their lengths."""
    ends = np.cumsum(sizes, dtype=np.int64)
    return ends - sizes


def steps(starts: Ints, sizes: NDArray[Any], step: int = 1) -> Ints:
    """The rows ``start, start + step, …`` of these lengths, end to end."""
    total = int(sizes.sum())
    result = np.repeat(starts - starts_of(sizes) * step, sizes)
    result += np.arange(0, total * step, step, dtype=np.int64)
    return result


def scatter(buffer: NDArray[np.uint8], places: Ints, values: NDArray[Any], width: int) -> None:
    """Store integers of ``width`` bytes, least byte first, at places of a buffer that need not be aligned."""
    octets = np.ascontiguousarray(values.astype(f"<u{width}")).view(np.uint8).reshape(-1, width)
    for i in range(width):
        buffer[places + i] = octets[:, i]


def gather(buffer: NDArray[np.uint8], places: Ints, width: int) -> Ints:
    """The integers that ``scatter`` stored."""
    values = buffer[places].astype(np.int64)
    for i in range(1, width):
        values |= buffer[places + i].astype(np.int64) << (8 * i)
    return values


def row_max(values: NDArray[Any], starts: Ints) -> NDArray[Any]:
    """The highest value of each row; no row is empty."""
    return np.maximum.reduceat(values, starts) if len(starts) else values[:0]
