"""Cuts keywords into units of meaning: the longest entries of the dictionaries, in both languages.

Chinese is matched by folded characters, within one keyword; English by stems, across neighbouring keywords. A word that
no dictionary has is a unit of its own: names and numbers pass through.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import fold_aligned
from corpus.scripts import Kind, kind
from search.translate.han import divided
from search.translate.words import QUANTIFIERS, SUFFIXES, is_function_word, passes_through, stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from search.translate.dictionary import Dictionary, Sense

    Cut = Callable[[str], Sequence[str]]

LONGEST_PHRASE = 8
"""English words that are looked up together."""


class Unit(NamedTuple):
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


class _Piece(NamedTuple):
    """A run of Han characters, which may stand right after a number, or one word of an alphabet."""

    text: str
    printed: str
    keyword: int
    is_han: bool
    after_number: bool = False


def units(keywords: Sequence[str], dictionaries: Sequence[Dictionary], cut: Cut | None) -> list[Unit]:
    """The units of neighbouring keywords, in order. Of dictionaries that hold an entry the first decides.

    ``cut`` divides a folded run of Han characters into words, or gives nothing: see ``search.translate.han``. Without it
    only the units between such runs are given.
    """
    found: list[Unit] = []
    pieces = [piece for place, keyword in enumerate(keywords) for piece in _pieces(keyword, place)]
    alone = len(pieces) == 1
    for is_han, group in groupby(pieces, lambda piece: piece.is_han):
        row = list(group)
        if not is_han:
            found += _latin_units(row, dictionaries)
        elif cut is not None:
            found += [unit for piece in row for unit in _han_units(piece, dictionaries, cut, alone=alone)]
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
            after_number = at > 0 and folded[at - 1].isdigit()
            yield _Piece(folded[at:end], keyword[span.start : span.end], place, sort is Kind.LETTER, after_number)
        at = end


def _goes_on(folded: str, at: int) -> bool:
    if kind(folded[at]) is Kind.LETTER:
        return True
    return kind(folded[at]) is Kind.OTHER and at + 1 < len(folded) and kind(folded[at + 1]) is Kind.LETTER


def _han_units(piece: _Piece, dictionaries: Sequence[Dictionary], cut: Cut, *, alone: bool) -> Iterator[Unit]:
    """A single character after a number is a measure word: 3月, 5人, 100元. ``alone``: nothing else is asked for."""
    before = "0" if piece.after_number else ""
    for word in divided(piece.text, dictionaries, cut):
        is_measure = len(word) == 1 and before.isdecimal()
        is_suffix = word in SUFFIXES and len(before) > 1
        is_quantifier = word in QUANTIFIERS and not (alone and word == piece.text)
        is_idle = is_measure or is_suffix or is_quantifier or is_function_word(word)
        empty = is_idle or kind(word[0]) is not Kind.LETTER
        yield Unit(word, word, (piece.keyword,) * 2, True, () if empty else of_han(word, dictionaries), empty)
        before = word


def _latin_units(row: Sequence[_Piece], dictionaries: Sequence[Dictionary]) -> Iterator[Unit]:
    roots = stems(" ".join(piece.text for piece in row))
    at = 0
    while at < len(row):
        size, senses = _longest_phrase(roots[at : at + LONGEST_PHRASE], dictionaries)
        words = row[at : at + size]
        text = " ".join(piece.text for piece in words)
        printed = " ".join(piece.printed for piece in words)
        empty = size == 1 and is_function_word(text, printed)
        is_untold = empty or passes_through(text)
        yield Unit(text, printed, (words[0].keyword, words[-1].keyword), False, () if is_untold else senses, empty)
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
    return next((senses for dictionary in dictionaries if (senses := dictionary.of_han(word))), ())


def of_latin(key: str, dictionaries: Sequence[Dictionary]) -> tuple[Sense, ...]:
    """What the first dictionary that knows an English wording has for it."""
    return next((senses for dictionary in dictionaries if (senses := dictionary.of_latin(key))), ())
