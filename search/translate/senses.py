"""Chooses among the senses of a question's words by what the library holds.

A sense that no passage uses falls away. Those that stand in the same passages as senses of the question's other words are
likelier to be meant: each is weighed by its pointwise mutual information with them, normalised (Church and Hanks 1990,
Bouma 2009), as in the dictionary-based translation of queries since Gao et al. 2001.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from search.translate.company import companies
from search.translate.units import of_han, of_latin
from search.translate.words import is_function_word, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.translate.candidates import Candidate
    from search.translate.dictionary import Dictionary, Sense
    from search.translate.lexicon import Lexicon
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


def choose(units: Sequence[Unit], lexicon: Lexicon) -> list[Meant]:
    """What the units mean in this library. A unit of which no sense lives is taken apart."""
    found = [each for unit in units for each in _meant(unit, lexicon)]
    company = iter(companies([each.candidates for each in found if each.candidates], lexicon.held))
    return [Meant(each.unit, _weighed(each.candidates, next(company))) if each.candidates else each for each in found]


def is_held(unit: Unit, lexicon: Lexicon) -> bool:
    """Whether the library holds a sense of the unit, or of a part of it."""
    return any(each.candidates for each in _meant(unit, lexicon))


def _meant(unit: Unit, lexicon: Lexicon) -> Iterator[Meant]:
    candidates = lexicon.living(unit)
    parts: list[Meant] = []
    if unit.senses and not _has_exact(candidates):
        parts = list(_parts(unit, lexicon))
    yield from parts if any(each.candidates for each in parts) else [Meant(unit, candidates)]


def _has_exact(candidates: Iterable[Candidate]) -> bool:
    return any(candidate.is_exact for candidate in candidates)


def _parts(unit: Unit, lexicon: Lexicon) -> Iterator[Meant]:
    """The longest shorter entries within a unit that live, and what lies between them."""
    words: Sequence[str] = unit.text if unit.is_han else unit.text.split()
    joint = "" if unit.is_han else " "
    least = 2 if unit.is_han else 1

    def part(start: int, end: int) -> Unit:
        text = joint.join(words[start:end])
        senses = () if is_function_word(text) else _senses(text, unit, lexicon.dictionaries)
        return unit._replace(text=text, printed=text, senses=senses, empty=is_function_word(text))

    at = rest = 0
    while at < len(words):
        ends = range(len(words) if at else len(words) - 1, at + least - 1, -1)
        found = ((end, lexicon.living(part(at, end))) for end in ends)
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
