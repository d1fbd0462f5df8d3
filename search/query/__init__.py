"""The query language: a query as typed, read into a tree. ``docs/query-language.md`` describes it for users."""

from search.query.boolean import And, Not, Or, Terms
from search.query.date import DateRange
from search.query.field import Field
from search.query.fuzzy import Fuzzy
from search.query.keyword import Keyword
from search.query.near import Near
from search.query.parser import parse
from search.query.regex import Regex
from search.query.syntax import Node, Query, Term
from search.query.unparse import unparse
from search.query.wildcard import Wildcard

__all__ = [
    "And",
    "DateRange",
    "Field",
    "Fuzzy",
    "Keyword",
    "Near",
    "Node",
    "Not",
    "Or",
    "Query",
    "Regex",
    "Term",
    "Terms",
    "Wildcard",
    "parse",
    "unparse",
]
