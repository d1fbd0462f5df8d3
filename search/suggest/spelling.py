"""Words of the library that a word of the Latin alphabet may be a misspelling of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.match.fuzzy import similar_words

if TYPE_CHECKING:
    from indexer.engine import Reader

_SHORT = 4
"""Words of so many letters have too many neighbours at two edits."""


def spellings(word: str, reader: Reader, limit: int) -> list[str]:
    """The closest words of the library, folded: fewest edits first, then the most frequent.

    Two edits and another first letter make another word rather than a misspelt one.
    """
    from rapidfuzz.distance import DamerauLevenshtein

    edits = 1 if len(word) <= _SHORT else 2
    ranked = []
    for term in similar_words(word, edits, reader):
        distance = DamerauLevenshtein.distance(word, term)
        if term != word and (distance == 1 or term[0] == word[0]):
            ranked.append((distance, -reader.frequency("grams", term), term))
    return [term for _, _, term in sorted(ranked)[:limit]]
