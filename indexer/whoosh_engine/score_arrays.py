"""BM25 with numpy, for questions large enough to pay for it. The same arithmetic as ``score``, whole lists at once."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.whoosh_engine.core import SegmentCore
    from indexer.whoosh_engine.postings import Postings, Single, Stage
    from indexer.whoosh_engine.score import FieldNorm, Selection, TermLists


def entries(core: SegmentCore, postings: Postings | Single) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The live passages of a list and their counts."""
    numbers = np.empty(postings.size, np.int64)
    numbers[0] = postings.first
    numbers[1:] = _resolved(postings.gap_stages())
    np.cumsum(numbers, out=numbers)
    stages = postings.count_stages()
    counts = _resolved(stages) if stages else np.ones(len(numbers))
    if core.live is not None:
        kept = np.frombuffer(core.live, np.bool_)[numbers]
        return numbers[kept], counts[kept]
    return numbers, counts


def _resolved(stages: Sequence[Stage]) -> NDArray[np.float64]:
    """The values of all stages, each where it belongs; exact, as they are far below 2**53."""
    first, *later = stages
    values: NDArray[np.float64] = np.frombuffer(first, first.typecode if isinstance(first, array) else np.uint8).astype(
        np.float64
    )
    if later and later[0]:
        values[values == 0] = _resolved(later)
    return values


def scored(
    cores: Sequence[SegmentCore],
    found: Iterable[TermLists],
    norms: Mapping[str, FieldNorm],
    selection: Selection,
) -> list[tuple[int, float]]:
    """The best passages: ``Scorer.best`` after the lists are found."""
    bases = np.cumsum([0, *(core.passage_count for core in cores)])
    scores = np.zeros(bases[-1])
    for term in found:
        norm = norms[term.field]
        parts = [(place, *entries(cores[place], postings)) for place, postings in term.lists]
        frequency = sum(len(numbers) for _, numbers, _ in parts)
        if not frequency:
            continue
        factor = term.weight * norm.idf(frequency)
        for place, numbers, counts in parts:
            damping = _damping(cores[place], term.field, norm)[numbers]
            damping += counts
            gain = factor * counts
            gain *= norm.model.k1 + 1
            gain /= damping
            scores[bases[place] : bases[place + 1]][numbers] += gain
    if selection.excluding:
        scores[list(selection.excluding)] = 0
    if selection.among is not None:
        asked = np.zeros(len(scores), np.bool_)
        asked[np.asarray(selection.among, np.intp)] = True
        scores[~asked] = 0
    return _top(scores, selection.limit)


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


def _top(scores: NDArray[np.float64], limit: int) -> list[tuple[int, float]]:
    """The highest scores above zero, ties in number order, without sorting the others."""
    numbers = np.flatnonzero(scores > 0)
    values = scores[numbers]
    if len(numbers) > limit:
        least = np.partition(values, len(values) - limit)[len(values) - limit]
        kept = values >= least
        numbers, values = numbers[kept], values[kept]
    order = np.argsort(-values, kind="stable")[:limit]
    return list(zip(numbers[order].tolist(), values[order].tolist(), strict=True))
