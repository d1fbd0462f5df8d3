"""What decides the order of passages: BM25 over words and grams together.

Words carry meaning where the dictionary knows them, grams rank what no dictionary has; ``docs/ranking.md`` has the
measurements behind the numbers below.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, groupby
from typing import TYPE_CHECKING, Protocol

from corpus.fold import fold
from corpus.scripts import Kind, kind
from indexer.engine import FieldModel, WeightedTerm
from indexer.terms import grams, latin_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.engine import Reader

MODELS = {"words": FieldModel(k1=0.9, b=0.6), "grams": FieldModel(k1=0.9, b=0.6)}
"""BM25 of each field."""

SHORT_RUN = 4
"""Up to this many Han characters in a row are cut by the index's own words, which costs no import."""

LONGEST_WORD = 6


class Segmenter(Protocol):
    """Cuts a run of Han characters into words, as the index was cut."""

    def cut(self, han_run: str) -> Sequence[str]:
        """The words of the run; joined they are the run."""
        ...


def weighted_terms(texts: Iterable[str], reader: Reader, segmenter: Segmenter) -> list[WeightedTerm]:
    """The terms by which passages are ranked for these keywords; a term asked for twice weighs twice."""
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in texts:
        folded = fold(text)
        latin = latin_words(folded)
        pairs.update(chain(latin, (gram for gram in grams(folded) if len(gram) == 2)))
        words.update(chain(map(_stem, latin), _han_words(text, reader, segmenter)))
    terms = [WeightedTerm("grams", term, weight) for term, weight in pairs.items()]
    return terms + [WeightedTerm("words", term, weight) for term, weight in words.items()]


def _han_words(text: str, reader: Reader, segmenter: Segmenter) -> Iterable[str]:
    """The words of the Han runs of a keyword, as the index has them; of longer runs, without single characters."""
    for sort, group in groupby(text, kind):
        if sort is not Kind.LETTER:
            continue
        run = "".join(group)
        if len(run) <= SHORT_RUN:
            words: Iterable[str] = _known_words(fold(run), reader)
        else:
            words = map(fold, segmenter.cut(_simplify(run)))
        yield from (word for word in words if len(word) > 1)


def _known_words(folded: str, reader: Reader) -> Iterable[str]:
    """Every word of the index within a short run."""
    for start in range(len(folded)):
        for end in range(start + 2, min(start + LONGEST_WORD, len(folded)) + 1):
            if reader.frequency("words", folded[start:end]):
                yield folded[start:end]


def _simplify(text: str) -> str:
    from corpus.simplify import simplify

    return simplify(text)


def _stem(word: str) -> str:
    from indexer.stem import stem

    return stem(word)
