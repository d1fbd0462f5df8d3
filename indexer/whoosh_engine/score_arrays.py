"""BM25 with numpy, for questions large enough to pay for it. The same arithmetic as ``score``, whole lists at once."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from indexer.whoosh_engine.decoded import counts_of, numbers_of
from indexer.whoosh_engine.score_groups import GroupLists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.whoosh_engine.core import SegmentCore
    from indexer.whoosh_engine.postings import Postings, Single
    from indexer.whoosh_engine.score import FieldNorm, Lists, Selection


_KEPT = 1 << 22
"""How many entries of posting lists a segment keeps decoded for the next question, at 16 bytes each."""
_WORTH_KEEPING = 256
_BLOCK = 256
_ABOVE_ZERO = 5e-324


class Entries(NamedTuple):
    """The live passages of a posting list, and what BM25 makes of each count before idf and weight."""

    numbers: NDArray[np.int64]
    impacts: NDArray[np.float64]


def scored(
    cores: Sequence[SegmentCore], found: Iterable[Lists], norms: Mapping[str, FieldNorm], selection: Selection
) -> list[tuple[int, float]]:
    """The passages that can be among the best: ``score.Scorer`` after the lists are found."""
    if selection.among is not None:
        return _scored_among(cores, found, norms, selection.among, frozenset(selection.excluding))
    bases = np.cumsum([0, *(core.passage_count for core in cores)])
    scores = np.zeros(bases[-1])
    for place, part, factor in _weighted(cores, found, norms):
        scores[bases[place] : bases[place + 1]][part.numbers] += factor * part.impacts
    if selection.excluding:
        scores[list(selection.excluding)] = 0
    return _top(scores, selection.limit)


def _scored_among(
    cores: Sequence[SegmentCore],
    found: Iterable[Lists],
    norms: Mapping[str, FieldNorm],
    among: Sequence[int],
    left_out: frozenset[int],
) -> list[tuple[int, float]]:
    """As ``scored``, of a few passages: nothing is made that is as long as the index."""
    numbers = np.array([number for number in among if number not in left_out], np.int64)
    bases = np.cumsum([0, *(core.passage_count for core in cores)])
    edges = np.searchsorted(numbers, bases).tolist()
    scores = np.zeros(len(numbers))
    for place, part, factor in _weighted(cores, found, norms):
        if not len(part.numbers):
            continue
        here = slice(edges[place], edges[place + 1])
        wanted = numbers[here] - bases[place]
        at = np.searchsorted(part.numbers, wanted)
        at[at == len(part.numbers)] = 0
        held = part.numbers[at] == wanted
        scores[here][held] += factor * part.impacts[at[held]]
    return [(number, score) for number, score in zip(numbers.tolist(), scores.tolist(), strict=True) if score > 0]


def _weighted(
    cores: Sequence[SegmentCore], found: Iterable[Lists], norms: Mapping[str, FieldNorm]
) -> Iterator[tuple[int, Entries, float]]:
    """The entries of each term by segment, and what their impacts are to be multiplied by."""
    for term in found:
        norm = norms[term.field]
        parts, frequency = _gathered(cores, term, norm)
        if frequency:
            factor = term.weight * norm.idf(frequency)
            yield from ((place, part, factor) for place, part in parts)


def _gathered(cores: Sequence[SegmentCore], term: Lists, norm: FieldNorm) -> tuple[list[tuple[int, Entries]], float]:
    if isinstance(term, GroupLists):
        return _gathered_group(cores, term, norm)
    parts = [(place, _kept_entries(cores[place], term.field, postings, norm)) for place, postings in term.lists]
    return parts, sum(len(part.numbers) for _, part in parts)


def _gathered_group(
    cores: Sequence[SegmentCore], group: GroupLists, norm: FieldNorm
) -> tuple[list[tuple[int, Entries]], float]:
    """As ``GroupLists.gathered``, whole lists at once."""
    held = [0] * len(group.shares)
    parts: list[tuple[int, Entries]] = []
    for place, wordings in group.lists:
        core = cores[place]
        totals = np.zeros(core.passage_count)
        for wording, (share, lists) in enumerate(zip(group.shares, wordings, strict=True)):
            if lists:
                numbers, counts = _together(core, lists)
                held[wording] += len(numbers)
                totals[numbers] += share * counts
        counted = np.flatnonzero(totals > 0)  # a fifteenth of the time that it takes on floating-point numbers
        parts.append((place, _impacts(core, group.field, counted, totals[counted], norm)))
    return parts, group.frequency(held, norm.passages)


def _together(core: SegmentCore, lists: Sequence[Postings | Single]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The passages that stand in every list, and the least of their counts in any."""
    first, *others = sorted(lists, key=lambda postings: postings.size)
    numbers, counts = _decoded(core, first)
    for postings in others:
        more, theirs = _decoded(core, postings)
        numbers, ours, there = np.intersect1d(numbers, more, assume_unique=True, return_indices=True)
        counts = np.minimum(counts[ours], theirs[there])
    return numbers, counts


