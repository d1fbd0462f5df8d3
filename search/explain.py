"""How a query was read, what was looked up for it, and what put its hits where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.messages import Message
from indexer.engine import WeightedTerm
from search.ask import BEST_MATCH
from search.explanation import Explanation, LookedUp, TermRead, TermScore
from search.fusion import Scale, scales
from search.query.field import Field
from search.query.fuzzy import Fuzzy
from search.query.keyword import Keyword
from search.query.near import Near
from search.query.regex import Regex
from search.query.syntax import Query
from search.query.unparse import unparse
from search.query.wildcard import Wildcard
from search.rank import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.engine import Asked, Reader
    from search.ask import Ranking
    from search.query.syntax import Node
    from search.question import Question

_KINDS = {
    Wildcard: Message("wildcard"),
    Fuzzy: Message("misspelt word"),
    Regex: Message("regular expression"),
    Near: Message("near"),
    Field: Message("pinyin"),
}
_PHRASE = Message("phrase")
_WORD = Message("word")
_SHOWN_WORDINGS = 3


def explain(question: Question, ranking: Ranking, reader: Reader) -> Explanation:
    """The account of a ranking; the scores are those of its entries, in order."""
    return Explanation(
        read_as=_text(question.root),
        required="" if question.required is None else _text(question.required),
        terms=tuple(_terms(question)),
        lookups=tuple(LookedUp(tuple(map(_text, done.terms)), done.read, done.found) for done in ranking.lookups),
        scores=_scores(ranking, reader),
        scales=_scales(question, ranking, reader),
    )


def _text(node: Node) -> str:
    return unparse(Query("", node))


def _terms(question: Question) -> Iterator[TermRead]:
    for node, matcher in question.terms.items():
        kind = (_PHRASE if node.quoted else _WORD) if isinstance(node, Keyword) else _KINDS[type(node)]
        forms = matcher.exact if matcher is not None and kind not in {"phrase", "near"} else ()
        several = len(forms) > 1 or kind in {"wildcard", "misspelt word"}
        yield TermRead(_text(node), kind, tuple(form for form in forms if form != "\0") if several else ())


def _scores(ranking: Ranking, reader: Reader) -> tuple[tuple[TermScore, ...], ...]:
    """What each term gave to each entry, the most first."""
    found: dict[int, list[TermScore]] = {entry.number: [] for entry in ranking.entries}
    for tier, terms in ranking.terms.items():
        among = sorted(entry.number for entry in ranking.entries if entry.tier == tier)
        for term in terms if among else ():
            for number, score in reader.score([term], MODELS, len(among), among=among):
                found[number].append(TermScore(_name(term), term.field, score))
    return tuple(tuple(sorted(found[entry.number], key=lambda each: -each.score)) for entry in ranking.entries)


def _scales(question: Question, ranking: Ranking, reader: Reader) -> tuple[Scale | None, ...]:
    """By what the sum of each entry's terms was multiplied, as ``search.ask`` had it done."""
    if question.translation is None or not any(entry.tier == BEST_MATCH for entry in ranking.entries):
        return (None,) * len(ranking.entries)
    scale = scales(
        reader,
        ranking.terms[BEST_MATCH],
        lifts=question.translation.lifts,
        among=ranking.among,
        excluding={*ranking.literal, *ranking.expanded},
    )
    return tuple(scale.get(entry.number) if entry.tier == BEST_MATCH else None for entry in ranking.entries)


def _name(term: Asked) -> str:
    """A term, or the likeliest wordings of a group."""
    if isinstance(term, WeightedTerm):
        return term.term
    shown = ["+".join(wording.terms) for wording in term.wordings[:_SHOWN_WORDINGS]]
    return "|".join([*shown, "…"] if len(term.wordings) > len(shown) else shown)
