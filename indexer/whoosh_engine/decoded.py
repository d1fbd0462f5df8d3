"""Posting lists as arrays of numpy: as narrow as they may be, since what costs is memory that was not used before."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.whoosh_engine.layout import COUNT_BITS
from indexer.whoosh_engine.postings import Postings, Single, packed_size

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]

_OCTET = 8
_BYTE: np.dtype[Any] = np.dtype(np.uint8)
_TYPES: dict[int, np.dtype[Any]] = {16: np.dtype("<u2"), 32: np.dtype("<u4")}
_FEW = 64
"""Counts that are read faster one by one."""


def numbers_of(postings: Postings | Single) -> Numbers:
    """The passages of a list, ascending, numbered within the segment; decoded once."""
    if postings.array is None:
        numbers = np.empty(postings.size, np.int32)
        numbers[0] = postings.first
        if isinstance(postings, Postings):
            numbers[1:], postings.counts_place = _resolved(postings, postings.gaps, len(numbers) - 1, postings.gap_bits)
            np.add.accumulate(numbers, out=numbers)
        postings.array = numbers
    found: Numbers = postings.array
    return found


def counts_of(postings: Postings | Single) -> NDArray[Any]:
    """How often the term stands in each passage of a list; decoded once."""
    if postings.counts_array is None:
        if isinstance(postings, Single) or not postings.is_counted:
            postings.counts_array = np.ones(postings.size, np.uint8)
        else:
            if postings.counts_place is None:
                numbers_of(postings)
            postings.counts_array, _ = _resolved(postings, postings.counts_place or 0, postings.size, COUNT_BITS)
    found: NDArray[Any] = postings.counts_array
    return found


def counts_among(postings: Postings | Single, places: NDArray[np.intp]) -> NDArray[Any]:
    """How often the term stands in the passages at these places of a list, decoding no others if there are few."""
    if len(places) <= _FEW and postings.counts_array is None:
        return np.array(postings.counts_at(places.tolist()), np.float64)
    counts: NDArray[Any] = counts_of(postings)[places]
    return counts


def places_of(wanted: Numbers, numbers: Numbers) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Which of the wanted are among the ascending numbers; and where all of them would stand there."""
    places = numbers.searchsorted(wanted)
    if not len(numbers):
        return np.zeros(len(wanted), np.bool_), places
    found: NDArray[np.bool_] = numbers.take(places, mode="clip") == wanted
    return found, places


def ascending(numbers: Numbers) -> Numbers:
    """The different ones of some numbers, which are overwritten. ``np.unique`` of numpy 2.4 takes twenty times as long."""
    numbers.sort()
    is_first = np.empty(len(numbers), np.bool_)
    is_first[:1] = True
    np.not_equal(numbers[1:], numbers[:-1], out=is_first[1:])
    return numbers[is_first]


def _resolved(postings: Postings, at: int, number: int, bits: tuple[int, ...]) -> tuple[NDArray[Any], int]:
    """The values that are stored from ``at`` on in these stages, each where it belongs; and where they end."""
    width = bits[0]
    end = at + packed_size(number, width)
    data = postings.file.read(at, end)
    values: NDArray[Any] = np.frombuffer(data, _TYPES.get(width, _BYTE))
    if width < _OCTET:
        values = _table(width).take(values).view(np.uint8)[:number]
        data = values.tobytes()
    # Looking for a zero among bytes takes a tenth of asking numpy, which short lists would feel.
    if len(bits) == 1 or 0 not in data:
        return values, end
    (missing,) = (values == 0).nonzero()
    later, end = _resolved(postings, end, len(missing), bits[1:])
    values = values.astype(later.dtype)
    values[missing] = later
    return values, end


@cache
def _table(bits: int) -> NDArray[Any]:
    """For each byte the values that stand in it, an octet each, as one integer."""
    values = np.arange(256, dtype=np.uint8)[:, None] >> np.arange(0, _OCTET, bits, dtype=np.uint8)
    values &= np.uint8((1 << bits) - 1)
    return values.view(f"<u{_OCTET // bits}").ravel()
