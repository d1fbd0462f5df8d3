"""Writes a tree back as a query, in one canonical spelling: ``parse(unparse(q)).root == q.root`` for whatever was read."""

from search.query.boolean import And, Not, Or, Terms
from search.query.characters import CLOSERS
from search.query.date import DateRange
from search.query.field import Field
from search.query.fuzzy import Fuzzy
from search.query.keyword import Keyword
from search.query.lexer import is_operator
from search.query.near import Near
from search.query.regex import Regex
from search.query.syntax import Node, Query
from search.query.wildcard import Wildcard
from search.query.word import read_word

_LOOSEST_FIRST = (Or, Terms, And, Not, Near)
_OPENERS = '"「『《'


def unparse(query: Query) -> str:
    """Spell out how a query was read: ASCII operators, ranges of days, parentheses where they matter."""
    return _text(query.root)


def _text(node: Node) -> str:
    if isinstance(node, Keyword):
        return _keyword(node)
    if isinstance(node, Wildcard):
        return node.text
    if isinstance(node, Fuzzy):
        return f"{node.text}~{node.edits}"
    if isinstance(node, Regex):
        return f"/{node.pattern.replace('/', chr(92) + '/')}/"
    if isinstance(node, Field):
        return f"{node.name}:{_value(node.value)}"
    if isinstance(node, Near):
        return f"{_part(node.left, node)} NEAR/{node.distance} {_part(node.right, node)}"
    if isinstance(node, Not):
        return f"NOT {_part(node.child, node)}"
    separator = {And: " AND ", Or: " OR ", Terms: " "}[type(node)]
    return separator.join(_part(child, node) for child in node.children)


def _part(node: Node, whole: Near | Not | And | Or | Terms) -> str:
    """Write a part of ``whole``, in parentheses where it would otherwise be read as part of something else."""
    looser = _LOOSEST_FIRST[: _LOOSEST_FIRST.index(type(whole)) + 1]
    return f"({_text(node)})" if isinstance(node, looser) else _text(node)


def _keyword(node: Keyword) -> str:
    """Write a keyword, with a comma where it takes punctuation to be one: ``NOT,`` and ``a?b,``."""
    if node.quoted:
        return _quoted(node.text)
    alone = is_operator(node.text) or isinstance(read_word(node.text, 0), Wildcard)
    return f"{node.text}," if alone else node.text


def _quoted(text: str) -> str:
    """Put quotation marks around a text; what was read lacks those of at least one kind."""
    opener = next((opener for opener in _OPENERS if not set(CLOSERS[opener]) & set(text)), _OPENERS[0])
    return f"{opener}{text}{CLOSERS[opener][0]}"


def _value(value: Keyword | Wildcard | DateRange) -> str:
    if isinstance(value, DateRange):
        return f"{value.first}..{value.last}"
    if isinstance(value, Wildcard):
        return value.text
    return _quoted(value.text) if value.quoted else value.text
