"""From a question to a ranking: which passages, in which tier, in which order. No text is cut out here."""

from __future__ import annotations

from functools import cached_property
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
    ``terms`` decided the order within each tier that was ranked; ``lookups`` say what was read for tier 1. ``expanded``
    are the passages of tier 2, ascending, and ``among`` those that can be best matches, None for all others.
    """

    entries: tuple[Ranked, ...]
    total: int
    total_expanded: int
    literal: Sequence[int]
    places: int
    terms: Mapping[int, Sequence[Asked]]
    lookups: tuple[Lookup, ...] = ()
    expanded: Sequence[int] = ()
    among: Sequence[int] | None = None


def literal_passages(reader: Reader, question: Question) -> Sequence[int]:
    """Tier 1: the numbers of the passages that answer the query as it was typed, ascending."""
    return Evaluator(reader, question.terms).passages(question.root)


def rank(reader: Reader, segmenter: Segmenter, question: Question, options: SearchOptions) -> Ranking:
    """The places of the ranking that the options ask for: tier by tier, best first, then by path."""
    return Answers(reader, segmenter, question, options).ranking(options.offset + options.limit, options.offset)


class Answers:
    """What answers a question: found once, and ranked as far as is asked for, as often as is asked for.

    ``question`` is what was asked so far: its translation may have had to wait for best matches.
    """

    def __init__(self, reader: Reader, segmenter: Segmenter, question: Question, options: SearchOptions) -> None:
        self._reader = reader
        self._segmenter = segmenter
        self.question = question
        self._options = options
        self._evaluator = Evaluator(reader, question.terms)
        self._literal = self._evaluator.passages(question.root)
        self._lookups = tuple(self._evaluator.lookups)
        self._expanded = _expanded(reader, question, self._literal)

    @cached_property
    def _among(self) -> Sequence[int] | None:
        """The passages that can be best matches, ascending; None for all of them."""
        required = self.question.required
        return None if required is None else self._evaluator.passages(required)

    def ranking(self, wanted: int, offset: int = 0, *, spare: int = 0) -> Ranking:
        """The places of the ranking from ``offset`` to ``wanted``.

        They may be followed by up to ``spare`` more, of the tiers that have to be looked at anyway.
        """
        most = wanted + spare
        reader, question, options = self._reader, self.question, self._options
        literal, expanded = self._literal, self._expanded
        order = Order(reader, options.sort, grouped=options.grouped)
        terms: dict[int, list[Asked]] = {}
        entries: list[Ranked] = []
        among: Sequence[int] | None = None
        if literal:
            terms[LITERAL] = [*literal_terms(question.keywords, reader)]
            entries += order.take(LITERAL, terms[LITERAL], literal, most)
        if expanded and len(entries) < wanted:
            wordings = (alternative.wording for alternative in question.alternatives)
            terms[EXPANDED] = [*literal_terms([*question.keywords, *wordings], reader), *_groups(question)]
            entries += order.take(EXPANDED, terms[EXPANDED], expanded, most - len(entries))
        if not options.strict and question.keywords and len(entries) < wanted:
            question = self.question = question.for_best_match()
            terms[BEST_MATCH] = [*weighted_terms(question.keywords, reader, self._segmenter), *_groups(question)]
            among = self._among
            shown = frozenset(literal).union(expanded)
            lifts = question.translation.lifts if question.translation else None
            entries += order.take_best(BEST_MATCH, terms[BEST_MATCH], among, shown, most - len(entries), lifts=lifts)
        places = len(literal) + len(expanded)
        if options.grouped:
            places = sum(1 for _ in by_document(reader, sorted({*literal, *expanded})))
        page = tuple(entries[offset:most])
        return Ranking(page, len(literal), len(expanded), literal, places, terms, self._lookups, expanded, among)


def _groups(question: Question) -> Sequence[Asked]:
    return question.translation.groups if question.translation else ()


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
