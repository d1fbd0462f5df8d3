"""Best matches in two languages, put into one list.

A passage in the language of the question scores by the words that were typed, one in the other language by their
translations, and the two kinds of score are not of one scale: without more ado the first places all go to one language.
This is the collection fusion problem (Voorhees, Gupta and Johnson-Laird 1994). Here the scores of each language are
divided by the best of them, as merging by normalised scores does (Savoy 2004), but only for the greater part: what is
left of the difference says which language answers the question better.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from search.rank import MODELS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from indexer.engine import Asked, Reader

DEPTH = 200
"""Best matches that are brought to one scale; what comes after them stays as it is."""

EVENNESS = 0.75
"""The power of its best score that a language's scores are divided by: with 0 nothing happens, with 1 the best are equal."""


class Scale(NamedTuple):
    """What a best match's score was multiplied by, to stand in one list with those in the other language.

    ``lift`` is what passages in ``language`` (``en``, or ``zh`` for all others) gain for answering a translation, and
    ``evening`` brings its best scores closer to those of the language that scores higher; 1 changes nothing.
    """

    language: str
    lift: float
    evening: float


def fused(
    reader: Reader,
    terms: Sequence[Asked],
    limit: int,
    *,
    lifts: Mapping[str, float],
    among: Sequence[int] | None = None,
    excluding: Collection[int] = (),
) -> list[tuple[int, float]]:
    """As ``Reader.score`` with its ``limit`` best, the scores of English passages and of all others brought together.

    ``lifts`` are factors for the passages of a language (``en``, or ``zh`` for all that are not English). The best of each
    language may be among those that are excluded. The order of the passages of a language is that of their scores, and
    what comes first does not depend on the limit.
    """
    left_out = frozenset(excluding)
    deepest = _deepest(reader, terms, among, left_out)
    scale = _scales(reader, deepest, lifts)
    evened = [
        (number, score * lift * evening)
        for number, score in deepest
        if number not in left_out
        for _, lift, evening in (scale[number],)
    ]
    evened.sort(key=itemgetter(1), reverse=True)  # stable: ties stay in the order of documents
    if limit <= len(evened):
        return evened[:limit]
    others = reader.score(terms, MODELS, limit + len(evened), among=among, excluding=excluding)
    return [*evened, *(pair for pair in others if pair[0] not in scale)][:limit]


def scales(
    reader: Reader,
    terms: Sequence[Asked],
    *,
    lifts: Mapping[str, float],
    among: Sequence[int] | None = None,
    excluding: Collection[int] = (),
) -> Mapping[int, Scale]:
    """By what ``fused``, given the same, multiplies the score of each passage; what it leaves as it is has no scale."""
    return _scales(reader, _deepest(reader, terms, among, frozenset(excluding)), lifts)


def _deepest(
    reader: Reader, terms: Sequence[Asked], among: Sequence[int] | None, left_out: Collection[int]
) -> Sequence[tuple[int, float]]:
    """The passages that are brought to one scale, with the scores that they have before, best first."""
    return reader.score(terms, MODELS, DEPTH + min(DEPTH, len(left_out)), among=among)


def _scales(reader: Reader, deepest: Sequence[tuple[int, float]], lifts: Mapping[str, float]) -> Mapping[int, Scale]:
    numbers = sorted([number for number, _ in deepest])
    known = ["en" if language == "en" else "zh" for language in reader.languages_of(numbers)]
    languages = dict(zip(numbers, known, strict=True))
    last_is_best = {languages[number]: score for number, score in reversed(deepest)}
    best = {language: score * lifts.get(language, 1.0) for language, score in last_is_best.items()}
    highest = max(best.values(), default=0.0)
    of_language = {
        language: Scale(language, lifts.get(language, 1.0), (highest / its_best) ** EVENNESS)
        for language, its_best in best.items()
    }
    return {number: of_language[language] for number, language in languages.items()}
