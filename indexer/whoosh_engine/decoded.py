"""Posting lists as arrays of numpy."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.whoosh_engine.postings import Postings, Single, Stage


def numbers_of(postings: Postings | Single) -> NDArray[np.int64]:
    """The passages of a list, ascending, numbered within the segment; decoded once."""
    if postings.array is None:
        numbers = np.empty(postings.size, np.int64)
        numbers[0] = postings.first
        numbers[1:] = _resolved(postings.gap_stages())
        postings.array = np.cumsum(numbers, out=numbers)
    found: NDArray[np.int64] = postings.array
    return found


def counts_of(postings: Postings | Single) -> NDArray[np.float64]:
    """How often the term stands in each passage of a list."""
    stages = postings.count_stages()
    return _resolved(stages) if stages else np.ones(postings.size)


def _resolved(stages: Sequence[Stage]) -> NDArray[np.float64]:
    """The values of all stages, each where it belongs; exact, as they are far below 2**53."""
    first, *later = stages
    values: NDArray[np.float64] = np.frombuffer(first, first.typecode if isinstance(first, array) else np.uint8).astype(
        np.float64
    )
    if later and later[0]:
        values[values == 0] = _resolved(later)
    return values
