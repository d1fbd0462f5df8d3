"""What decides the order of passages: BM25 over words and grams together.

Words carry meaning where the dictionary knows them, grams rank what no dictionary has; ``docs/ranking.md`` has the
measurements behind the numbers below.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, groupby
from math import log
from typing import TYPE_CHECKING, NamedTuple, Protocol

from corpus.fold import fold
from corpus.scripts import Kind, kind
from indexer.engine import FieldModel, WeightedTerm
from indexer.terms import grams, latin_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.engine import Reader

MODELS = {"words": FieldModel(k1=0.8, b=0.6), "grams": FieldModel(k1=0.8, b=0.6)}
"""BM25 of each field."""


class Weights(NamedTuple):
    """What a term counts for: a word; a pair of letters, or a word of an alphabet as printed; a single letter.

    A single letter, as a gram or as a word, that stands in more than the share ``common`` of the passages is left out:
    it tells little, and its lists are the longest.
    """

    word: float = 0.8
    pair: float = 1.0
    letter: float = 0.3
    common: float = 0.1


WEIGHTS = Weights()

SHORT_RUN = 4
"""Up to this many Han characters in a row are cut by the index's own words, which costs no import."""

LONGEST_WORD = 6


class Segmenter(Protocol):
    """Cuts a run of Han characters into words, as the index was cut."""

    def cut(self, han_run: str) -> Sequence[str]:
        """The words of the run; joined they are the run."""
        ...


class Frequencies(Protocol):
    """What tells how common the words of an index are; a ``Reader`` does."""

    @property
    def passage_count(self) -> int:
        """How many passages live in the index."""
        ...

    def frequency(self, field: str, term: str) -> int:
        """In how many passages the term stands."""
        ...


def weighted_terms(
    texts: Iterable[str], reader: Reader, segmenter: Segmenter, weights: Weights = WEIGHTS
) -> list[WeightedTerm]:
    """The terms by which passages are ranked for these keywords; a term asked for twice weighs twice."""
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in texts:
        folded = fold(text)
        pairs.update(grams(folded))
        words.update(chain(map(_stem, latin_words(folded)), _han_words(text, reader, segmenter)))
    common = int(reader.passage_count * weights.common)
    terms: list[WeightedTerm] = []
    for field, counts, usual, of_letter in (
        ("grams", pairs, weights.pair, weights.letter),
        ("words", words, weights.word, weights.word),
    ):
        for term, count in counts.items():
            is_letter = _is_letter(term)
            weight = count * (of_letter if is_letter else usual)
            if weight and not (is_letter and reader.frequency(field, term, most=common) > common):
                terms.append(WeightedTerm(field, term, weight))
    return terms


def literal_terms(texts: Iterable[str], reader: Reader) -> list[WeightedTerm]:
    """The terms by which passages are ranked that hold these texts literally: the rarest gram of each.

    Where every passage holds a phrase, only how often it does and how short it is can tell them apart, and the rarest
    gram of the phrase counts nearly as the phrase does, at the price of the shortest list.
    """
    found: dict[str, float] = {}
    for text in texts:
        known = set(grams(fold(text)))
        if known:
            longest = {
                gram for gram in known if len(gram) > 1
            } or known  # no letter is rarer than the pairs it is part of
            rarest = min(longest, key=lambda gram: (reader.frequency("grams", gram), gram))
            found[rarest] = found.get(rarest, 0.0) + WEIGHTS.pair
    return [WeightedTerm("grams", gram, weight) for gram, weight in found.items()]


def _is_letter(term: str) -> bool:
    return len(term) == 1 and kind(term) is Kind.LETTER


def _han_words(text: str, reader: Reader, segmenter: Segmenter) -> Iterable[str]:
    """The words of the runs of letters in a keyword, as the index has them."""
    for sort, group in groupby(text, kind):
        if sort is Kind.LETTER:
            run = "".join(group)
            if len(run) <= SHORT_RUN:
                yield from known_words(fold(run), reader)
            else:
                yield from map(fold, segmenter.cut(_simplify(run)))


def known_words(folded: str, index: Frequencies) -> Iterable[str]:
    """The likeliest cut of a short run into words of the index, by how many passages hold each (a unigram model)."""
    every_passage = log(index.passage_count + 1)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(folded) + 1):
        costs = []
        for start in range(max(0, end - LONGEST_WORD), end):
            found = index.frequency("words", folded[start:end])
            if found or end - start == 1:
                costs.append((best[start][0] + every_passage + 1 - log(found or 0.5), start))
        best.append(min(costs))
    end = len(folded)
    while end:
        start = best[end][1]
        yield folded[start:end]
        end = start


def _simplify(text: str) -> str:
    from corpus.simplify import simplify

    return simplify(text)


def _stem(word: str) -> str:
    from indexer.stem import stem

    return stem(word)
