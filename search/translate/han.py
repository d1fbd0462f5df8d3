"""Cuts a run of Han characters into entries of the dictionaries, and what lies between them."""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from search.translate.words import CONNECTORS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from search.translate.dictionary import Dictionary

    Cut = Callable[[str], Sequence[str]]
    Range = tuple[int, int]


def divided(text: str, dictionaries: Sequence[Dictionary], cut: Cut) -> Iterator[str]:
    """The parts of a folded run, in order: entries of glossaries wherever they stand, then those of all between them.

    ``cut`` divides a folded run into words, or gives nothing where it does not know. Entries end where words do, but for
    those of glossaries. Where words are not known, several single characters in a row are one part: they are the syllables
    of a name, or a word that no dictionary has, and what each of them means says nothing about it.
    """
    glossaries = [dictionary for dictionary in dictionaries if dictionary.is_glossary]
    words = cut(text)
    ends = list(accumulate(map(len, words))) if words else range(1, len(text) + 1)
    found = set(_entries(text, range(len(text)), glossaries))
    parts = [
        text[at:stop]
        for start, end in _with_rests(sorted(found), 0, len(text))
        for at, stop in ([(start, end)] if (start, end) in found else _cut(text, start, end, ends, dictionaries))
    ]
    for is_syllable, row in groupby(parts, lambda part: not words and len(part) == 1 and part not in CONNECTORS):
        alike = list(row)
        yield from ["".join(alike)] if is_syllable else alike


def _cut(
    text: str, start: int, stop: int, word_ends: Sequence[int], dictionaries: Sequence[Dictionary]
) -> Iterator[Range]:
    """Cut a stretch into entries that end where words do, and words that are no entry into the entries within them.

    Of these, single characters do not count: they are syllables of a name.
    """
    ends = [end for end in word_ends if start < end < stop] + [stop]
    at = start
    while at < stop:
        later = [end for end in ends if end > at]
        end = _longest(text[at:stop], dictionaries, {end - at for end in later})
        if end:
            yield at, at + end
            at += end
        else:
            inner = [found for found in _entries(text, range(at, later[0]), dictionaries) if found[1] - found[0] > 1]
            yield from _with_rests(inner, at, later[0])
            at = later[0]


def _entries(text: str, within: range, dictionaries: Sequence[Dictionary]) -> Iterator[Range]:
    """Entries in a stretch of a text, each the longest that begins where it does, from left to right."""
    at = within.start
    while at < within.stop:
        end = _longest(text[at : within.stop], dictionaries)
        if end:
            yield at, at + end
        at += end or 1


def _longest(text: str, dictionaries: Iterable[Dictionary], allowed: Collection[int] | None = None) -> int:
    """The length of the longest entry that a text begins with, of the lengths that are ``allowed``; 0 if there is none."""
    longest = 0
    for dictionary in dictionaries:
        for length in map(len, dictionary.headwords(text)):
            if allowed is None or length in allowed:
                longest = max(longest, length)
                break
    return longest


def _with_rests(found: Iterable[Range], start: int, stop: int) -> Iterator[Range]:
    """The ranges found in a stretch, and what lies between them."""
    at = start
    for begin, end in [*found, (stop, stop)]:
        if at < begin:
            yield at, begin
        if begin < end:
            yield begin, end
        at = end
