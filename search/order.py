"""In which order the passages of a tier come, and whether those of a document come as one."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from search.rank import MODELS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

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
        if not self._grouped and self._sort == "rank":
            best = _scored(self._reader, terms, numbers, wanted)
            return [Ranked(number, tier, score) for number, score in best]
        documents = list(by_document(self._reader, numbers))
        if self._grouped:
            found = self._heads(tier, terms, numbers, documents)
        else:
            found = [Ranked(number, tier, 0.0) for document in documents for number in document]
        return self._with_scores(terms, self._sorted(found)[:wanted])

    def take_best(
        self,
        tier: int,
        terms: Sequence[Asked],
        among: Sequence[int] | None,
        excluding: Collection[int],
        wanted: int,
    ) -> list[Ranked]:
        """The best ``wanted`` passages that share any of the terms; they come by rank, however the others are sorted."""
        fetch = wanted
        while True:
            scored = self._reader.score(terms, MODELS, fetch, among=among, excluding=excluding)
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

    def _heads(
        self, tier: int, terms: Sequence[Asked], numbers: Sequence[int], documents: Sequence[Sequence[int]]
    ) -> list[Ranked]:
        """The best passage of each document that was not shown before, best first."""
        scores = dict(_scored(self._reader, terms, numbers, len(numbers)))
        heads = [max(document, key=lambda number: (scores[number], -number)) for document in documents]
        found = [
            Ranked(head, tier, scores[head], len(document) - 1)
            for head, document in zip(heads, documents, strict=True)
            if self._is_new(head)
        ]
        return sorted(found, key=lambda ranked: (-ranked.score, ranked.number))

    def _sorted(self, found: list[Ranked]) -> list[Ranked]:
        """By rank as they are; by path; or the newest documents first and undated ones last, those of a day by path."""
        if self._sort == "rank":
            return found
        documents = {ranked.number: self._reader.document(ranked.number).document for ranked in found}
        found = sorted(found, key=lambda ranked: (documents[ranked.number].path, ranked.number))
        if self._sort == "date":
            found.sort(key=lambda ranked: documents[ranked.number].bib.date, reverse=True)
        return found

    def _with_scores(self, terms: Sequence[Asked], found: Sequence[Ranked]) -> list[Ranked]:
        scores = dict(_scored(self._reader, terms, sorted(ranked.number for ranked in found), len(found)))
        return [ranked._replace(score=scores[ranked.number]) for ranked in found]


def _scored(reader: Reader, terms: Sequence[Asked], numbers: Sequence[int], wanted: int) -> list[tuple[int, float]]:
    """The best ``wanted`` of the given passages; those that no term scores come last, in document order."""
    scored = reader.score(terms, MODELS, wanted, among=numbers) if terms and numbers else []
    if len(scored) < min(wanted, len(numbers)):
        known = {number for number, _ in scored}
        unscored = (number for number in numbers if number not in known)
        scored += [(number, 0.0) for number, _ in zip(unscored, range(wanted - len(scored)), strict=False)]
    return scored
