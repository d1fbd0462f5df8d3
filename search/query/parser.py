"""Reads a query into a tree.

    or    = terms { "OR" terms }
    terms = and { and }
    and   = not { "AND" not }
    not   = { "NOT" | "-" } near
    near  = atom { "NEAR/n" atom }
    atom  = term | "(" or ")"

``docs/query-language.md`` is the description for users. A group with nothing but punctuation in it, such as the one in
``main()``, counts for nothing; an operator with nothing beside it is an error.
"""

from __future__ import annotations

from typing import TypeVar

from corpus.errors import QuerySyntaxError
from corpus.model import Span
from search.query.boolean import And, Not, Or, Terms
from search.query.keyword import Keyword
from search.query.lexer import Kind, Token, tokenize
from search.query.syntax import Node, Query

_Many = TypeVar("_Many", And, Or, Terms)


def parse(source: str) -> Query:
    """Read a query. Raises QuerySyntaxError, which names the column and how to mend the query."""
    lexed = tokenize(source)
    first = lexed.tokens[0]
    alone = len(lexed.tokens) == 2 and first.kind == "term"  # it and the end: most queries, which need no grammar
    root = first.term if alone else _Parser(source, lexed.tokens).either()
    if root is None:
        raise QuerySyntaxError("the query asks for nothing; write a word or a phrase to look for", 1)
    return Query(source, root, lexed.notes)


class _Parser:
    """Recursive descent over tokens whose parentheses are balanced and nest at most MAX_DEPTH deep."""

    def __init__(self, source: str, tokens: tuple[Token, ...]) -> None:
        self.source = source
        self.tokens = tokens
        self.at = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self, kind: Kind) -> Token | None:
        token = self.token
        if token.kind != kind:
            return None
        self.at += 1
        return token

    def either(self) -> Node | None:
        found = self.terms()
        if self.token.kind != "OR":
            return found
        operands = [] if found is None else [found]
        while operator := self.take("OR"):
            if not operands:
                raise self.lacks(operator, "before")
            operands.append(self.operand(operator, self.terms()))
        return _join(Or, operands)

    def terms(self) -> Node | None:
        found = []
        while self.token.kind not in {"OR", ")", "end"}:
            operator = self.take("AND") or self.take("NEAR")
            if operator:
                raise self.lacks(operator, "before")
            node = self.both()
            if node is not None:
                found.append(node)
        return _join(Terms, found) if found else None

    def both(self) -> Node | None:
        found = self.negation()
        if self.token.kind != "AND":
            return found
        operands = [] if found is None else [found]
        while operator := self.take("AND"):
            if not operands:
                raise self.lacks(operator, "before")
            operands.append(self.operand(operator, self.negation()))
        return _join(And, operands)

    def negation(self) -> Node | None:
        first = last = self.take("NOT")
        odd = False
        while last is not None:
            operator = last
            odd = not odd
            last = self.take("NOT")
        node = self.near()
        if first is None:
            return node
        node = self.operand(operator, node)
        if not odd:
            return node
        return node.child if isinstance(node, Not) else Not(node, Span(first.span.start, node.span.end))

    def near(self) -> Node | None:
        left = self.atom()
        found: list[Node] = []
        while operator := self.take("NEAR"):
            left = self.side(operator, left, "before")
            right = self.side(operator, self.atom(), "after")
            from search.query.near import Near

            span = Span(left.span.start, right.span.end)
            found.append(Near(left, right, operator.distance, span))
            left = right
        return _join(And, found) if found else left

    def side(self, operator: Token, node: Node | None, place: str) -> Node:
        if node is None:
            raise self.lacks(operator, place)
        if not _can_be_near(node):
            raise QuerySyntaxError(
                "NEAR cannot measure from what is at column {column}; put a word, a phrase or (a OR b) there",
                node.span.start + 1,
            )
        return node

    def atom(self) -> Node | None:
        opening = self.take("(")
        if opening is None:
            token = self.take("term")
            return token.term if token else None
        inner = self.either()
        self.take(")")
        return inner

    def operand(self, operator: Token, node: Node | None) -> Node:
        if node is None:
            raise self.lacks(operator, "after")
        return node

    def lacks(self, operator: Token, place: str) -> QuerySyntaxError:
        text = self.source[operator.span.start : operator.span.end]
        if place == "before":
            return QuerySyntaxError(
                '{text} at column {column} has no term before it; add one, or write "{text}" to look for the word',
                operator.span.start + 1,
                text=text,
            )
        return QuerySyntaxError(
            '{text} at column {column} has no term after it; add one, or write "{text}" to look for the word',
            operator.span.start + 1,
            text=text,
        )


def _join(kind: type[_Many], nodes: list[Node]) -> Node:
    """Put nodes together, taking in those of the same kind, since ``(a OR b) OR c`` is ``a OR b OR c``."""
    if len(nodes) == 1:
        return nodes[0]
    span = Span(nodes[0].span.start, nodes[-1].span.end)
    return kind(
        tuple(child for node in nodes for child in (node.children if isinstance(node, kind) else (node,))), span
    )


def _can_be_near(node: Node) -> bool:
    from search.query.fuzzy import Fuzzy
    from search.query.wildcard import Wildcard

    if isinstance(node, Or):
        return all(_can_be_near(child) for child in node.children)
    return isinstance(node, (Keyword, Wildcard, Fuzzy))
