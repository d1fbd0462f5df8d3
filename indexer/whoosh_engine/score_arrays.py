"""BM25 with numpy, for questions large enough to pay for it. The same arithmetic as ``score``, whole lists at once."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from indexer.whoosh_engine.decoded import counts_among, counts_of, numbers_of, places_of
from indexer.whoosh_engine.group_arrays import expected_counts
from indexer.whoosh_engine.live import live_size
from indexer.whoosh_engine.score_groups import GroupLists

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.whoosh_engine.core import SegmentCore
    from indexer.whoosh_engine.decoded import Numbers
    from indexer.whoosh_engine.postings import Postings, Single
    from indexer.whoosh_engine.score import FieldNorm, Lists, Selection

_BLOCK = 256
_ABOVE_ZERO = 5e-324


class Entries(NamedTuple):
    """The live passages of a posting list, and what BM25 makes of each count before idf and weight."""

    numbers: Numbers
    impacts: NDArray[np.float64]


def scored(
    cores: Sequence[SegmentCore], found: Sequence[Lists], norms: Mapping[str, FieldNorm], selection: Selection
) -> list[tuple[int, float]]:
    """The passages that can be among the best: ``score.Scorer`` after the lists are found."""
    bases = [*accumulate((core.passage_count for core in cores), initial=0)]
    if selection.among is not None:
        return _scored_among(cores, bases, found, norms, selection)
    numbers, scores = [np.empty(0, np.int32)], [np.empty(0)]
    for place, part, factor in _weighted(cores, found, norms):
        numbers.append(part.numbers + bases[place] if place else part.numbers)
        scores.append(factor * part.impacts)
    # bincount adds up in the order of the terms, as plain scoring does.
    totals = np.bincount(np.concatenate(numbers, dtype=np.intp), np.concatenate(scores), bases[-1])
    if selection.excluding:
        totals[list(selection.excluding)] = 0
    places, values = _top(totals.astype(np.float64, copy=False), selection.limit)
    return list(zip(places.tolist(), values.tolist(), strict=True))


def _scored_among(
    cores: Sequence[SegmentCore],
    bases: Sequence[int],
    found: Sequence[Lists],
    norms: Mapping[str, FieldNorm],
    selection: Selection,
) -> list[tuple[int, float]]:
    """As ``scored``, of a few passages: of no list more than has to be is decoded."""
    left_out = frozenset(selection.excluding)
    among = selection.among or ()
    numbers = np.array([number for number in among if number not in left_out] if left_out else among, np.int32)
    edges = np.searchsorted(numbers, bases).tolist()
    scores = np.zeros(len(numbers))
    for term in found:
        norm = norms[term.field]
        shares = [(place, numbers[edges[place] : edges[place + 1]] - bases[place]) for place, _ in term.lists]
        if isinstance(term, GroupLists):
            counted, frequency = expected_counts(cores, term, norm.passages)
            held = [places_of(wanted, part[1]) for part, (_, wanted) in zip(counted, shares, strict=True)]
            counts = [part[2][at[has]] for part, (has, at) in zip(counted, held, strict=True)]
        else:
            held = [
                places_of(wanted, numbers_of(lists)) for (_, lists), (_, wanted) in zip(term.lists, shares, strict=True)
            ]
            counts = [counts_among(lists, at[has]) for (_, lists), (has, at) in zip(term.lists, held, strict=True)]
            frequency = sum(live_size(cores[place], lists) for place, lists in term.lists)
        if not frequency:
            continue
        factor = term.weight * norm.idf(frequency)
        for (place, wanted), (has, _), of_these in zip(shares, held, counts, strict=True):
            impacts = _impacts(cores[place], term.field, wanted[has], of_these, norm)
            scores[edges[place] : edges[place + 1]][has] += factor * impacts
    places, values = _top(scores, selection.limit)
    return list(zip(numbers[places].tolist(), values.tolist(), strict=True))


def _weighted(
    cores: Sequence[SegmentCore], found: Sequence[Lists], norms: Mapping[str, FieldNorm]
) -> Iterator[tuple[int, Entries, float]]:
    """The entries of each term by segment, and what their impacts are to be multiplied by."""
    _prepare(cores, found, norms)
    for term in found:
        norm = norms[term.field]
        if isinstance(term, GroupLists):
            counted, frequency = expected_counts(cores, term, norm.passages)
            parts = [
                (place, Entries(numbers, _impacts(cores[place], term.field, numbers, counts, norm)))
                for place, numbers, counts in counted
            ]
        else:
            parts = [(place, postings.entries) for place, postings in term.lists]
            frequency = sum([len(part.numbers) for _, part in parts])
        if frequency:
            factor = term.weight * norm.idf(frequency)
            for place, part in parts:
                yield place, part, factor


def _prepare(cores: Sequence[SegmentCore], found: Sequence[Lists], norms: Mapping[str, FieldNorm]) -> None:
    """Give the posting lists of all terms their entries: those that lack them together, a segment and field each."""
    wanting: dict[tuple[int, str], dict[int, Postings | Single]] = {}
    for term in found:
        for place, postings in () if isinstance(term, GroupLists) else term.lists:
            if postings.norm is not norms[term.field]:
                wanting.setdefault((place, term.field), {})[id(postings)] = postings
    for (place, field), lists in wanting.items():
        core, norm = cores[place], norms[field]
        numbers = [_live_numbers(core, postings) for postings in lists.values()]
        counts = np.concatenate([_live_counts(core, postings) for postings in lists.values()], dtype=np.float64)
        impacts = _impacts(core, field, np.concatenate(numbers), counts, norm)
        edges = pairwise(accumulate(map(len, numbers), initial=0))
        for postings, part, (start, end) in zip(lists.values(), numbers, edges, strict=True):
            postings.norm, postings.entries = norm, Entries(part, impacts[start:end].copy())


def _live_numbers(core: SegmentCore, postings: Postings | Single) -> Numbers:
    numbers = numbers_of(postings)
    return numbers if core.live is None else numbers[np.frombuffer(core.live, np.bool_)[numbers]]


def _live_counts(core: SegmentCore, postings: Postings | Single) -> NDArray[Any]:
    counts = counts_of(postings)
    return counts if core.live is None else counts[np.frombuffer(core.live, np.bool_)[numbers_of(postings)]]


def _impacts(
    core: SegmentCore, field: str, numbers: Numbers, counts: NDArray[Any], norm: FieldNorm
) -> NDArray[np.float64]:
    """What BM25 makes of the counts."""
    damping = _damping(core, field, norm)[numbers]
    damping += counts
    impacts: NDArray[np.float64] = counts * (norm.model.k1 + 1)
    impacts /= damping
    return impacts


def _damping(core: SegmentCore, field: str, norm: FieldNorm) -> NDArray[np.float64]:
    """What BM25 adds to the count in its denominator, for each passage of a segment; kept for the next question."""
    key = (field, norm.model, norm.average)
    known: NDArray[np.float64] | None = core.cache.get(key)
    if known is None:
        k1, b = norm.model.k1, norm.model.b
        lengths = np.asarray(core.lengths(field))
        known = k1 * (1 - b + b * lengths.astype(np.float64) / norm.average)
        core.cache[key] = known
    return known


def _top(scores: NDArray[np.float64], limit: int | None) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Where the ``limit`` highest scores above zero stand and all that are equal to the last of them; and these scores.

    Nothing is sorted. The highest of each block of passages are scores themselves, so the ``limit``-th of them is no more
    than the ``limit``-th score of all: what lies below it can be left out unseen.
    """
    (places,) = (scores > 0 if not limit else scores >= _least(scores, limit)).nonzero()
    values = scores[places]
    if limit and len(values) > limit:
        high = values >= np.partition(values, len(values) - limit)[len(values) - limit]
        places, values = places[high], values[high]
    return places, values


def _least(scores: NDArray[np.float64], limit: int) -> float:
    """A score above zero that at least ``limit`` passages have, if so many have any."""
    blocks = np.maximum.reduceat(scores, np.arange(0, len(scores), _BLOCK))
    least = np.partition(blocks, len(blocks) - limit)[len(blocks) - limit] if len(blocks) > limit else 0
    return float(least) or _ABOVE_ZERO
