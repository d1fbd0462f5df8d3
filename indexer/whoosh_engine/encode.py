"""Encoding posting lists, a few hundred thousand at a time; ``postings`` reads them back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.whoosh_engine.layout import (
    ALL_ONE,
    COUNT_SHIFT,
    DENSE,
    DF_SHIFT,
    FIRST_SHIFT,
    GAP_SHIFT,
    SINGLE,
    SPARSE,
    WIDE,
    WIDTHS,
)
from indexer.whoosh_engine.ragged import gather, row_max, scatter, starts_of, steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.whoosh_engine.ragged import Ints

_WIDTH = np.array(WIDTHS, np.int64)
_LARGEST_COUNT = 0xFF


@dataclass(frozen=True, slots=True)
class Lists:
    """Posting lists end to end. ``sizes`` are their lengths, none of them 0; ``numbers`` ascend within each."""

    keys: NDArray[np.uint64]
    sizes: Ints
    numbers: Ints
    counts: NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Exceptions:
    """The entries with counts above one, of lists that store those only: per list how many, and the widths of their gaps."""

    places: Ints
    sizes: Ints
    gaps: Ints
    codes: Ints


def encode(lists: Lists, offset: int) -> tuple[NDArray[np.uint32], bytes]:
    """The slots of the lists' terms, and the bytes that stand from ``offset`` of the section on."""
    if not len(lists.keys):
        return np.empty(0, np.uint32), b""
    starts = starts_of(lists.sizes)
    firsts = lists.numbers[starts]
    gaps = np.diff(lists.numbers, prepend=0)
    gaps[starts] = 0
    highest = row_max(lists.counts, starts)
    single = (lists.sizes == 1) & (highest == 1)
    codes = _code(lists.sizes), _code(firsts), _code(row_max(gaps, starts))
    df_width, first_width, gap_width = (_WIDTH[code] for code in codes)
    several = _exceptions(lists, starts)
    sparse_size = 1 + df_width + several.sizes * (_WIDTH[several.codes] + 1)
    modes = np.where(sparse_size < lists.sizes, SPARSE, DENSE)
    modes = np.where(several.sizes == 0, ALL_ONE, np.where(highest > _LARGEST_COUNT, WIDE, modes))
    counted = np.choose(modes, (0, lists.sizes, sparse_size, lists.sizes * 4))
    size = np.where(single, 0, 1 + df_width + first_width + (lists.sizes - 1) * gap_width + counted)
    places = starts_of(size)
    buffer = np.zeros(int(size.sum()), np.uint8)

    stored = np.flatnonzero(~single)
    heads = codes[0] << DF_SHIFT | codes[1] << FIRST_SHIFT | codes[2] << GAP_SHIFT | modes << COUNT_SHIFT
    buffer[places[stored]] = heads[stored]
    _by_width(buffer, places + 1, lists.sizes, codes[0], stored)
    _by_width(buffer, places + 1 + df_width, firsts, codes[1], stored)
    gap_places = places + 1 + df_width + first_width
    for code, width in enumerate(WIDTHS):
        rows = stored[codes[2][stored] == code]
        where = steps(gap_places[rows], lists.sizes[rows] - 1, width)
        scatter(buffer, where, gaps[steps(starts[rows] + 1, lists.sizes[rows] - 1)], width)
    count_places = gap_places + (lists.sizes - 1) * gap_width
    for mode, width in ((DENSE, 1), (WIDE, 4)):
        rows = stored[modes[stored] == mode]
        where = steps(count_places[rows], lists.sizes[rows], width)
        scatter(buffer, where, lists.counts[steps(starts[rows], lists.sizes[rows])], width)
    _write_sparse(buffer, lists, several, count_places, df_width, stored[modes[stored] == SPARSE])
    slots = np.where(single, firsts | SINGLE, places + offset)
    if offset + len(buffer) > SINGLE:
        raise OverflowError("the posting lists of a segment exceed 2 GiB")
    return slots.astype(np.uint32), buffer.tobytes()


def _code(values: NDArray[Any]) -> Ints:
    """The index in ``WIDTHS`` of the narrowest width that holds each value."""
    return (values > 0xFF).astype(np.int64) + (values > 0xFFFF)  # noqa: PLR2004 - the limits of one and two bytes


def _exceptions(lists: Lists, starts: Ints) -> _Exceptions:
    flags = lists.counts > 1
    places = np.flatnonzero(flags)
    sizes = np.add.reduceat(flags, starts, dtype=np.int64)
    rows = np.repeat(np.arange(len(starts)), sizes)
    within = places - starts[rows]
    gaps = np.diff(within, prepend=0)
    heads = starts_of(sizes)[sizes > 0]
    gaps[heads] = within[heads]
    codes = np.zeros(len(starts), np.int64)
    codes[sizes > 0] = _code(row_max(gaps, heads))
    return _Exceptions(places, sizes, gaps, codes)


