"""What to mark in a passage that shares only part of the query."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.fold import fold, fold_aligned
from corpus.scripts import LETTER, WORD_CHARACTER
from indexer.terms import grams, latin_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.model import Span


def shared_spans(texts: Iterable[str], passage: str, offset: int) -> tuple[Span, ...]:
    """The stretches of a passage made up of pairs of letters, or of words of the same stem, that the keywords hold.

    ``passage`` is original text that begins at code point ``offset`` of its document; so are the spans.
    """
    folded_texts = [fold(text) for text in texts]
    pairs = {gram for text in folded_texts for gram in grams(text) if len(gram) == 2}
    stems = {_stem(word) for text in folded_texts for word in latin_words(text)}
    folded, alignment = fold_aligned(passage)
    spans = (alignment.span(start, end) for start, end in _joined(_places(folded, pairs, stems)))
    return tuple(type(span)(span.start + offset, span.end + offset) for span in spans)


def _places(folded: str, pairs: set[str], stems: set[str]) -> Iterator[tuple[int, int]]:
    for match in _units().finditer(folded):
        if match["word"]:
            if _stem(match["word"]) in stems:
                yield match.span("word")
        elif match["first"] + match["second"] in pairs:
            yield match.start("first"), match.end("second")


def _joined(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Overlapping places as one."""
    start, end = 0, 0
    for following, last in places:
        if following < end:
            end = last
            continue
        if end:
            yield start, end
        start, end = following, last
    if end:
        yield start, end


@cache
def _units() -> re.Pattern[str]:
    """A word, or a letter of an unspaced script with (looked ahead at) the next one."""
    return re.compile(f"(?P<word>{WORD_CHARACTER}+)|(?P<first>{LETTER})(?=\\s*(?P<second>{LETTER}))")


def _stem(word: str) -> str:
    from indexer.stem import stem

    return stem(word)
