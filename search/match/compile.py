"""From a leaf of a query's tree to its matcher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import QuerySyntaxError
from search.match.inflected import inflected
from search.match.literal import literal
from search.query.boolean import Or
from search.query.field import Field
from search.query.keyword import Keyword

if TYPE_CHECKING:
    from indexer.engine import Reader
    from search.match.matcher import Matcher
    from search.query.syntax import Node


def compile_term(node: Node, reader: Reader) -> Matcher | None:
    """The matcher of a term; None where nothing of it is left to match. The reader supplies the words there are.

    Raises QuerySyntaxError and UsageError where it cannot be looked for.
    """
    if isinstance(node, Keyword):
        matcher = None if node.quoted else inflected(node.text, reader)
        return matcher or literal(node.text)
    from search.query.fuzzy import Fuzzy
    from search.query.near import Near
    from search.query.regex import Regex
    from search.query.wildcard import Wildcard

    if isinstance(node, Wildcard):
        from search.match.wildcard import wildcard

        return wildcard(node.text, reader)
    if isinstance(node, Fuzzy):
        from search.match.fuzzy import fuzzy

        return fuzzy(node.text, node.edits, reader)
    if isinstance(node, Near):
        from search.match.near import near

        return near(_sides(node.left, reader), _sides(node.right, reader), node.distance)
    if isinstance(node, Regex):
        from search.match.regex import regex

        return regex(node.pattern, node.span.start + 1)
    if isinstance(node, Field) and isinstance(node.value, Keyword):
        from search.match.pinyin import pinyin

        return pinyin(node.value.text, reader, node.value.span.start + 1)
    if isinstance(node, Field):
        column = node.value.span.start + 1
        raise QuerySyntaxError("{name}: at column {column} takes syllables, without * and ?", column, name=node.name)
    raise AssertionError(node)


def _sides(node: Node, reader: Reader) -> list[Matcher]:
    """The matchers of one side of ``NEAR``: of a term, or of each term that ``OR`` joins."""
    from search.match.wildcard import impossible

    terms = node.children if isinstance(node, Or) else (node,)
    matchers = (compile_term(term, reader) for term in terms)
    return [matcher for matcher in matchers if matcher is not None] or [impossible()]
