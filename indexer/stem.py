"""English stems, for ranking."""

from functools import lru_cache

from whoosh.lang.porter2 import stem as porter2

from indexer.terms import WORD_LIMIT


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The Porter2 stem of a folded word of an alphabet, of its first ``WORD_LIMIT`` code points where it is longer."""
    stemmed: str = porter2(word[:WORD_LIMIT])
    return stemmed or word
