"""What the library holds of the terms of a question, asked of the index once for each."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.engine import Reader

COMMON = 1_000
"""Passages; what more of them hold says nothing about its company, and reading where it is would take long."""


class Held:
    """The frequencies and passages of terms, remembered for as long as a question is translated."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._frequencies: dict[tuple[str, str], int] = {}
        self._passages: dict[tuple[str, str], frozenset[int]] = {}

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

    def together(self, field: str, terms: Iterable[str]) -> frozenset[int] | None:
        """The passages that hold all of the terms; None where a term is too common for it to be worth finding out."""
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
        key = field, term
        if key not in self._passages:
            self._passages[key] = frozenset(self._reader.postings(field, term)[0])
        return self._passages[key]
