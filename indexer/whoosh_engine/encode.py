"""Encoding posting lists, a few hundred thousand entries at a time, and back; ``postings`` reads single lists.

Gaps and counts are written in *stages*: a value that is too large for a stage stands there as 0, and is the next of the
stage after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.whoosh_engine.layout import (
    COUNT_BITS,
    COUNTED,
    FIRST_SHIFT,
    GAP_BITS,
    GAP_SHIFT,
    SINGLE,
    WIDTHS,
)
from indexer.whoosh_engine.ragged import Rows, get, packed_size, put, starts_of, steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from indexer.whoosh_engine.ragged import Ints

_NEVER = 1 << 40


@dataclass(frozen=True, slots=True)
class Lists:
    """Posting lists end to end. ``sizes`` are their lengths, none of them 0; ``numbers`` ascend within each."""

    keys: NDArray[np.uint64]
    sizes: Ints
    numbers: Ints
    counts: NDArray[Any]


def encode(lists: Lists, offset: int) -> tuple[NDArray[np.uint32], bytes]:
    """The slots of the lists' terms, and the bytes that stand from ``offset`` of the section on."""
    if not len(lists.keys):
        return np.empty(0, np.uint32), b""
    starts = starts_of(lists.sizes)
    firsts = lists.numbers[starts]
    counts = Rows(lists.sizes, lists.counts)
    counted = counts.highest() > 1
    single = (lists.sizes == 1) & ~counted
    stored = np.flatnonzero(~single)
    inner = np.ones(len(lists.numbers), np.bool_)
    inner[starts] = False
    gaps = Rows(lists.sizes, np.diff(lists.numbers, prepend=0)).kept(inner).taken(stored)
    counts = counts.taken(stored)
    layouts, gap_size = _best_layouts(gaps)
    codes = _code(lists.sizes[stored]), _code(firsts[stored])
    flags = codes[0] | codes[1] << FIRST_SHIFT | layouts << GAP_SHIFT | counted[stored] * COUNTED
    head_size = 1 + np.take(WIDTHS, codes[0]) + np.take(WIDTHS, codes[1])
    size = np.zeros(len(lists.keys), np.int64)
    over = {bits: counts.counted(counts.values >> bits != 0) for bits in COUNT_BITS[:-1]}
    size[stored] = head_size + gap_size + counted[stored] * _staged_size(counts.sizes, over, COUNT_BITS)
    buffer = np.zeros(int(size.sum()), np.uint8)
    places = starts_of(size)

    at = places[stored]
    buffer[at] = flags
    _put_by_width(buffer, at + 1, lists.sizes[stored], codes[0])
    _put_by_width(buffer, at + 1 + np.take(WIDTHS, codes[0]), firsts[stored], codes[1])
    for layout, bits in enumerate(GAP_BITS):
        rows = np.flatnonzero(layouts == layout)
        _put_staged(buffer, (at + head_size)[rows], gaps.taken(rows), bits)
    rows = np.flatnonzero(counted[stored])
    _put_staged(buffer, (at + head_size + gap_size)[rows], counts.taken(rows), COUNT_BITS)
    if offset + len(buffer) > SINGLE:
        raise OverflowError("the posting lists of a segment exceed 2 GiB")
    return np.where(single, firsts | SINGLE, places + offset).astype(np.uint32), buffer.tobytes()


