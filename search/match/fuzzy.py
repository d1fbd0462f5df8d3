"""Misspelt words: ``word~``."""

from __future__ import annotations

import re
from itertools import chain
from string import ascii_lowercase
from typing import TYPE_CHECKING

from corpus.fold import fold
from indexer.terms import WORD_LIMIT
from search.match.wildcard import impossible, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.engine import Reader
    from search.match.matcher import Matcher


def fuzzy(text: str, edits: int, reader: Reader) -> Matcher:
    """A matcher for the words of the index within so many edits: letters added, left out, changed, or swapped."""
    return one_of(similar_words(text, edits, reader), text + "~") or impossible()


def similar_words(text: str, edits: int, reader: Reader) -> Iterator[str]:
    """The words of the index within ``edits`` of a word, by Damerau and Levenshtein's distance (Damerau 1964).

    Words that begin with a letter of the Latin alphabet are looked at, and those that begin as the word does.
    """
    from rapidfuzz.distance import DamerauLevenshtein

    word = fold(text).strip()
    first_letters = dict.fromkeys(chain(word[:1], ascii_lowercase))
    for term in chain.from_iterable(reader.terms("grams", letter) for letter in first_letters):
        if abs(len(term) - len(word)) > edits or len(term) >= WORD_LIMIT or not _is_word(term):
            continue
        if DamerauLevenshtein.distance(word, term, score_cutoff=edits) <= edits:
            yield term


def _is_word(term: str) -> bool:
    return re.search(r"\d", term) is None
