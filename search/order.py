"""In which order the passages of a tier come, and whether those of a document come as one."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from indexer.ties import highest
from search.rank import MODELS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from indexer.engine import Asked, Reader
    from search.options import Sort


class Ranked(NamedTuple):
    """A passage's place in a ranking; ``score`` is BM25.

    ``others`` counts the further passages of its document in the same tier where it stands for them all.
    """

    number: int
    tier: int
    score: float
    others: int = 0


def by_document(reader: Reader, numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ascending passage numbers, cut into those of each document."""
    at = 0
    while at < len(numbers):
        end = bisect_right(numbers, reader.document_run(numbers[at]).last, at)
        yield numbers[at:end]
        at = end


class Order:
    """Puts passages in order, a tier after the other. Grouped, a document is named once, in the first tier it is in."""

    def __init__(self, reader: Reader, sort: Sort, *, grouped: bool) -> None:
        self._reader = reader
        self._sort = sort
        self._grouped = grouped
        self._shown: set[int] = set()

    def take(self, tier: int, terms: Sequence[Asked], numbers: Sequence[int], wanted: int) -> list[Ranked]:
        """The first ``wanted`` places of a tier of which all passages are known (ascending numbers)."""
        if self._grouped:
            found = self._heads(tier, terms, numbers)
        elif self._sort == "rank":
            best = _scored(self._reader, terms, numbers, wanted)
            return [Ranked(number, tier, score) for number, score in best]
        else:
            found = [Ranked(number, tier, 0.0) for number in numbers]
        return self._with_scores(terms, self._sorted(found, wanted))

    def take_best(
        self,
        tier: int,
        terms: Sequence[Asked],
        among: Sequence[int] | None,
        excluding: Collection[int],
        wanted: int,
        *,
        lifts: Mapping[str, float] | None = None,
    ) -> list[Ranked]:
        """The best ``wanted`` passages that share any of the terms; they come by rank, however the others are sorted.

        Where there are ``lifts`` (see ``search.fusion``), those in both languages are brought to one scale.
        """
        fetch = wanted
        while True:
            if lifts is None:
                scored = self._reader.score(terms, MODELS, fetch, among=among, excluding=excluding)
            else:
                from search.fusion import fused

                scored = fused(self._reader, terms, fetch, lifts=lifts, among=among, excluding=excluding)
            found = {number: score for number, score in scored if not self._grouped or self._is_new(number)}
            if len(found) >= wanted or len(scored) < fetch:
                return [Ranked(number, tier, score) for number, score in list(found.items())[:wanted]]
            self._shown.difference_update(self._reader.document_run(number).first for number in found)
            fetch *= 4

    def _is_new(self, number: int) -> bool:
        """Whether a passage is the first of its document to be shown."""
        first = self._reader.document_run(number).first
        if first in self._shown:
            return False
        self._shown.add(first)
        return True

    def _heads(self, tier: int, terms: Sequence[Asked], numbers: Sequence[int]) -> list[Ranked]:
        """The best passage of each document that was not shown before, ascending."""
        scores = self._scores(terms, numbers)
        found = []
        for document in by_document(self._reader, numbers):
            head = max(document, key=lambda number: (scores.get(number, 0.0), -number))
            if self._is_new(head):
                found.append(Ranked(head, tier, scores.get(head, 0.0), len(document) - 1))
        return found

    def _sorted(self, found: Sequence[Ranked], wanted: int) -> list[Ranked]:
        """The first by score; by path; or the newest documents first and undated ones last. What is alike goes by path."""
        in_order = self._reader.in_order
        places = {ranked.number: ranked for ranked in found}
        if self._sort == "rank":
            best = highest(((ranked.number, ranked.score) for ranked in found), wanted, in_order)
            return [places[number] for number, _ in best]
        if self._sort == "path":
            return [places[number] for number in islice(in_order([*places]), wanted)]
        dates = {number: self._reader.document(number).document.bib.date for number in places}
        return [places[number] for number in sorted(in_order([*places]), key=dates.__getitem__, reverse=True)[:wanted]]

    def _with_scores(self, terms: Sequence[Asked], found: Sequence[Ranked]) -> list[Ranked]:
        scores = self._scores(terms, sorted(ranked.number for ranked in found))
        return [ranked._replace(score=scores.get(ranked.number, 0.0)) for ranked in found]

    def _scores(self, terms: Sequence[Asked], numbers: Sequence[int]) -> dict[int, float]:
        """The scores of the passages that have one."""
        return dict(self._reader.score(terms, MODELS, None, among=numbers)) if terms and numbers else {}


def _scored(reader: Reader, terms: Sequence[Asked], numbers: Sequence[int], wanted: int) -> list[tuple[int, float]]:
    """The best ``wanted`` of the given passages; those that no term scores come last, by path."""
    scored = reader.score(terms, MODELS, wanted, among=numbers) if terms and numbers else []
    if len(scored) < min(wanted, len(numbers)):
        known = {number for number, _ in scored}
        unscored = reader.in_order([number for number in numbers if number not in known])
        scored += [(number, 0.0) for number in islice(unscored, wanted - len(scored))]
    return scored