def decode(of_terms: NDArray[np.uint32], section: NDArray[np.uint8]) -> tuple[Ints, Ints, Ints]:
    """Undo ``encode`` for the terms of these slots: sizes of their lists, numbers and counts end to end."""
    slots: Ints = of_terms.astype(np.int64)
    stored = np.flatnonzero((slots & SINGLE) == 0)
    at = slots[stored]
    flags = section[at].astype(np.int64)
    codes = flags & 3, flags >> FIRST_SHIFT & 3
    layouts = flags >> GAP_SHIFT & 7
    sizes = np.ones(len(slots), np.int64)
    sizes[stored] = stored_sizes = _get_by_width(section, at + 1, codes[0])
    firsts = slots & (SINGLE - 1)
    firsts[stored] = _get_by_width(section, at + 1 + np.take(WIDTHS, codes[0]), codes[1])
    starts = starts_of(sizes)
    gaps = np.zeros(int(sizes.sum()), np.int64)
    counts = np.ones(len(gaps), np.int64)
    places = at + 1 + np.take(WIDTHS, codes[0]) + np.take(WIDTHS, codes[1])
    for layout, bits in enumerate(GAP_BITS):
        rows = np.flatnonzero(layouts == layout)
        found, places[rows] = _get_staged(section, places[rows], stored_sizes[rows] - 1, bits)
        gaps[steps(starts[stored[rows]] + 1, found.sizes)] = found.values
    rows = np.flatnonzero(flags & COUNTED)
    found, _ = _get_staged(section, places[rows], stored_sizes[rows], COUNT_BITS)
    counts[steps(starts[stored[rows]], found.sizes)] = found.values
    return sizes, Rows(sizes, gaps).summed(firsts), counts


def _code(values: NDArray[Any]) -> Ints:
    """The index in ``WIDTHS`` of the narrowest width that holds each value."""
    return (values > 0xFF).astype(np.int64) + (values > 0xFFFF)


def _put_by_width(buffer: NDArray[np.uint8], places: Ints, values: NDArray[Any], codes: Ints) -> None:
    for code, width in enumerate(WIDTHS):
        rows = np.flatnonzero(codes == code)
        put(buffer, places[rows], Rows(np.ones(len(rows), np.int64), values[rows]), 8 * width)


def _get_by_width(section: NDArray[np.uint8], places: Ints, codes: Ints) -> Ints:
    values = np.zeros(len(places), np.int64)
    for code, width in enumerate(WIDTHS):
        rows = np.flatnonzero(codes == code)
        values[rows] = get(section, places[rows], np.ones(len(rows), np.int64), 8 * width).values
    return values


def _best_layouts(gaps: Rows) -> tuple[Ints, Ints]:
    """For each row the layout of ``GAP_BITS`` that takes least space and holds all its values; and that space in bytes."""
    highest = gaps.highest()
    over = {
        bits: gaps.counted(gaps.values >> bits != 0) for bits in {bits for layout in GAP_BITS for bits in layout[:-1]}
    }
    sizes = [
        np.where(highest >> layout[-1] == 0, _staged_size(gaps.sizes, over, layout), _NEVER) for layout in GAP_BITS
    ]
    best: Ints = np.argmin(sizes, axis=0)
    return best, np.choose(best, sizes)


def _stages(rows: Rows, bits: tuple[int, ...]) -> list[Rows]:
    """The rows of each stage, with what the later stages hold still in them."""
    stages = [rows]
    for width in bits[:-1]:
        stages.append(stages[-1].kept(stages[-1].values >> width != 0))
    return stages


def _staged_size(sizes: Ints, over: Mapping[int, Ints], layout: tuple[int, ...]) -> Ints:
    """The bytes that rows take, given how many of each row's values exceed so many bits."""
    stages = [sizes, *(over[bits] for bits in layout[:-1])]
    total: Ints = np.sum([packed_size(size, bits) for size, bits in zip(stages, layout, strict=True)], axis=0)
    return total


def _put_staged(buffer: NDArray[np.uint8], places: Ints, rows: Rows, bits: tuple[int, ...]) -> None:
    for stage, width in zip(_stages(rows, bits), bits, strict=True):
        put(buffer, places, Rows(stage.sizes, np.where(stage.values >> width == 0, stage.values, 0)), width)
        places = places + packed_size(stage.sizes, width)


def _get_staged(section: NDArray[np.uint8], places: Ints, sizes: Ints, bits: tuple[int, ...]) -> tuple[Rows, Ints]:
    """The rows, and where each ends."""
    rows = get(section, places, sizes, bits[0])
    places = places + packed_size(sizes, bits[0])
    if len(bits) == 1:
        return rows, places
    missing = rows.values == 0
    later, places = _get_staged(section, places, rows.counted(missing), bits[1:])
    rows.values[missing] = later.values
    return rows, places
