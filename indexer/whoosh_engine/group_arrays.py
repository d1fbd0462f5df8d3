"""Groups of wordings with numpy: the expected counts of ``score_groups``, whole lists at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.whoosh_engine.decoded import ascending, counts_of, numbers_of, places_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.whoosh_engine.core import SegmentCore
    from indexer.whoosh_engine.decoded import Numbers
    from indexer.whoosh_engine.postings import Postings, Single
    from indexer.whoosh_engine.score_groups import GroupLists

    Counted = tuple[Numbers, NDArray[Any]]


_SPARSE = 5
"""Entries are sorted, rather than sought among all passages, where there are so many times as many of these (measured)."""


def expected_counts(
    cores: Sequence[SegmentCore], group: GroupLists, passages: int
) -> tuple[list[tuple[int, Numbers, NDArray[np.float64]]], float]:
    """As ``GroupLists.gathered``; ``passages`` are all that live."""
    held = [0] * len(group.shares)
    parts: list[tuple[int, Numbers, NDArray[np.float64]]] = []
    for place, wordings in group.lists:
        core = cores[place]
        found: list[Counted] = []
        for wording, (share, lists) in enumerate(zip(group.shares, wordings, strict=True)):
            if lists:
                numbers, counts = _together(core, lists)
                held[wording] += len(numbers)
                found.append((numbers, share * counts))
        parts.append((place, *_summed(core, found)))
    return parts, group.frequency(held, passages)


def _summed(core: SegmentCore, found: Sequence[Counted]) -> Counted:
    """The passages of all lists, ascending, and their counts added up in the order of the lists."""
    if len(found) == 1:
        return found[0]
    if not found:
        return np.empty(0, np.int32), np.empty(0)
    # Making a zero for each passage anew would cost more than most groups. Taken out while in use, no thread shares it.
    totals: NDArray[np.float64] | None = core.cache.pop("zeros", None)
    if totals is None:
        totals = np.zeros(core.passage_count)
    every = np.concatenate([numbers for numbers, _ in found])
    np.add.at(totals, every, np.concatenate([counts for _, counts in found]))
    is_sparse = len(every) * _SPARSE < core.passage_count
    union = ascending(every) if is_sparse else (totals != 0).nonzero()[0].astype(np.int32)
    summed = totals[union]
    totals[union] = 0
    core.cache["zeros"] = totals
    return union, summed


def _together(core: SegmentCore, lists: Sequence[Postings | Single]) -> Counted:
    """The live passages that stand in every list, and the least of their counts in any."""
    first, *others = sorted(lists, key=lambda postings: postings.size) if len(lists) > 1 else lists
    numbers, counts = numbers_of(first), counts_of(first)
    if core.live is not None:
        lives = np.frombuffer(core.live, np.bool_)[numbers]
        numbers, counts = numbers[lives], counts[lives]
    for postings in others:
        held, at = places_of(numbers, numbers_of(postings))
        numbers = numbers[held]
        counts = np.minimum(counts[held], counts_of(postings)[at[held]])
    return numbers, counts
