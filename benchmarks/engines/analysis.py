"""What the baselines index: texts folded as yinde folds them, as bigrams and as words.

An engine that does not fold the scripts together answers less than half of all look-ups; folding for it makes the
comparison one of engines.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from corpus.fold import fold
from corpus.scripts import HAN, LETTER, WORD_CHARACTER

_SPACE = re.compile(rf"(?<={LETTER})\s+|\s+(?={LETTER})")
_RUN = re.compile(f"(?P<unspaced>{LETTER}+)|{WORD_CHARACTER}+")
_HAN_RUN = re.compile(f"[{HAN}]+")
_CHUNK = 500

if TYPE_CHECKING:
    from indexer.segment import WordSegmenter

Terms = Callable[[str], list[str]]


def matching_text(text: str) -> str:
    """The folded text without the white space that stands beside letters of unspaced scripts."""
    return _SPACE.sub("", fold(text))


def bigrams(text: str) -> list[str]:
    """The pairs of neighbouring unspaced letters (a character alone where it has no neighbour), and words of alphabets."""
    terms: list[str] = []
    for match in _RUN.finditer(matching_text(text)):
        run = match[0]
        if match["unspaced"] and len(run) > 1:
            terms += map("".join, pairwise(run))
        else:
            terms.append(run)
    return terms


def grams(text: str) -> list[str]:
    """The grams that yinde indexes of a text (``indexer.terms.grams``), made faster; a test holds them equal.

    A letter stands before the pair that begins with it, so that the grams of a phrase follow one another in a text that
    holds it, as a phrase query wants them to.
    """
    terms: list[str] = []
    for match in _RUN.finditer(matching_text(text)):
        run = match[0]
        if match["unspaced"]:
            terms += chain.from_iterable(zip(run, map("".join, pairwise(run)), strict=False))
            terms.append(run[-1])
        else:
            terms.append(run)
    return terms


def words(text: str) -> list[str]:
    """The words that rjieba cuts runs of unspaced letters into, and words of alphabets."""
    import rjieba

    terms: list[str] = []
    for match in _RUN.finditer(matching_text(text)):
        if match["unspaced"]:
            terms += rjieba.cut(match[0])
        else:
            terms.append(match[0])
    return terms


def own_words(text: str) -> list[str]:
    """The words that yinde indexes of a text: its own segmenter on simplified text, stems of English words."""
    from corpus.simplify import simplify
    from indexer.stem import stem
    from indexer.terms import latin_words

    terms = [stem(word) for word in latin_words(fold(text))]
    for run in _HAN_RUN.findall(_SPACE.sub("", simplify(text))):
        terms += _segmenter().cut(run)
    return terms


@cache
def _segmenter() -> "WordSegmenter":
    from indexer.segment import WordSegmenter

    return WordSegmenter()


def analysed(texts: Sequence[str], analyses: Sequence[Terms]) -> Iterator[list[str]]:
    """For each text its terms by each analysis, joined by spaces; the work is spread over all cores."""
    chunks = (texts[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK))
    with ProcessPoolExecutor() as pool:
        for chunk in pool.map(partial(_analyse, analyses=analyses), chunks):
            yield from chunk


def _analyse(texts: Sequence[str], analyses: Sequence[Terms]) -> list[list[str]]:
    return [[" ".join(terms(text)) for terms in analyses] for text in texts]
