"""What a library holds of the terms that questions are translated into."""

from __future__ import annotations

from array import array
from functools import lru_cache, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.engine import Reader

COMMON = 500
"""Passages; what more of them hold says nothing about its company, and reading where it is would take long."""

_FREQUENCIES = 1 << 13
_LISTS = 1 << 9
_WORDINGS = 1 << 10
"""Terms of which it is remembered how many passages hold them, and which; and wordings likewise: 3 MB at the most.

Questions share most of their words (what, how, may, the subject of the library), and the snapshot that a reader is stays
what it is.
"""


class Held:
    """The frequencies and passages of terms, those of the latest questions remembered."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.passage_count = reader.passage_count
        self._frequency = lru_cache(_FREQUENCIES)(reader.frequency)
        holding = lru_cache(_LISTS)(partial(_holding, reader))
        self._together = lru_cache(_WORDINGS)(partial(_all_holding, self._frequency, holding))

    def frequency(self, field: str, term: str) -> int:
        """In how many passages a term stands."""
        return self._frequency(field, term)

    def stand_together(self, field: str, terms: tuple[str, ...]) -> bool:
        """Whether some passage holds all of the terms, as far as it is worth finding out."""
        if not all(self._frequency(field, term) for term in terms):
            return False
        return len(terms) == 1 or (found := self.together(field, terms)) is None or len(found) > 0

    def together(self, field: str, terms: tuple[str, ...]) -> array[int] | None:
        """The passages that hold all of the terms; None where a term is too common for it to be worth finding out."""
        return self._together(field, terms)


def _all_holding(
    frequency_of: Callable[[str, str], int],
    holding: Callable[[str, str], array[int]],
    field: str,
    terms: tuple[str, ...],
) -> array[int] | None:
    ordered = sorted((frequency_of(field, term), term) for term in terms)
    if ordered[0][0] > COMMON:
        return None
    found = holding(field, ordered[0][1])
    for frequency, term in ordered[1:]:
        if not found or frequency > COMMON:
            break
        found = array("i", sorted(frozenset(found).intersection(holding(field, term))))
    return found


def _holding(reader: Reader, field: str, term: str) -> array[int]:
    return array("i", reader.passages_with(field, term))
