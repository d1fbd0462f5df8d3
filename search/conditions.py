"""Conditions on documents: ``title:``, ``author:``, ``date:`` and their like, alone or put together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.fold import fold
from search.query.boolean import And, Not, Or, Several, Terms
from search.query.field import PASSAGE_FIELD, Field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from corpus.model import Document
    from indexer.engine import Reader, StoredDocument
    from search.query.syntax import Node

    Condition = Callable[[StoredDocument], bool]

_TEXTS: Mapping[str, Callable[[Document], tuple[str, ...]]] = {
    "title": lambda document: (document.bib.title,),
    "author": lambda document: document.bib.authors,
    "source": lambda document: (document.bib.container, document.bib.publisher, document.bib.url),
    "path": lambda document: (document.path,),
}
_SEVERAL = {"lang": "mul", "script": "mixed"}


def is_condition(node: Node) -> bool:
    """Whether a node is about documents only, whatever their passages say."""
    if isinstance(node, Several):
        return all(map(is_condition, node.children))
    return is_condition(node.child) if isinstance(node, Not) else isinstance(node, Field) and node.name != PASSAGE_FIELD


def condition(node: Node, reader: Reader) -> Condition:
    """The test of documents that a node, for which ``is_condition`` holds, stands for."""
    if isinstance(node, Not):
        refused = condition(node.child, reader)
        return lambda stored: not refused(stored)
    if isinstance(node, Several):
        parts = [condition(child, reader) for child in node.children]
        enough = any if isinstance(node, Or) else all
        return lambda stored: enough(part(stored) for part in parts)
    if not isinstance(node, Field):
        raise TypeError(node)
    return _field(node, reader)


def accepted_paths(root: Node, reader: Reader) -> frozenset[str] | None:
    """The paths of the documents that a query's conditions let through; None where it has none, and all pass."""
    parts = root.children if isinstance(root, And | Terms) else (root,)
    conditions = [condition(part, reader) for part in parts if is_condition(part)]
    if not conditions:
        return None
    return frozenset(d.document.path for d in reader.documents() if all(meets(d) for meets in conditions))


def value(field: Field, document: Document) -> str:
    """What a document has in a field; empty where it has nothing."""
    if field.name in _TEXTS:
        return ", ".join(filter(None, _TEXTS[field.name](document)))
    others = {"date": document.bib.date, "lang": document.language, "script": document.script, "doc": document.id}
    return others[field.name]


def _field(field: Field, reader: Reader) -> Condition:
    """A text meets a condition where it contains the value, scripts, white space, width and case aside.

    A document in several languages or scripts meets the condition for each. ``doc:`` takes the beginning of a
    document's ID, or that of a passage's if it is of one only.
    """
    from search.query.date import DateRange
    from search.query.wildcard import Wildcard

    name, value = field.name, field.value
    if isinstance(value, DateRange):
        return lambda stored: value.overlaps(stored.document.bib.date)
    if name in _SEVERAL:
        wanted = {value.text, _SEVERAL[name]}
        attribute = {"lang": "language"}.get(name, name)
        return lambda stored: getattr(stored.document, attribute) in wanted
    if name == "doc":
        return _of_id(value.text.strip().lower(), reader)
    pattern = re.compile(_expression(value.text) if isinstance(value, Wildcard) else re.escape(_squeezed(value.text)))
    texts = _TEXTS[name]
    return lambda stored: any(pattern.search(_squeezed(text)) for text in texts(stored.document))


def _of_id(wanted: str, reader: Reader) -> Condition:
    passages = reader.numbers_with_prefix(wanted)
    number = passages[0] if len(passages) == 1 else -1
    return lambda stored: stored.document.id.startswith(wanted) or stored.first <= number <= stored.last


def _expression(wildcard: str) -> str:
    """The regular expression of a value with wildcards. What a star skips is never given back: no text makes it slow."""
    first, *others = (
        "".join("." if c == "?" else re.escape(c) for c in part) for part in _squeezed(wildcard).split("*")
    )
    lookaheads = (f"(?=(?P<g{i}>.*?{part}))(?P=g{i})" for i, part in enumerate(others))
    return f"(?s:{first}{''.join(lookaheads)})"


def _squeezed(text: str) -> str:
    return "".join(fold(text).split())
