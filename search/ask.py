"""From a query to a ranking: which passages, in which tier, in which order. No text is cut out here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.conditions import accepts
from search.evaluate import Evaluator
from search.match.compile import compile_term
from search.query.boolean import And, Not, Or, Terms
from search.query.field import Field
from search.query.keyword import Keyword
from search.query.parser import parse
from search.rank import MODELS, weighted_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.engine import Reader, WeightedTerm
    from search.match import Matcher
    from search.query.syntax import Node
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
    """The asked-for stretch of a ranking, and the true count of passages in tier 1."""

    entries: tuple[Ranked, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Question:
    """A query made ready.

    ``terms`` gives each of its terms' matcher, ``matchers`` those of the terms that a passage is to contain. ``required``
    holds in every tier; ``keywords`` are what best match is about.
    """

    root: Node
    required: Node | None
    keywords: tuple[str, ...]
    terms: Mapping[Node, Matcher | None]
    matchers: tuple[Matcher, ...]
    notes: tuple[str, ...]


def prepare(query: str, reader: Reader) -> Question:
    """Read a query. Raises QuerySyntaxError."""
    parsed = parse(query)
    wanted = tuple(_leaves(parsed.root))
    terms = {leaf: compile_term(leaf, reader) for leaf in _leaves(parsed.root, negated=True)}
    return Question(
        root=parsed.root,
        required=_required(parsed.root),
        keywords=tuple(leaf.text for leaf in wanted if isinstance(leaf, Keyword)),
        terms=terms,
        matchers=tuple(matcher for leaf in dict.fromkeys(wanted) if (matcher := terms[leaf]) is not None),
        notes=parsed.notes,
    )


def rank(
    reader: Reader, segmenter: Segmenter, question: Question, *, limit: int, offset: int = 0, strict: bool = False
) -> Ranking:
    """Places ``offset`` to ``offset + limit`` of the ranking: tier by tier, best first, then in document order."""
    evaluator = Evaluator(reader, question.terms, accepts)
    literal = evaluator.passages(question.root)
    wanted = offset + limit
    terms: list[WeightedTerm] = []
    if len(literal) > 1 or not strict:
        terms = weighted_terms(question.keywords, reader, segmenter)
    entries = [Ranked(number, LITERAL, score) for number, score in _ordered(reader, terms, literal, wanted)]
    if not strict and terms and len(entries) < wanted:
        among = None if question.required is None else evaluator.passages(question.required)
        more = reader.score(terms, MODELS, wanted - len(entries), among=among, excluding=frozenset(literal))
        entries += [Ranked(number, BEST_MATCH, score) for number, score in more]
    return Ranking(tuple(entries[offset:wanted]), len(literal))


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


def _leaves(node: Node, *, negated: bool = False) -> Iterator[Node]:
    """The terms of a query, conditions on documents left out, and those under ``NOT`` too unless ``negated``."""
    if isinstance(node, And | Terms | Or):
        for child in node.children:
            yield from _leaves(child, negated=negated)
    elif isinstance(node, Not):
        if negated:
            yield from _leaves(node.child, negated=True)
    elif not isinstance(node, Field):
        yield node


def _required(node: Node) -> Node | None:
    """What a best match must still satisfy: conditions on documents, ``NOT``, and what ``AND`` joins."""
    if isinstance(node, Field | Not | And):
        return node
    if isinstance(node, Terms):
        required = tuple(child for child in map(_required, node.children) if child is not None)
        if required:
            return required[0] if len(required) == 1 else And(required)
    return None
