"""What the library holds of the terms of a question, asked of the index once for each."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.engine import Reader

COMMON = 500
"""Passages; what more of them hold says nothing about its company, and reading where it is would take long."""


class Held:
    """The frequencies and passages of terms, remembered for as long as a question is translated."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._frequencies: dict[tuple[str, str], int] = {}
        self._together: dict[tuple[str, tuple[str, ...]], frozenset[int] | None] = {}

    @cached_property
    def passage_count(self) -> int:
        """How many passages the library holds."""
        return self._reader.passage_count

    def frequency(self, field: str, term: str) -> int:
        """In how many passages a term stands."""
        key = field, term
        if key not in self._frequencies:
            self._frequencies[key] = self._reader.frequency(field, term)
        return self._frequencies[key]

    def stand_together(self, field: str, terms: tuple[str, ...]) -> bool:
        """Whether some passage holds all of the terms, as far as it is worth finding out."""
        if not all(self.frequency(field, term) for term in terms):
            return False
        return len(terms) == 1 or self.together(field, terms) != frozenset()

    def together(self, field: str, terms: tuple[str, ...]) -> frozenset[int] | None:
        """The passages that hold all of the terms; None where a term is too common for it to be worth finding out."""
        key = field, terms
        if key not in self._together:
            self._together[key] = self._common(field, terms)
        return self._together[key]

    def _common(self, field: str, terms: tuple[str, ...]) -> frozenset[int] | None:
        ordered = sorted((self.frequency(field, term), term) for term in terms)
        if ordered[0][0] > COMMON:
            return None
        found = self._holding(field, ordered[0][1])
        for frequency, term in ordered[1:]:
            if not found or frequency > COMMON:
                break
            found &= self._holding(field, term)
        return found

    def _holding(self, field: str, term: str) -> frozenset[int]:
        return frozenset(self._reader.passages_with(field, term))
