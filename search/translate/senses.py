"""Chooses among the senses of a question's words by what the library holds.

A sense that no passage uses falls away. Those that stand in the same passages as senses of the question's other words are
likelier to be meant: each is weighed by its pointwise mutual information with them, normalised (Church and Hanks 1990,
Bouma 2009), as in the dictionary-based translation of queries since Gao et al. 2001.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from math import exp, log, sqrt
from typing import TYPE_CHECKING

from corpus.scripts import Kind, kind
from indexer.terms import grams, latin_words
from search.rank import weighted_terms
from search.translate.units import of_han, of_latin
from search.translate.words import ENGLISH_FUNCTION_WORDS, are_forms_of_one, is_function_word, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.engine import Reader
    from search.translate.dictionary import Dictionary, Sense
    from search.translate.units import Unit

MOST_SENSES = 32
"""Senses of one word that are weighed, the likeliest: more of them cost time and add noise."""

LIFT = 3.0
"""How much company counts: a sense found only with the others weighs e^3 times one never found with any."""

COMMON = 2_000
"""Passages; a sense that more of them hold says nothing about its company, and reading where it is would take long."""

NEGLIGIBLE = 0.03
"""Share of the likeliest sense below which another is left out of the question."""

OF_PART = 0.3
"""Share of a headword known only by a longer wording that the word is part of."""

OF_WORDS = 0.6
"""Share of the single words of a wording that nowhere stand together."""

OTHER_FORM = 0.5
"""Share of a sense found by its stem only: director, asked for as directive."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sense that the library holds.

    ``terms`` are by field those that a passage with it holds, and ``passages`` those passages, none where it is common.
    ``is_exact`` tells a
    translation of the word from what merely comes near.
    """

    wording: str
    share: float
    terms: tuple[tuple[str, tuple[str, ...]], ...]
    passages: frozenset[int]
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Meant:
    """A unit and its candidates, the likeliest first; their shares add up to 1."""

    unit: Unit
    candidates: tuple[Candidate, ...]


def choose(units: Sequence[Unit], reader: Reader, dictionaries: Sequence[Dictionary]) -> list[Meant]:
    """What the units mean in this library. A unit of which no sense lives is taken apart."""
    found = [each for unit in units for each in _meant(unit, reader, dictionaries)]
    return [replace(each, candidates=_weighed(each, found, reader.passage_count)) for each in found]


def _meant(unit: Unit, reader: Reader, dictionaries: Sequence[Dictionary]) -> Iterator[Meant]:
    candidates = _living(unit, reader, dictionaries)
    parts: list[Meant] = []
    if unit.senses and not _has_exact(candidates):
        parts = list(_parts(unit, reader, dictionaries))
    yield from parts if any(each.candidates for each in parts) else [Meant(unit, candidates)]


def _has_exact(candidates: Iterable[Candidate]) -> bool:
    return any(candidate.is_exact for candidate in candidates)


def _parts(unit: Unit, reader: Reader, dictionaries: Sequence[Dictionary]) -> Iterator[Meant]:
    """The longest shorter entries within a unit that live, and what lies between them."""
    words: Sequence[str] = unit.text if unit.is_han else unit.text.split()
    joint = "" if unit.is_han else " "
    least = 2 if unit.is_han else 1

    def part(start: int, end: int) -> Unit:
        text = joint.join(words[start:end])
        senses = () if is_function_word(text) else _senses(text, unit, dictionaries)
        return replace(unit, text=text, printed=text, senses=senses, empty=is_function_word(text))

    at = rest = 0
    while at < len(words):
        ends = range(len(words) if at else len(words) - 1, at + least - 1, -1)
        found = ((end, _living(part(at, end), reader, dictionaries)) for end in ends)
        end, candidates = next(((end, alive) for end, alive in found if _has_exact(alive)), (0, ()))
        if end:
            if rest < at:
                yield Meant(replace(part(rest, at), senses=()), ())
            yield Meant(part(at, end), candidates)
            rest = end
        at = end or at + 1
    if rest < at:
        yield Meant(replace(part(rest, at), senses=()), ())


def _senses(text: str, unit: Unit, dictionaries: Sequence[Dictionary]) -> tuple[Sense, ...]:
    return of_han(text, dictionaries) if unit.is_han else of_latin(" ".join(stems(text)), dictionaries)


def _living(unit: Unit, reader: Reader, dictionaries: Sequence[Dictionary]) -> tuple[Candidate, ...]:
    if unit.is_han:
        return tuple(islice(_of_han(unit, reader), MOST_SENSES))
    return tuple(islice(_of_latin(unit, reader, dictionaries), MOST_SENSES))


def _of_han(unit: Unit, reader: Reader) -> Iterator[Candidate]:
    """English: wordings of the same stems are one."""
    merged: dict[tuple[str, ...], tuple[str, float]] = {}
    for sense in unit.senses:
        key = stems(sense.wording.casefold())
        wording, share = merged.get(key, (sense.wording, 0.0))
        merged[key] = wording, share + sense.share
    for wording, share in merged.values():
        found = _candidate(wording, share, reader, is_exact=True)
        if found:
            yield found
        else:
            yield from _apart(wording, share, reader)


def _apart(wording: str, share: float, reader: Reader) -> Iterator[Candidate]:
    """The words of a wording that nowhere stand together."""
    words = _telling(latin_words(wording.casefold()))
    for word in words if len(words) > 1 else ():
        found = _candidate(word, share * OF_WORDS / len(words), reader, is_exact=False)
        if found:
            yield found


def _of_latin(unit: Unit, reader: Reader, dictionaries: Sequence[Dictionary]) -> Iterator[Candidate]:
    words = unit.text.split()
    key = " ".join(stems(unit.text))
    known = set()
    for sense in filter(_is_chinese, unit.senses):
        known.add(sense.wording)
        is_exact = are_forms_of_one(words, (sense.source or key).split())
        found = _candidate(sense.wording, sense.share * (1 if is_exact else OTHER_FORM), reader, is_exact=is_exact)
        if found:
            yield found
    if len(words) == 1 and not unit.empty and not _is_of_glossary(unit, dictionaries):
        root = stems(words[0])[0]
        for dictionary in dictionaries:
            for sense in filter(_is_chinese, dictionary.of_part(root)):
                if sense.wording not in known:
                    found = _candidate(sense.wording, sense.share * OF_PART, reader, is_exact=False)
                    if found:
                        yield found


def _is_chinese(sense: Sense) -> bool:
    return any(kind(character) is Kind.LETTER for character in sense.wording)


def _is_of_glossary(unit: Unit, dictionaries: Sequence[Dictionary]) -> bool:
    key = " ".join(stems(unit.text))
    return any(dictionary.of_latin(key) for dictionary in dictionaries if dictionary.is_glossary)


def _candidate(wording: str, share: float, reader: Reader, *, is_exact: bool) -> Candidate | None:
    """A sense made ready, or None where no passage holds it."""
    pairs = [gram for gram in grams(wording) if len(gram) > 1 and kind(gram[0]) is Kind.LETTER]
    if not all(reader.frequency("grams", pair) for pair in pairs):
        return None
    terms = _terms(wording, reader)
    if not terms:
        return None
    field, first = terms[0]
    if not all(reader.frequency(field, term) for term in first):
        return None
    passages = _together(field, first, reader)
    if passages is not None and not passages:
        return None
    return Candidate(wording, share, terms, passages or frozenset(), is_exact)


def _terms(wording: str, reader: Reader) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The terms of a wording by field, as a question would ask for them; of English the telling stems only."""
    is_han = any(kind(character) is Kind.LETTER for character in wording)
    if not is_han:
        words = _telling(latin_words(wording.casefold()))
        return (("words", tuple(dict.fromkeys(stems(" ".join(words))))),) if words else ()
    if len(wording) == 1:
        field = "words" if reader.frequency("words", wording) else "grams"
        return ((field, (wording,)),)
    fields: dict[str, list[str]] = {}
    for term in weighted_terms([wording], reader, _NoSegmenter()):
        fields.setdefault(term.field, []).append(term.term)
    return tuple((field, tuple(dict.fromkeys(found))) for field, found in fields.items())


