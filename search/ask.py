"""From a question to a ranking: which passages, in which tier, in which order. No text is cut out here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from search.evaluate import Evaluator
from search.order import Order, Ranked, by_document
from search.rank import literal_terms, weighted_terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.engine import Asked, Reader
    from search.evaluate import Lookup
    from search.options import SearchOptions
    from search.question import Question
    from search.rank import Segmenter

LITERAL, EXPANDED, BEST_MATCH = 1, 2, 3


class Ranking(NamedTuple):
    """The asked-for stretch of a ranking, and the true counts of passages in tiers 1 and 2.

    ``literal`` are the passages of tier 1, ascending; ``places`` counts the entries that tiers 1 and 2 have in all.
    ``terms`` decided the order within each tier that was ranked; ``lookups`` say what was read for tier 1.
    """

    entries: tuple[Ranked, ...]
    total: int
    total_expanded: int
    literal: Sequence[int]
    places: int
    terms: Mapping[int, Sequence[Asked]]
    lookups: tuple[Lookup, ...] = ()


def literal_passages(reader: Reader, question: Question) -> Sequence[int]:
    """Tier 1: the numbers of the passages that answer the query as it was typed, ascending."""
    return Evaluator(reader, question.terms).passages(question.root)


def rank(reader: Reader, segmenter: Segmenter, question: Question, options: SearchOptions) -> Ranking:
    """The places of the ranking that the options ask for: tier by tier, best first, then by path."""
    wanted = options.offset + options.limit
    evaluator = Evaluator(reader, question.terms)
    literal = evaluator.passages(question.root)
    lookups = tuple(evaluator.lookups)
    expanded = _expanded(reader, question, literal)
    order = Order(reader, options.sort, grouped=options.grouped)
    groups = question.translation.groups if question.translation else ()
    terms: dict[int, list[Asked]] = {}
    entries: list[Ranked] = []
    if literal:
        terms[LITERAL] = [*literal_terms(question.keywords, reader)]
        entries += order.take(LITERAL, terms[LITERAL], literal, wanted)
    if expanded and len(entries) < wanted:
        wordings = (alternative.wording for alternative in question.alternatives)
        terms[EXPANDED] = [*literal_terms([*question.keywords, *wordings], reader), *groups]
        entries += order.take(EXPANDED, terms[EXPANDED], expanded, wanted - len(entries))
    if not options.strict and question.keywords and len(entries) < wanted:
        terms[BEST_MATCH] = [*weighted_terms(question.keywords, reader, segmenter), *groups]
        among = None if question.required is None else evaluator.passages(question.required)
        shown = frozenset(literal).union(expanded)
        entries += order.take_best(BEST_MATCH, terms[BEST_MATCH], among, shown, wanted - len(entries))
    places = len(literal) + len(expanded)
    if options.grouped:
        places = sum(1 for _ in by_document(reader, sorted({*literal, *expanded})))
    page = tuple(entries[options.offset : wanted])
    return Ranking(page, len(literal), len(expanded), literal, places, terms, lookups)


def _expanded(reader: Reader, question: Question, literal: Sequence[int]) -> Sequence[int]:
    """The passages that answer the query only in another wording, or in the other language, ascending."""
    found: set[int] = set()
    terms = question.expanded_terms()
    if question.alternatives:
        found.update(Evaluator(reader, terms).passages(question.root))
    translation = question.translation
    if translation is not None and translation.root is not None:
        found.update(Evaluator(reader, {**terms, **translation.terms}).passages(translation.root))
    return sorted(found.difference(literal))
