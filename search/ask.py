"""From a question to a ranking: which passages, in which tier, in which order. No text is cut out here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from search.evaluate import Evaluator
from search.order import Order, Ranked, by_document
from search.rank import weighted_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine import Reader, WeightedTerm
    from search.evaluate import Lookup
    from search.options import SearchOptions
    from search.question import Question
    from search.rank import Segmenter

LITERAL, EXPANDED, BEST_MATCH = 1, 2, 3


class Ranking(NamedTuple):
    """The asked-for stretch of a ranking, and the true counts of passages in tiers 1 and 2.

    ``documents`` counts those with a passage in tier 1, ``places`` the entries that tiers 1 and 2 have in all.
    ``terms`` decided the order, together with ``wordings`` in tier 2; ``lookups`` say what was read for tier 1.
    """

    entries: tuple[Ranked, ...]
    total: int
    total_expanded: int
    documents: int
    places: int
    terms: tuple[WeightedTerm, ...] = ()
    wordings: tuple[WeightedTerm, ...] = ()
    lookups: tuple[Lookup, ...] = ()


def literal_passages(reader: Reader, question: Question) -> Sequence[int]:
    """Tier 1: the numbers of the passages that answer the query as it was typed, ascending."""
    return Evaluator(reader, question.terms).passages(question.root)


def rank(reader: Reader, segmenter: Segmenter, question: Question, options: SearchOptions) -> Ranking:
    """The places of the ranking that the options ask for: tier by tier, best first, then in document order."""
    wanted = options.offset + options.limit
    evaluator = Evaluator(reader, question.terms)
    literal = evaluator.passages(question.root)
    lookups = tuple(evaluator.lookups)
    expanded = _expanded(reader, question, literal)
    terms: list[WeightedTerm] = []
    wordings: list[WeightedTerm] = []
    if not options.strict or len(literal) > 1 or len(expanded) > 1:
        terms = weighted_terms(question.keywords, reader, segmenter)
    order = Order(reader, options.sort, grouped=options.grouped)
    entries = order.take(LITERAL, terms, literal, wanted)
    if expanded and len(entries) < wanted:
        wordings = weighted_terms([alternative.wording for alternative in question.alternatives], reader, segmenter)
        entries += order.take(EXPANDED, [*terms, *wordings], expanded, wanted - len(entries))
    if not options.strict and terms and len(entries) < wanted:
        among = None if question.required is None else evaluator.passages(question.required)
        shown = frozenset(literal).union(expanded)
        entries += order.take_best(BEST_MATCH, terms, among, shown, wanted - len(entries))
    documents = sum(1 for _ in by_document(reader, literal))
    places = len(literal) + len(expanded)
    if options.grouped:
        places = sum(1 for _ in by_document(reader, sorted({*literal, *expanded})))
    page = tuple(entries[options.offset : wanted])
    return Ranking(page, len(literal), len(expanded), documents, places, tuple(terms), tuple(wordings), lookups)


def _expanded(reader: Reader, question: Question, literal: Sequence[int]) -> Sequence[int]:
    """The passages that answer the query only in another wording, ascending."""
    if not question.alternatives:
        return []
    known = frozenset(literal)
    found = Evaluator(reader, question.expanded_terms()).passages(question.root)
    return [number for number in found if number not in known]
