"""Chooses among the senses of a question's words by what the library holds.

A sense that no passage uses falls away. Those that stand in the same passages as senses of the question's other words are
likelier to be meant: each is weighed by its pointwise mutual information with them, normalised (Church and Hanks 1990,
Bouma 2009), as in the dictionary-based translation of queries since Gao et al. 2001.
"""

from __future__ import annotations

from itertools import combinations
from math import exp, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from search.translate.candidates import living
from search.translate.units import of_han, of_latin
from search.translate.words import is_function_word, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.translate.candidates import Candidate
    from search.translate.dictionary import Dictionary, Sense
    from search.translate.held import Held
    from search.translate.units import Unit

LIFT = 3.0
"""How much company counts: a sense found only with the others weighs e^3 times one never found with any."""

NEGLIGIBLE = 0.1
"""Share of the likeliest sense below which another is left out of the question."""

MOST_ASKED = 8
"""Senses of one word that are asked for."""


class Meant(NamedTuple):
    """A unit and its candidates, the likeliest first; their shares add up to 1."""

    unit: Unit
    candidates: tuple[Candidate, ...]


def choose(units: Sequence[Unit], held: Held, dictionaries: Sequence[Dictionary]) -> list[Meant]:
    """What the units mean in this library. A unit of which no sense lives is taken apart."""
    found = [each for unit in units for each in _meant(unit, held, dictionaries)]
    companies = iter(_companies([each.candidates for each in found if each.candidates], held))
    return [Meant(each.unit, _weighed(each.candidates, next(companies))) if each.candidates else each for each in found]


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
        return unit._replace(text=text, printed=text, senses=senses, empty=is_function_word(text))

    at = rest = 0
    while at < len(words):
        ends = range(len(words) if at else len(words) - 1, at + least - 1, -1)
        found = ((end, living(part(at, end), held, dictionaries)) for end in ends)
        end, candidates = next(((end, alive) for end, alive in found if _has_exact(alive)), (0, ()))
        if end:
            if rest < at:
                yield Meant(part(rest, at)._replace(senses=()), ())
            yield Meant(part(at, end), candidates)
            rest = end
        at = end or at + 1
    if rest < at:
        yield Meant(part(rest, at)._replace(senses=()), ())


def _senses(text: str, unit: Unit, dictionaries: Sequence[Dictionary]) -> tuple[Sense, ...]:
    return of_han(text, dictionaries) if unit.is_han else of_latin(" ".join(stems(text)), dictionaries)


def _weighed(candidates: Sequence[Candidate], companies: Sequence[float]) -> tuple[Candidate, ...]:
    shares = [candidate.share * exp(LIFT * company) for candidate, company in zip(candidates, companies, strict=True)]
    least = NEGLIGIBLE * max(shares)
    kept = [(candidate, share) for candidate, share in zip(candidates, shares, strict=True) if share >= least]
    kept = sorted(kept, key=lambda pair: (-pair[1], pair[0].wording))[:MOST_ASKED]
    total = sum(share for _, share in kept)
    return tuple(candidate._replace(share=share / total) for candidate, share in kept)


def _companies(units: Sequence[Sequence[Candidate]], held: Held) -> list[list[float]]:
    """Of each unit's candidates the mean, over the other units, of the closest tie to one of theirs: from 0 to 1."""
    if len(units) < 2:
        return [[0.0] * len(candidates) for candidates in units]
    standing = [[_Standing.of(candidate, held) for candidate in candidates] for candidates in units]
    ties: list[list[list[float]]] = [[[] for _ in candidates] for candidates in units]
    for one, other in combinations(range(len(units)), 2):
        both_ways = _closest(standing[one], standing[other], held.passage_count)
        for unit, closest in zip((one, other), both_ways, strict=True):
            for kept, tie in zip(ties[unit], closest, strict=True):
                kept.append(tie)
    return [[sum(kept) / len(kept) for kept in unit] for unit in ties]


class _Standing(NamedTuple):
    """Where a candidate stands, nowhere if it is too common for that to say anything; and what a tie to it weighs."""

    passages: frozenset[int]
    weight: float

    @classmethod
    def of(cls, candidate: Candidate, held: Held) -> _Standing:
        return cls(held.together(*candidate.terms[0]) or frozenset(), sqrt(candidate.share))


def _closest(
    ours: Sequence[_Standing], theirs: Sequence[_Standing], passage_count: int
) -> tuple[list[float], list[float]]:
    """The closest tie of each of our candidates to one of theirs, and of each of theirs to one of ours.

    Ties are normalised pointwise mutual information, no less than 0, which is the same either way.
    """
    from_ours, from_theirs = [0.0] * len(ours), [0.0] * len(theirs)
    for i, (here, our_weight) in enumerate(ours):
        for j, (there, their_weight) in enumerate(theirs):
            both = len(here & there)
            if both and both != passage_count:
                information = log(both * passage_count / (len(here) * len(there)))
                tie = max(0.0, information / -log(both / passage_count))
                from_ours[i] = max(from_ours[i], tie * their_weight)
                from_theirs[j] = max(from_theirs[j], tie * our_weight)
    return from_ours, from_theirs