def _kept_entries(core: SegmentCore, field: str, postings: Postings | Single, norm: FieldNorm) -> Entries:
    """The entries of a list, from those kept if they are there."""
    if postings.size < _WORTH_KEEPING:
        return _entries(core, field, postings, norm)
    kept: OrderedDict[Any, Entries] = core.cache.setdefault("entries", OrderedDict())
    key = (postings.place, norm.model, norm.average)
    if key in kept:
        kept.move_to_end(key)
        return kept[key]
    entries = kept[key] = _entries(core, field, postings, norm)
    held = core.cache.get("held", 0) + len(entries.numbers)
    while held > _KEPT:
        _, dropped = kept.popitem(last=False)
        held -= len(dropped.numbers)
    core.cache["held"] = held
    return entries


def _entries(core: SegmentCore, field: str, postings: Postings | Single, norm: FieldNorm) -> Entries:
    return _impacts(core, field, *_decoded(core, postings), norm)


def _decoded(core: SegmentCore, postings: Postings | Single) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The live passages of a list, and their counts."""
    numbers, counts = numbers_of(postings), counts_of(postings)
    if core.live is not None:
        lives = np.frombuffer(core.live, np.bool_)[numbers]
        numbers, counts = numbers[lives], counts[lives]
    return numbers, counts


def _impacts(
    core: SegmentCore, field: str, numbers: NDArray[np.int64], counts: NDArray[np.float64], norm: FieldNorm
) -> Entries:
    """What BM25 makes of the counts, which are overwritten."""
    damping = _damping(core, field, norm)[numbers]
    damping += counts
    counts *= norm.model.k1 + 1
    counts /= damping
    return Entries(numbers, counts)


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


def _top(scores: NDArray[np.float64], limit: int | None) -> list[tuple[int, float]]:
    """The ``limit`` highest scores above zero and all that are equal to the last of them, without sorting.

    The highest of each block of passages are scores themselves, so the ``limit``-th of them is no more than the
    ``limit``-th score of all: what lies below it can be left out unseen.
    """
    numbers = np.flatnonzero(scores > 0) if not limit else np.flatnonzero(scores >= _least(scores, limit))
    values = scores[numbers]
    if limit and len(values) > limit:
        high = values >= np.partition(values, len(values) - limit)[len(values) - limit]
        numbers, values = numbers[high], values[high]
    return list(zip(numbers.tolist(), values.tolist(), strict=True))


def _least(scores: NDArray[np.float64], limit: int) -> float:
    """A score above zero that at least ``limit`` passages have, if so many have any."""
    blocks = np.maximum.reduceat(scores, np.arange(0, len(scores), _BLOCK))
    least = np.partition(blocks, len(blocks) - limit)[len(blocks) - limit] if len(blocks) > limit else 0
    return float(least) or _ABOVE_ZERO
