"""The senses of a unit that the library holds, made ready to be weighed and asked for."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from corpus.scripts import Kind, kind
from indexer.stem import stem
from indexer.terms import grams, latin_words
from search.rank import SHORT_RUN, WEIGHTS, known_words
from search.translate.words import ENGLISH_FUNCTION_WORDS, are_forms_of_one, passes_through, stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.translate.dictionary import Dictionary, Sense
    from search.translate.held import Held
    from search.translate.units import Unit

MOST_SENSES = 12
"""Senses of one word that are weighed, the likeliest: more of them cost time and add noise."""

OF_PART = 0.3
"""Share of a headword known only by a longer wording that the word is part of."""

OF_WORDS = 0.6
"""Share of the single words of a wording that nowhere stand together."""

OTHER_FORM = 0.5
"""Share of a sense found by its stem only: director, asked for as directive."""

PAIR = 2
"""Two characters side by side may be of two words, as 体团 is in 整体团队: it has to be a word of some passage."""

FIRST = 0.9
"""Share above which a translation is the first that its entry gives.

A single character is part of many words. It stands for a word of English by itself only where that is what it means
first of all: 湖 for lake, but not 阅 for review.
"""


class Candidate(NamedTuple):
    """A sense that the library holds.

    ``terms`` are by field those that a passage with it holds; those of the first field say it all. ``is_exact`` tells a
    translation of the word from what merely comes near.
    """

    wording: str
    share: float
    terms: tuple[tuple[str, tuple[str, ...]], ...]
    is_exact: bool


def living(unit: Unit, held: Held, dictionaries: Sequence[Dictionary]) -> tuple[Candidate, ...]:
    """The senses of a unit that some passage holds, the likeliest."""
    return tuple(islice(_of_han(unit, held) if unit.is_han else _of_latin(unit, held, dictionaries), MOST_SENSES))


def _of_han(unit: Unit, held: Held) -> Iterator[Candidate]:
    """English: wordings of the same stems are one; WHO and US cannot be told from who and us, once they are folded."""
    merged: dict[tuple[str, ...], tuple[str, list[str], float]] = {}
    for sense in unit.senses:
        words = latin_words(sense.wording.casefold())
        if sense.wording.isupper() and ENGLISH_FUNCTION_WORDS.issuperset(words):
            continue
        key = tuple(map(stem, words))
        wording, words, share = merged.get(key, (sense.wording, words, 0.0))
        merged[key] = wording, words, share + sense.share
    for wording, words, share in merged.values():
        found = _chinese(wording, share, held) if _has_letters(wording) else _english(wording, words, share, held)
        if found:
            yield found
        else:
            yield from _apart(words, share, held)


def _apart(words: Sequence[str], share: float, held: Held) -> Iterator[Candidate]:
    """The words of a wording that nowhere stand together."""
    telling = _telling(words)
    for word in telling if len(telling) > 1 else ():
        found = _english(word, [word], share * OF_WORDS / len(telling), held, is_exact=False)
        if found:
            yield found


def _of_latin(unit: Unit, held: Held, dictionaries: Sequence[Dictionary]) -> Iterator[Candidate]:
    words = unit.text.split()
    key = " ".join(stems(unit.text))
    shares: dict[str, tuple[float, bool]] = {}
    for sense in filter(_is_chinese, unit.senses):
        is_same = are_forms_of_one(words, (sense.source or key).split())
        share, was_exact = shares.get(sense.wording, (0.0, False))
        ours = sense.share * (1 if is_same else OTHER_FORM)
        is_exact = is_same and (len(sense.wording) > 1 or sense.share >= FIRST)
        shares[sense.wording] = max(share, ours), is_exact or was_exact
    is_chosen = _is_of_glossary(key, dictionaries)
    if len(words) == 1 and not unit.empty and not passes_through(unit.text) and not is_chosen:
        for dictionary in dictionaries:
            for sense in filter(_is_chinese, dictionary.of_part(key)):
                shares.setdefault(sense.wording, (sense.share * OF_PART, False))
    for wording, (share, is_exact) in sorted(shares.items(), key=lambda item: -item[1][0]):
        is_word = is_chosen or len(wording) != PAIR or held.frequency("words", wording) > 0
        found = _chinese(wording, share, held, is_exact=is_exact and is_word)
        if found:
            yield found


def _is_chinese(sense: Sense) -> bool:
    return _has_letters(sense.wording)


def _has_letters(wording: str) -> bool:
    """Whether there are letters of unspaced scripts in a wording."""
    return not wording.isascii() and Kind.LETTER in map(kind, wording)


def _is_of_glossary(key: str, dictionaries: Sequence[Dictionary]) -> bool:
    return any(dictionary.of_latin(key) for dictionary in dictionaries if dictionary.is_glossary)


def _english(
    wording: str, words: Sequence[str], share: float, held: Held, *, is_exact: bool = True
) -> Candidate | None:
    """An English sense of these words made ready, or None where no passage holds it."""
    telling = tuple(dict.fromkeys(map(stem, _telling(words))))
    if not telling or not held.stand_together("words", telling):
        return None
    return Candidate(wording, share, (("words", telling),), is_exact)


def _chinese(wording: str, share: float, held: Held, *, is_exact: bool = True) -> Candidate | None:
    """A Chinese sense made ready, or None where no passage holds it."""
    telling = _grams(wording)
    if not telling or not held.stand_together("grams", telling):
        return None
    terms = [("grams", telling)]
    words = _words(wording, held)
    if words:
        terms = [("words", words)] if len(wording) == 1 else [*terms, ("words", words)]
    return Candidate(wording, share, tuple(terms), is_exact)


def _grams(wording: str) -> tuple[str, ...]:
    """Of the grams of a Chinese wording those that say it all: no letter that is part of a pair."""
    found = dict.fromkeys(grams(wording))
    pairs = "".join([gram for gram in found if len(gram) > 1])
    return tuple([gram for gram in found if len(gram) > 1 or gram not in pairs])


def _words(wording: str, held: Held) -> tuple[str, ...]:
    """The words of a Chinese wording, as a question would ask for them: loading a segmenter would take longer than that.

    Those of one letter that many passages hold are left out; long runs are told by their grams alone.
    """
    found = list(stems(wording))
    for sort, group in groupby(wording, kind):
        run = "".join(group)
        if sort is Kind.LETTER and len(run) <= SHORT_RUN:
            found += known_words(run, held)
    common = held.passage_count * WEIGHTS.common
    return tuple(dict.fromkeys(word for word in found if len(word) > 1 or 0 < held.frequency("words", word) <= common))


def _telling(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in ENGLISH_FUNCTION_WORDS] or list(words)
