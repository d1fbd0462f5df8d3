"""The tree that a query is read into, and how large it may grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from search.query.boolean import And, Not, Or, Terms
    from search.query.field import Field
    from search.query.fuzzy import Fuzzy
    from search.query.keyword import Keyword
    from search.query.near import Near
    from search.query.regex import Regex
    from search.query.wildcard import Wildcard

Term: TypeAlias = "Keyword | Wildcard | Fuzzy | Regex | Field"
Node: TypeAlias = "Term | Near | Not | And | Terms | Or"

MAX_LENGTH = 10_000
"""Code points in a query."""

MAX_TERMS = 1_024
"""Terms in a query: as many as Lucene allows, and more words than the longest passage has."""

MAX_DEPTH = 32
"""Parentheses within parentheses. Reading takes a fixed number of Python frames for each."""


class Query(NamedTuple):
    """A query as read. ``notes`` tell of text that looks like syntax and was taken as words, in sentences for people."""

    source: str
    root: Node
    notes: tuple[str, ...] = ()