class _NoSegmenter:
    """Loading one would take longer than the whole look-up; long wordings are told by their grams."""

    def cut(self, han_run: str) -> Sequence[str]:
        del han_run
        return ()


def _telling(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in ENGLISH_FUNCTION_WORDS] or list(words)


def _together(field: str, terms: Iterable[str], reader: Reader) -> frozenset[int] | None:
    """The passages that hold all of the terms; None where a term is too common for it to be worth finding out."""
    ordered = sorted((reader.frequency(field, term), term) for term in terms)
    if ordered[0][0] > COMMON:
        return None
    found = frozenset(reader.postings(field, ordered[0][1])[0])
    for frequency, term in ordered[1:]:
        if not found or frequency > COMMON:
            break
        found = found.intersection(reader.postings(field, term)[0])
    return found


def _weighed(each: Meant, every: Sequence[Meant], passages: int) -> tuple[Candidate, ...]:
    others = [other for other in every if other is not each and other.candidates]
    shares = [candidate.share * exp(LIFT * _company(candidate, others, passages)) for candidate in each.candidates]
    least = NEGLIGIBLE * max(shares, default=0.0)
    kept = [(candidate, share) for candidate, share in zip(each.candidates, shares, strict=True) if share >= least]
    total = sum(share for _, share in kept)
    weighed = [replace(candidate, share=share / total) for candidate, share in kept]
    return tuple(sorted(weighed, key=lambda candidate: (-candidate.share, candidate.wording)))


def _company(candidate: Candidate, others: Sequence[Meant], passages: int) -> float:
    """The mean, over the other units, of the closest tie to one of their candidates: from 0 to 1."""
    if not others:
        return 0.0
    ties = (max(_tie(candidate, theirs, passages) * sqrt(theirs.share) for theirs in o.candidates) for o in others)
    return sum(ties) / len(others)


def _tie(one: Candidate, other: Candidate, passages: int) -> float:
    """Normalised pointwise mutual information, no less than 0."""
    both = len(one.passages & other.passages)
    if not both or both == passages:
        return 0.0
    information = log(both * passages / (len(one.passages) * len(other.passages)))
    return max(0.0, information / -log(both / passages))