def _by_width(buffer: NDArray[np.uint8], places: Ints, values: NDArray[Any], codes: Ints, rows: Ints) -> None:
    for code, width in enumerate(WIDTHS):
        chosen = rows[codes[rows] == code]
        scatter(buffer, places[chosen], values[chosen], width)


def _write_sparse(
    buffer: NDArray[np.uint8], lists: Lists, several: _Exceptions, places: Ints, df_width: Ints, rows: Ints
) -> None:
    """The exceptions: the width of their gaps, their number (as wide as the list's size), gaps, counts."""
    buffer[places[rows]] = several.codes[rows]
    for width in WIDTHS:
        chosen = rows[df_width[rows] == width]
        scatter(buffer, places[chosen] + 1, several.sizes[chosen], width)
    starts = starts_of(several.sizes)
    gap_places = places + 1 + df_width
    for code, width in enumerate(WIDTHS):
        chosen = rows[several.codes[rows] == code]
        sizes = several.sizes[chosen]
        entries = steps(starts[chosen], sizes)
        scatter(buffer, steps(gap_places[chosen], sizes, width), several.gaps[entries], width)
        where = steps(gap_places[chosen] + sizes * width, sizes)
        scatter(buffer, where, lists.counts[several.places[entries]], 1)


def decode(slots: NDArray[np.uint32], section: NDArray[np.uint8]) -> tuple[Ints, Ints, Ints]:
    """Undo ``encode`` for any terms at once: sizes of their lists, numbers and counts end to end."""
    slots = slots.astype(np.int64)
    single = (slots & SINGLE) != 0
    stored = np.flatnonzero(~single)
    at = slots[stored]
    heads = section[at].astype(np.int64)
    df_code, first_code, gap_code = heads >> DF_SHIFT & 3, heads >> FIRST_SHIFT & 3, heads >> GAP_SHIFT & 3
    modes = heads >> COUNT_SHIFT
    df_width, first_width = _WIDTH[df_code], _WIDTH[first_code]
    stored_sizes = _gathered(section, at + 1, df_code)
    sizes = np.ones(len(slots), np.int64)
    sizes[stored] = stored_sizes
    starts = starts_of(sizes)
    numbers = np.ones(int(sizes.sum()), np.int64)
    counts = np.ones(len(numbers), np.int64)
    firsts = slots & (SINGLE - 1)
    firsts[stored] = _gathered(section, at + 1 + df_width, first_code)
    gap_places = at + 1 + df_width + first_width
    for code, width in enumerate(WIDTHS):
        rows = np.flatnonzero(gap_code == code)
        number = stored_sizes[rows] - 1
        numbers[steps(starts[stored[rows]] + 1, number)] = gather(
            section, steps(gap_places[rows], number, width), width
        )
    numbers[starts] = 0
    sums = np.cumsum(numbers)
    numbers = sums - np.repeat(sums[starts] - firsts, sizes)
    count_places = gap_places + (stored_sizes - 1) * _WIDTH[gap_code]
    for mode, width in ((DENSE, 1), (WIDE, 4)):
        rows = np.flatnonzero(modes == mode)
        where = steps(count_places[rows], stored_sizes[rows], width)
        counts[steps(starts[stored[rows]], stored_sizes[rows])] = gather(section, where, width)
    rows = np.flatnonzero(modes == SPARSE)
    _read_sparse(section, counts, starts[stored[rows]], count_places[rows], df_code[rows])
    return sizes, numbers, counts


def _gathered(section: NDArray[np.uint8], places: Ints, codes: Ints) -> Ints:
    values = np.zeros(len(places), np.int64)
    for code, width in enumerate(WIDTHS):
        rows = np.flatnonzero(codes == code)
        values[rows] = gather(section, places[rows], width)
    return values


def _read_sparse(section: NDArray[np.uint8], counts: Ints, starts: Ints, places: Ints, df_codes: Ints) -> None:
    codes = section[places].astype(np.int64)
    sizes = _gathered(section, places + 1, df_codes)
    gap_places = places + 1 + _WIDTH[df_codes]
    for code, width in enumerate(WIDTHS):
        rows = np.flatnonzero(codes == code)
        number = sizes[rows]
        gaps = gather(section, steps(gap_places[rows], number, width), width)
        heads = starts_of(number)
        sums = np.cumsum(gaps)
        within = sums - np.repeat(sums[heads] - gaps[heads], number)
        where = gap_places[rows] + number * width
        counts[np.repeat(starts[rows], number) + within] = gather(section, steps(where, number), 1)
