"""BM25, a term at a time over whole posting lists, in plain Python or with numpy.

Both ways do the same arithmetic in the same order, so they give the same scores to the last bit.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from indexer.engine import TermGroup
from indexer.ties import highest
from indexer.whoosh_engine.effort import Effort
from indexer.whoosh_engine.live import live_size
from indexer.whoosh_engine.path_order import in_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from typing import TypeAlias

    from indexer.engine import FieldModel, WeightedTerm
    from indexer.whoosh_engine.core import SegmentCore
    from indexer.whoosh_engine.postings import Postings, Single
    from indexer.whoosh_engine.score_groups import GroupLists

    Lists: TypeAlias = "TermLists | GroupLists"

_USE_NUMPY = 300
"""Postings from which numpy is faster, once imported (measured)."""


class Selection(NamedTuple):
    """Which passages are wanted: as the arguments of ``Reader.score``."""

    limit: int | None
    among: Sequence[int] | None
    excluding: Collection[int]


class TermLists(NamedTuple):
    """A term of the question with its posting lists, by place of the segment."""

    field: str
    weight: float
    lists: tuple[tuple[int, Postings | Single], ...]

    @property
    def size(self) -> int:
        """How many entries the lists have."""
        return sum(postings.size for _, postings in self.lists)

    def gathered(self, cores: Sequence[SegmentCore]) -> tuple[list[tuple[int, list[tuple[int, int]]]], int]:
        """By segment the live passages, ascending, and their counts; and the number of all of these passages."""
        parts = [(place, list(cores[place].entries(postings))) for place, postings in self.lists]
        return parts, sum(len(part) for _, part in parts)

    def picked(
        self, cores: Sequence[SegmentCore], bases: Sequence[int], among: Sequence[int]
    ) -> tuple[list[tuple[int, list[tuple[int, int]]]], int]:
        """As ``gathered``, but of the passages only those ``among`` these, live and numbered through the segments."""
        parts: list[tuple[int, list[tuple[int, int]]]] = []
        frequency = 0
        for place, postings in self.lists:
            core, base = cores[place], bases[place]
            here = among
            if len(cores) > 1:
                here = among[bisect_left(among, base) : bisect_left(among, base + core.passage_count)]
            numbers = postings.numbers()
            wanted = [number - base for number in here]
            places = [bisect_left(numbers, number) for number in wanted]
            end = len(numbers)
            held = [at for at, number in zip(places, wanted, strict=True) if at < end and numbers[at] == number]
            parts.append((place, [*zip(map(numbers.__getitem__, held), postings.counts_at(held), strict=True)]))
            frequency += live_size(core, postings)
        return parts, frequency


class FieldNorm(NamedTuple):
    """What BM25 needs to know of a field in this index: passages and their mean length, deleted ones left out."""

    model: FieldModel
    passages: int
    average: float

    def idf(self, frequency: float) -> float:
        """The weight of a term that stands in ``frequency`` passages."""
        return math.log(1 + (self.passages - frequency + 0.5) / (frequency + 0.5))


class Scorer:
    """Scores the passages of some segments, numbered through them in order."""

    def __init__(self, cores: Sequence[SegmentCore]) -> None:
        self._cores = cores
        self._bases = [*accumulate((core.passage_count for core in cores), initial=0)]
        self._norms: dict[tuple[str, FieldModel], FieldNorm] = {}
        self._effort = Effort()

    def best(
        self,
        terms: Sequence[WeightedTerm | TermGroup],
        models: Mapping[str, FieldModel],
        limit: int | None,
        among: Sequence[int] | None,
        excluding: Collection[int],
    ) -> list[tuple[int, float]]:
        """As ``Reader.score``."""
        scored = self._scored(terms, models, Selection(limit, among, excluding))
        return sorted(scored) if limit is None else highest(scored, limit, partial(in_order, self._cores, self._bases))

    def _scored(
        self, terms: Sequence[WeightedTerm | TermGroup], models: Mapping[str, FieldModel], selection: Selection
    ) -> Iterable[tuple[int, float]]:
        """Passages and their scores, in no order; those that are not among the best may be missing."""
        found = [lists for term in terms if (lists := _lists(self._cores, term)).lists]
        if not found:
            return ()
        norms = {name: self._norm(name, models[name]) for name in {lists.field for lists in found}}
        if self._effort.repays_numpy(sum(lists.size for lists in found), _USE_NUMPY):
            from indexer.whoosh_engine.score_arrays import scored

            return scored(self._cores, found, norms, selection)
        return _scored(self._cores, self._bases, found, norms, selection)

    def _norm(self, field: str, model: FieldModel) -> FieldNorm:
        if (field, model) not in self._norms:
            passages = sum(core.live_count for core in self._cores)
            length = sum(core.live_length(field) for core in self._cores)
            self._norms[field, model] = FieldNorm(model, passages, length / (passages or 1))
        return self._norms[field, model]


class _Damping(dict[int, float]):
    """What BM25 adds to the count in its denominator, by the length of a passage: few lengths are met, and each often."""

    def __init__(self, norm: FieldNorm) -> None:
        super().__init__()
        self._norm = norm

    def __missing__(self, length: int) -> float:
        k1, b = self._norm.model.k1, self._norm.model.b
        found = self[length] = k1 * (1 - b + b * length / self._norm.average)
        return found


def _lists(cores: Sequence[SegmentCore], term: WeightedTerm | TermGroup) -> Lists:
    if isinstance(term, TermGroup):
        from indexer.whoosh_engine.score_groups import group_lists

        return group_lists(cores, term)
    field, text, weight = term
    lists = [(place, found) for place, core in enumerate(cores) if (found := core.postings(field, text)) is not None]
    return TermLists(field, weight, tuple(lists))


def _gathered(
    cores: Sequence[SegmentCore], bases: Sequence[int], term: Lists, among: Sequence[int] | None
) -> tuple[Sequence[tuple[int, Sequence[tuple[int, float]]]], float]:
    """The entries of a term that stand ``among`` these passages, or of all."""
    if among is None:
        return term.gathered(cores)
    if isinstance(term, TermLists):
        return term.picked(cores, bases, among)
    parts, frequency = term.gathered(cores)
    wanted = frozenset(among)
    return [
        (place, [(number, count) for number, count in part if bases[place] + number in wanted]) for place, part in parts
    ], frequency


def _scored(
    cores: Sequence[SegmentCore],
    bases: Sequence[int],
    found: Iterable[Lists],
    norms: Mapping[str, FieldNorm],
    selection: Selection,
) -> Iterable[tuple[int, float]]:
    scores: dict[int, float] = {}
    dampings = {field: _Damping(norm) for field, norm in norms.items()}
    for term in found:
        norm = norms[term.field]
        most, damping = norm.model.k1 + 1, dampings[term.field]
        entries, frequency = _gathered(cores, bases, term, selection.among)
        if not frequency:
            continue
        factor = term.weight * norm.idf(frequency)
        for place, part in entries:
            base, lengths = bases[place], cores[place].lengths(term.field)
            for number, count in part:
                impact = count * most / (count + damping[lengths[number]])
                scores[base + number] = scores.get(base + number, 0.0) + factor * impact
    for number in selection.excluding:
        scores.pop(number, None)
    return [pair for pair in scores.items() if pair[1] > 0]
