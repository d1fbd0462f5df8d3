"""From a question to a ranking: which passages, in which tier, in which order. No text is cut out here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.conditions import accepts
from search.evaluate import Evaluator
from search.rank import MODELS, weighted_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine import Reader, WeightedTerm
    from search.question import Question
    from search.rank import Segmenter

LITERAL, EXPANDED, BEST_MATCH = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage's place in a ranking; ``score`` is BM25."""

    number: int
    tier: int
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The asked-for stretch of a ranking, and the true counts of passages in tiers 1 and 2."""

    entries: tuple[Ranked, ...]
    total: int
    total_expanded: int


def literal_passages(reader: Reader, question: Question) -> Sequence[int]:
    """Tier 1: the numbers of the passages that answer the query as it was typed, ascending."""
    return Evaluator(reader, question.terms, accepts).passages(question.root)


def rank(
    reader: Reader, segmenter: Segmenter, question: Question, *, limit: int, offset: int = 0, strict: bool = False
) -> Ranking:
    """Places ``offset`` to ``offset + limit`` of the ranking: tier by tier, best first, then in document order."""
    wanted = offset + limit
    evaluator = Evaluator(reader, question.terms, accepts)
    literal = evaluator.passages(question.root)
    expanded = _expanded(reader, question, literal)
    terms: list[WeightedTerm] = []
    if not strict or len(literal) > 1 or len(expanded) > 1:
        terms = weighted_terms(question.keywords, reader, segmenter)
    entries = [Ranked(number, LITERAL, score) for number, score in _ordered(reader, terms, literal, wanted)]
    if expanded and len(entries) < wanted:
        wordings = weighted_terms([alternative.wording for alternative in question.alternatives], reader, segmenter)
        more = _ordered(reader, [*terms, *wordings], expanded, wanted - len(entries))
        entries += [Ranked(number, EXPANDED, score) for number, score in more]
    if not strict and terms and len(entries) < wanted:
        among = None if question.required is None else evaluator.passages(question.required)
        shown = frozenset(literal).union(expanded)
        more = reader.score(terms, MODELS, wanted - len(entries), among=among, excluding=shown)
        entries += [Ranked(number, BEST_MATCH, score) for number, score in more]
    return Ranking(tuple(entries[offset:wanted]), len(literal), len(expanded))


def _expanded(reader: Reader, question: Question, literal: Sequence[int]) -> Sequence[int]:
    """The passages that answer the query only in another wording, ascending."""
    if not question.alternatives:
        return []
    known = frozenset(literal)
    found = Evaluator(reader, question.expanded_terms(), accepts).passages(question.root)
    return [number for number in found if number not in known]


def _ordered(
    reader: Reader, terms: Sequence[WeightedTerm], numbers: Sequence[int], wanted: int
) -> list[tuple[int, float]]:
    """The best ``wanted`` of the given passages; those that no term scores come last, in document order."""
    scored = reader.score(terms, MODELS, wanted, among=numbers) if terms and numbers else []
    if len(scored) < min(wanted, len(numbers)):
        known = {number for number, _ in scored}
        unscored = (number for number in numbers if number not in known)
        scored += [(number, 0.0) for number, _ in zip(unscored, range(wanted - len(scored)), strict=False)]
    return scored
