"""Cuts keywords into units of meaning: the longest entries of the dictionaries, in both languages.

Chinese is matched by folded characters, within one keyword; English by stems, across neighbouring keywords. A word that
no dictionary has is a unit of its own: names and numbers pass through.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from corpus.fold import fold_aligned
from corpus.scripts import Kind, kind
from search.translate.words import is_function_word, stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from search.translate.dictionary import Dictionary, Sense

    Cut = Callable[[str], Sequence[str]]

LONGEST_PHRASE = 8
"""English words that are looked up together."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the question: ``text`` folded and, if Latin, ``printed`` as typed; what it means in the other language.

    ``keywords`` are the places of the first and last keyword that it is made of. ``is_han`` tells its script;
    ``empty`` that it is a function word, which no translation needs.
    """

    text: str
    printed: str
    keywords: tuple[int, int]
    is_han: bool
    senses: tuple[Sense, ...] = ()
    empty: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of Han characters, or one word of an alphabet."""

    text: str
    printed: str
    keyword: int
    is_han: bool


def units(keywords: Sequence[str], dictionaries: Sequence[Dictionary], cut: Cut) -> list[Unit]:
    """The units of neighbouring keywords, in order. Of dictionaries that hold an entry the first decides.

    ``cut`` divides a folded run of Han characters into words, or gives nothing. Entries end where its words do, but for
    those of glossaries.
    """
    found: list[Unit] = []
    pieces = [piece for place, keyword in enumerate(keywords) for piece in _pieces(keyword, place)]
    for is_han, group in groupby(pieces, lambda piece: piece.is_han):
        row = list(group)
        if is_han:
            found += [unit for piece in row for unit in _han_units(piece, dictionaries, cut)]
        else:
            found += _latin_units(row, dictionaries)
    return found


def _pieces(keyword: str, place: int) -> Iterator[_Piece]:
    """Middle dots and the like between two Han characters belong to the run, since names are written with them."""
    folded, alignment = fold_aligned(keyword)
    at = 0
    while at < len(folded):
        sort = kind(folded[at])
        end = at + 1
        if sort is Kind.LETTER:
            while end < len(folded) and _goes_on(folded, end):
                end += 1
        elif sort is Kind.WORD:
            while end < len(folded) and kind(folded[end]) is Kind.WORD:
                end += 1
        if sort in {Kind.LETTER, Kind.WORD}:
            span = alignment.span(at, end)
            yield _Piece(folded[at:end], keyword[span.start : span.end], place, sort is Kind.LETTER)
        at = end


def _goes_on(folded: str, at: int) -> bool:
    if kind(folded[at]) is Kind.LETTER:
        return True
    return kind(folded[at]) is Kind.OTHER and at + 1 < len(folded) and kind(folded[at + 1]) is Kind.LETTER


def _han_units(piece: _Piece, dictionaries: Sequence[Dictionary], cut: Cut) -> Iterator[Unit]:
    """Entries of glossaries wherever they stand, then whatever the others have for the stretches between."""
    text = piece.text
    glossaries = [dictionary for dictionary in dictionaries if dictionary.is_glossary]
    ends = _word_ends(text, cut)
    found = set(_entries(text, range(len(text)), glossaries))
    for start, end in _with_rests(sorted(found), 0, len(text)):
        whole = (start, end) in found
        for at, stop in [(start, end)] if whole else _divided(text, start, end, ends, dictionaries):
            yield _han_unit(text[at:stop], piece.keyword, dictionaries)


def _han_unit(word: str, keyword: int, dictionaries: Sequence[Dictionary]) -> Unit:
    empty = is_function_word(word) or kind(word[0]) is not Kind.LETTER
    return Unit(word, word, (keyword, keyword), True, () if empty else of_han(word, dictionaries), empty)


def _word_ends(text: str, cut: Cut) -> Sequence[int]:
    """Where words end, ascending: everywhere, where ``cut`` does not know."""
    words = cut(text)
    return list(accumulate(map(len, words))) if words else range(1, len(text) + 1)


def _divided(
    text: str, start: int, stop: int, word_ends: Sequence[int], dictionaries: Sequence[Dictionary]
) -> Iterator[tuple[int, int]]:
    """Cut a stretch into entries that end where words do, and words that are no entry into the entries within them.

    Of these, single characters do not count: they are syllables of a name.
    """
    ends = [end for end in word_ends if start < end < stop] + [stop]
    at = start
    while at < stop:
        later = [end for end in ends if end > at]
        end = next((end for end in reversed(later) if of_han(text[at:end], dictionaries)), 0)
        if end:
            yield at, end
        else:
            end = later[0]
            inner = [found for found in _entries(text, range(at, end), dictionaries) if found[1] - found[0] > 1]
            yield from _with_rests(inner, at, end)
        at = end


def _with_rests(found: Iterable[tuple[int, int]], start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The ranges found in a stretch, and what lies between them."""
    at = start
    for begin, end in [*found, (stop, stop)]:
        if at < begin:
            yield at, begin
        if begin < end:
            yield begin, end
        at = end


def _entries(text: str, within: range, dictionaries: Sequence[Dictionary]) -> Iterator[tuple[int, int]]:
    """Entries in a stretch of a text, each the longest that begins where it does, from left to right."""
    longest = max((dictionary.longest for dictionary in dictionaries), default=0)
    at = within.start
    while at < within.stop:
        ends = range(min(within.stop, at + longest), at, -1)
        end = next((end for end in ends if of_han(text[at:end], dictionaries)), 0)
        if end:
            yield at, end
        at = end or at + 1


def _latin_units(row: Sequence[_Piece], dictionaries: Sequence[Dictionary]) -> Iterator[Unit]:
    roots = stems(" ".join(piece.text for piece in row))
    at = 0
    while at < len(row):
        size, senses = _longest_phrase(roots[at : at + LONGEST_PHRASE], dictionaries)
        words = row[at : at + size]
        text = " ".join(piece.text for piece in words)
        printed = " ".join(piece.printed for piece in words)
        empty = size == 1 and is_function_word(text, printed)
        yield Unit(text, printed, (words[0].keyword, words[-1].keyword), False, () if empty else senses, empty)
        at += size


def _longest_phrase(roots: Sequence[str], dictionaries: Sequence[Dictionary]) -> tuple[int, tuple[Sense, ...]]:
    best: tuple[int, tuple[Sense, ...]] = (1, ())
    for size in range(1, len(roots) + 1):
        key = " ".join(roots[:size])
        if not any(dictionary.continues(key) for dictionary in dictionaries):
            break
        senses = of_latin(key, dictionaries)
        if senses:
            best = (size, senses)
    return best


def of_han(word: str, dictionaries: Sequence[Dictionary]) -> tuple[Sense, ...]:
    """What the first dictionary that knows a headword has for it."""
    return next((tuple(senses) for dictionary in dictionaries if (senses := dictionary.of_han(word))), ())


def of_latin(key: str, dictionaries: Sequence[Dictionary]) -> tuple[Sense, ...]:
    """What the first dictionary that knows an English wording has for it."""
    return next((tuple(senses) for dictionary in dictionaries if (senses := dictionary.of_latin(key))), ())
