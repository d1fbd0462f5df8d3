"""Why a file is not among the results of a query, or where among them it is."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from search.ask import BEST_MATCH, rank
from search.conditions import condition, is_condition, value
from search.duplicates import Twins
from search.evaluate import Evaluator
from search.options import SearchOptions
from search.query.boolean import And, Not, Terms
from search.query.field import Field
from search.query.keyword import Keyword
from search.query.syntax import Query
from search.query.unparse import unparse
from search.why_not.file import absence, change, library_path, stored_document
from search.why_not.model import PartAnswered, WhyNot
from search.why_not.nearest import nearest_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.model import Document
    from indexer.engine import Reader, StoredDocument
    from search.question import Question
    from search.rank import Segmenter


def why_not(file: str, root: str, question: Question, reader: Reader, segmenter: Segmenter) -> WhyNot:
    """Look for a file among the results of a question; ``file`` is as the user names it, ``root`` the library's."""
    path = library_path(file, root, reader)
    stored = stored_document(path, reader)
    if stored is None:
        return WhyNot(path, absence=absence(path, root, reader))
    changed = change(stored, root, reader)
    place = _place(stored, question, reader, segmenter)
    if place is not None and place.tier != BEST_MATCH:
        return WhyNot(path, changed=changed, rank=place.rank, tier=place.tier, under=place.under)
    document = replace(stored.document, text=reader.text(stored))
    parts = tuple(_parts(question, stored, document, reader))
    if place is None:
        return WhyNot(path, changed=changed, parts=parts)
    return WhyNot(path, changed=changed, rank=place.rank, tier=BEST_MATCH, parts=parts, under=place.under)


class _Place(NamedTuple):
    """The best place of a document in a ranking, as in ``WhyNot``."""

    rank: int
    tier: int
    under: str


def _place(stored: StoredDocument, question: Question, reader: Reader, segmenter: Segmenter) -> _Place | None:
    entries = rank(reader, segmenter, question, SearchOptions(limit=reader.passage_limit)).entries
    for at, entry in enumerate(entries):
        if stored.first <= entry.number <= stored.last:
            before = {
                earlier.number for earlier in entries[:at] if (earlier.tier == BEST_MATCH) == (entry.tier == BEST_MATCH)
            }
            heads = [twin.number for twin in Twins(reader).of(entry.number) if twin.number in before]
            under = reader.document(heads[0]).document.path if heads else ""
            return _Place(at + 1, entry.tier, under)
    return None


def _parts(question: Question, stored: StoredDocument, document: Document, reader: Reader) -> Iterator[PartAnswered]:
    """The parts of a query that have to hold together, and how the document answers each."""
    root = question.root
    evaluator = Evaluator(reader, question.terms)
    for node in root.children if isinstance(root, And | Terms) else (root,):
        text = unparse(Query("", node))
        if is_condition(node):
            has = value(node, document) if isinstance(node, Field) else ""
            yield PartAnswered(text, "condition", int(condition(node, reader)(stored)), has)
            continue
        wanted = node.child if isinstance(node, Not) else node
        numbers = evaluator.passages(wanted)
        passages = bisect_left(numbers, stored.last + 1) - bisect_left(numbers, stored.first)
        if isinstance(node, Not):
            yield PartAnswered(text, "exclusion", passages)
        elif passages or not isinstance(node, Keyword):
            yield PartAnswered(text, "term", passages)
        else:
            yield PartAnswered(text, "term", 0, *nearest_text(node.text, document))
