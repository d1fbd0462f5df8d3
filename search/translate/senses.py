"""Chooses among the senses of a question's words by what the library holds.

A sense that no passage uses falls away. Those that stand in the same passages as senses of the question's other words are
likelier to be meant: each is weighed by its pointwise mutual information with them, normalised (Church and Hanks 1990,
Bouma 2009), as in the dictionary-based translation of queries since Gao et al. 2001.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, log, sqrt
from typing import TYPE_CHECKING

from search.translate.candidates import living
from search.translate.held import Held
from search.translate.units import of_han, of_latin
from search.translate.words import is_function_word, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.engine import Reader
    from search.translate.candidates import Candidate
    from search.translate.dictionary import Dictionary, Sense
    from search.translate.units import Unit

LIFT = 3.0
"""How much company counts: a sense found only with the others weighs e^3 times one never found with any."""

NEGLIGIBLE = 0.1
"""Share of the likeliest sense below which another is left out of the question."""

MOST_ASKED = 8
"""Senses of one word that are asked for."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A unit and its candidates, the likeliest first; their shares add up to 1."""

    unit: Unit
    candidates: tuple[Candidate, ...]


def choose(units: Sequence[Unit], reader: Reader, dictionaries: Sequence[Dictionary]) -> list[Meant]:
    """What the units mean in this library. A unit of which no sense lives is taken apart."""
    held = Held(reader)
    found = [each for unit in units for each in _meant(unit, held, dictionaries)]
    return [replace(each, candidates=_weighed(each, found, held)) for each in found]


def _meant(unit: Unit, held: Held, dictionaries: Sequence[Dictionary]) -> Iterator[Meant]:
    candidates = living(unit, held, dictionaries)
    parts: list[Meant] = []
    if unit.senses and not _has_exact(candidates):
        parts = list(_parts(unit, held, dictionaries))
    yield from parts if any(each.candidates for each in parts) else [Meant(unit, candidates)]


def _has_exact(candidates: Iterable[Candidate]) -> bool:
    return any(candidate.is_exact for candidate in candidates)


def _parts(unit: Unit, held: Held, dictionaries: Sequence[Dictionary]) -> Iterator[Meant]:
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
        found = ((end, living(part(at, end), held, dictionaries)) for end in ends)
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


def _weighed(each: Meant, every: Sequence[Meant], held: Held) -> tuple[Candidate, ...]:
    others = [other for other in every if other is not each and other.candidates]
    shares = [candidate.share * exp(LIFT * _company(candidate, others, held)) for candidate in each.candidates]
    least = NEGLIGIBLE * max(shares, default=0.0)
    kept = [(candidate, share) for candidate, share in zip(each.candidates, shares, strict=True) if share >= least]
    kept = sorted(kept, key=lambda pair: (-pair[1], pair[0].wording))[:MOST_ASKED]
    total = sum(share for _, share in kept)
    return tuple(replace(candidate, share=share / total) for candidate, share in kept)


def _company(candidate: Candidate, others: Sequence[Meant], held: Held) -> float:
    """The mean, over the other units, of the closest tie to one of their candidates: from 0 to 1."""
    ours = held.together(*candidate.terms[0]) if others else None
    if not ours:
        return 0.0
    ties = (max(_tie(ours, theirs, held) * sqrt(theirs.share) for theirs in other.candidates) for other in others)
    return sum(ties) / len(others)


def _tie(ours: frozenset[int], other: Candidate, held: Held) -> float:
    """Normalised pointwise mutual information, no less than 0; what is too common has none with anything."""
    theirs = held.together(*other.terms[0])
    both = len(ours & theirs) if theirs else 0
    if not theirs or not both or both == held.passage_count:
        return 0.0
    information = log(both * held.passage_count / (len(ours) * len(theirs)))
    return max(0.0, information / -log(both / held.passage_count))
