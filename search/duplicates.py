"""Near-duplicates among what was found: each is shown once, with the others named under it.

The index proposes passages that may say the same as one of those shown, their texts decide. So the cost depends on how
many are shown, not on how many are found.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from search.ask import BEST_MATCH
from search.expand import regional
from search.resemblance import Likeness, likeness, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from indexer.engine import Reader
    from search.ask import Answers, Ranking
    from search.order import Ranked


class Twin(NamedTuple):
    """A passage that says the same as another, and how far."""

    number: int
    likeness: Likeness


class Shown(NamedTuple):
    """A page of a ranking: ``ranking.entries`` are shown, and ``under`` each of them these passages.

    ``more`` says whether tiers 1 and 2 hold passages that are neither on this page nor on one before it.
    """

    ranking: Ranking
    under: tuple[tuple[Twin, ...], ...]
    more: bool


def each_shown(ranking: Ranking, offset: int) -> Shown:
    """The page of a ranking that begins at ``offset``, with every passage for itself."""
    more = ranking.places > offset + len(ranking.entries)
    return Shown(ranking, ((),) * len(ranking.entries), more)


def shown_once(reader: Reader, answers: Answers, offset: int, limit: int) -> Shown:
    """The page of a ranking that begins at ``offset``, with the best of near-duplicates for all of them.

    Passages that hold the query, in whatever wording, are shown for each other; best matches for other best matches.
    """
    twins = Twins(reader)
    wanted = fetched = offset + limit
    while True:
        ranking = answers.ranking(fetched, spare=fetched)
        heads, under = _heads(ranking, twins, wanted)
        if len(heads) == wanted or len(ranking.entries) < fetched:
            break
        fetched *= 4
    placed = sum(1 + len(others) for head, others in zip(heads, under, strict=True) if head.tier != BEST_MATCH)
    page = slice(offset, wanted)
    return Shown(ranking._replace(entries=tuple(heads[page])), tuple(under[page]), more=ranking.places > placed)


def _heads(ranking: Ranking, twins: Twins, wanted: int) -> tuple[list[Ranked], list[tuple[Twin, ...]]]:
    """The first ``wanted`` entries that none before them says the same as, and those that stand under each."""
    heads: list[Ranked] = []
    under: list[tuple[Twin, ...]] = []
    covered: set[int] = set()
    for entry in ranking.entries:
        if entry.number in covered:
            continue
        if len(heads) == wanted:
            break
        others = [twin for twin in twins.of(entry.number, covered) if _is_found(ranking, entry, twin.number)]
        heads.append(entry)
        under.append(tuple(others))
        covered.update(twin.number for twin in others)
        covered.add(entry.number)
    return heads, under


def _is_found(ranking: Ranking, head: Ranked, number: int) -> bool:
    """Whether a passage that says the same as ``head`` is among what was found, where it can be shown for it."""
    holds_query = _holds(ranking.literal, number) or _holds(ranking.expanded, number)
    if head.tier != BEST_MATCH:
        return holds_query
    return not holds_query and (ranking.among is None or _holds(ranking.among, number))


def _holds(ascending: Sequence[int], number: int) -> bool:
    at = bisect_left(ascending, number)
    return at < len(ascending) and ascending[at] == number


class Twins:
    """Finds the passages that say the same as another, and remembers what it has read."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._found: dict[int, Sequence[Twin]] = {}
        self._words: dict[str, tuple[str, ...]] = {}

    def of(self, number: int, aside: Collection[int] = ()) -> Sequence[Twin]:
        """The others that say the same, by the paths of their documents.

        Those that are put ``aside`` are not looked at: nothing else keeps many forms that all resemble each other from
        being compared each with each. What was found for a passage is remembered, with what was aside then.
        """
        if number not in self._found:
            candidates = [other for other in self._reader.alike(number) if other not in aside]
            self._found[number] = self._same(number, candidates) if candidates else ()
        return self._found[number]

    def _same(self, number: int, candidates: Sequence[int]) -> Sequence[Twin]:
        text = self._reader.passage(number).text
        judged: dict[str, Likeness | None] = {text: Likeness.SAME}
        same: dict[int, Twin] = {}
        for other in candidates:
            theirs = self._reader.passage(other).text
            if theirs not in judged:
                judged[theirs] = likeness(self._words_of(text), self._words_of(theirs), regional)
            found = judged[theirs]
            if found is not None:
                same[other] = Twin(other, found)
        return [same[other] for other in self._reader.in_order([*same])]

    def _words_of(self, text: str) -> tuple[str, ...]:
        if text not in self._words:
            self._words[text] = words_of(text)
        return self._words[text]
