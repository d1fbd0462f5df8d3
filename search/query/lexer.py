"""Cuts a query into tokens: the operators, parentheses, and terms ready made.

What a character means depends on what stands right beside it, never on the rest of the query, so that prose stays prose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from corpus.errors import QuerySyntaxError
from corpus.messages import Message
from corpus.model import Span
from search.query import characters as chars
from search.query.keyword import Keyword
from search.query.syntax import MAX_DEPTH, MAX_LENGTH, MAX_TERMS
from search.query.word import read_field, read_word

if TYPE_CHECKING:
    from search.query.syntax import Term

Kind: TypeAlias = Literal["term", "(", ")", "AND", "OR", "NOT", "NEAR", "end"]
_OPERATORS: dict[str, Kind] = {"AND": "AND", "OR": "OR", "NOT": "NOT", "NEAR": "NEAR"}
_LONGEST_OPERATOR = 12

_BOUNDS = frozenset(chars.OPENING_QUOTES + chars.CLOSING_PARENS + chars.OPENING_PARENS + '"＂')
"""Where a word may end, beside white space."""


class Token(NamedTuple):
    """A piece of a query. ``term`` is set on terms only, ``distance`` on ``NEAR`` only."""

    kind: Kind
    span: Span
    term: Term | None = None
    distance: int = 0


class Tokens(NamedTuple):
    """The tokens of a query, the last of them ``end``, and what the reader may want to be told (see ``Query.notes``)."""

    tokens: tuple[Token, ...]
    notes: tuple[str, ...]


def tokenize(source: str) -> Tokens:
    """Cut a query. Raises QuerySyntaxError for what is unclosed, malformed or beyond the limits."""
    if len(source) > MAX_LENGTH:
        raise QuerySyntaxError(
            "the query has {length:,} characters, at most {most:,} are read; shorten it",
            MAX_LENGTH + 1,
            length=len(source),
            most=MAX_LENGTH,
        )
    return _Lexer(source).run()


class _Lexer:
    """One pass over a query; ``at`` is the code point to be read next."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.open_parens: list[int] = []
        self.tokens: list[Token] = []
        self.notes: list[str] = []
        self.terms = 0

    def run(self) -> Tokens:
        while self.at < len(self.source):
            ch = self.source[self.at]
            if ch.isspace():
                self.at += 1
            elif ch in chars.CLOSING_PARENS and self.open_parens:
                self.open_parens.pop()
                self.add(")", self.at + 1)
            elif self.opens_phrase():
                self.phrase()
            elif ch in chars.SKIPPED:
                self.at += 1
            elif ch in chars.OPENING_PARENS:
                self.open_group()
            elif self.negates():
                self.add("NOT", self.at + 1)
            elif not self.regex():
                self.word()
        self.finish()
        return Tokens(tuple(self.tokens), tuple(self.notes))

    def finish(self) -> None:
        """Check that all is closed; a query of nothing but punctuation asks for that punctuation."""
        if self.open_parens:
            at = self.open_parens[-1]
            raise _unclosed(self.source[at], at, ")" if self.source[at] == "(" else "）")
        if not self.tokens and self.source.strip():
            start = len(self.source) - len(self.source.lstrip())
            text = self.source.strip()
            self.add("term", len(self.source), Keyword(text, span=Span(start, start + len(text))))
        self.add("end", self.at)

    def add(self, kind: Kind, end: int, term: Term | None = None, distance: int = 0) -> None:
        self.tokens.append(Token(kind, Span(self.at, end), term, distance))
        if kind == "term":
            self.terms += 1
            if self.terms > MAX_TERMS:
                raise QuerySyntaxError("more than {most:,} terms; shorten the query", self.at + 1, most=MAX_TERMS)
        self.at = end

    def opens_phrase(self) -> bool:
        ch = self.source[self.at]
        if ch in chars.OPENING_QUOTES:
            return True
        if ch not in chars.CLOSERS or _is_latin(self.source[self.at - 1 : self.at]):
            return False
        return ch in '"＂' or self.closing_quote() >= 0

    def closing_quote(self) -> int:
        return chars.first_of(chars.CLOSERS[self.source[self.at]], self.source, self.at + 1)

    def phrase(self) -> None:
        start, end = self.at, self.closing_quote()
        if end < 0:
            raise _unclosed(self.source[start], start, _usual_closer(self.source[start]))
        text = self.source[start + 1 : end]
        if not text.strip():
            raise QuerySyntaxError(
                "nothing between the quotation marks at column {column}; write a phrase there or delete them", start + 1
            )
        self.add("term", end + 1, Keyword(text, quoted=True, span=Span(start, end + 1)))

    def open_group(self) -> None:
        if len(self.open_parens) >= MAX_DEPTH:
            raise QuerySyntaxError(
                "parentheses nest deeper than {most} at column {column}; write the query flatter",
                self.at + 1,
                most=MAX_DEPTH,
            )
        self.open_parens.append(self.at)
        self.add("(", self.at + 1)

    def negates(self) -> bool:
        """Whether a minus right before a term is here. Before a digit it is the sign of a number."""
        if self.source[self.at] not in chars.MINUSES:
            return False
        follows = self.source[self.at + 1 : self.at + 2]
        if follows.isdigit():
            self.notes.append(
                Message(
                    "the minus at column {column} was read as the sign of a number; write NOT to leave a number out",
                    column=self.at + 1,
                )
            )
        return bool(follows) and (
            (follows.isalpha())
            or follows in chars.OPENING_QUOTES
            or follows in '"＂'
            or follows in chars.OPENING_PARENS
            or follows in chars.STARS
            or follows in chars.SLASHES
        )

    def regex(self) -> bool:
        r"""Read ``/regex/``: no white space just inside the slashes, ``\/`` for a slash, and the term ends with it."""
        start = self.at
        if self.source[start] not in chars.SLASHES or self.source[start + 1 : start + 2].isspace():
            return False
        at = start + 1
        while at < len(self.source) and self.source[at] not in chars.SLASHES:
            at += 2 if self.source[at] == "\\" else 1
        if at >= len(self.source) or at == start + 1 or self.source[at - 1].isspace() or not self.term_ends(at + 1):
            return False
        from search.query.regex import Regex

        pattern = self.source[start + 1 : at]
        for slash in chars.SLASHES:
            pattern = pattern.replace("\\" + slash, slash)
        self.add("term", at + 1, Regex(pattern, span=Span(start, at + 1)))
        return True

    def term_ends(self, at: int) -> bool:
        """Whether a term that reaches to ``at`` is over there, punctuation aside."""
        ends = {*chars.CLOSERS, *chars.OPENING_PARENS, *chars.CLOSING_PARENS}
        while at < len(self.source) and self.source[at] in chars.TRAILING and self.source[at] not in ends:
            at += 1
        return at >= len(self.source) or self.source[at].isspace() or self.source[at] in ends

    def word(self) -> None:
        """Read what is not quoted: an operator, a field, or a word."""
        start, end = self.at, self.word_end()
        raw = self.source[start:end]
        operator = _operator(raw, start)
        if operator is not None:
            self.add(operator[0], end, distance=operator[1])
            return
        term = read_field(self.source, start, end, self.notes) or read_word(raw, start)
        if term is None:
            self.at = end
        else:
            self.add("term", max(end, term.span.end), term)

    def word_end(self) -> int:
        start = at = self.at
        while at < len(self.source):
            ch = self.source[at]
            if ch not in _BOUNDS:
                if ch.isspace():
                    break
                at += 1
                continue
            if ch in chars.OPENING_QUOTES or ch in chars.CLOSING_PARENS:
                break
            if ch in '"＂' and at > start and not _is_latin(self.source[at - 1]):
                break
            if ch in chars.OPENING_PARENS:
                close = -1 if _operator(self.source[start:at], start) else self.matching_paren(at)
                if close < 0:
                    break
                at = close
            at += 1
        return at

    def matching_paren(self, at: int) -> int:
        """Where the parenthesis at ``at`` is closed, if that is before any white space; else -1."""
        depth = 0
        for i in range(at, len(self.source)):
            ch = self.source[i]
            if ch.isspace():
                break
            depth += (ch in chars.OPENING_PARENS) - (ch in chars.CLOSING_PARENS)
            if not depth:
                return i
        return -1


def is_operator(word: str) -> bool:
    """Whether a word, standing alone, is read as an operator rather than looked for."""
    if len(word) > _LONGEST_OPERATOR:
        return False
    name, slash, _ = chars.to_ascii(word).partition("/")
    return name in _OPERATORS and (not slash or name == "NEAR")


def _operator(raw: str, start: int) -> tuple[Kind, int] | None:
    """Read an operator and its distance; None for an ordinary word."""
    if not is_operator(raw):
        return None
    from search.query.near import DEFAULT_DISTANCE, MAX_DISTANCE

    name, slash, number = chars.to_ascii(raw).partition("/")
    if not slash:
        return _OPERATORS[name], DEFAULT_DISTANCE
    if not (number.isascii() and number.isdigit() and int(number) <= MAX_DISTANCE):
        raise QuerySyntaxError(
            "NEAR/ at column {column} takes a number from 0 to {most}, as in NEAR/5", start + 1, most=MAX_DISTANCE
        )
    return _OPERATORS[name], int(number)


def _is_latin(ch: str) -> bool:
    """Whether a character belongs to a word after which a straight quotation mark is an inch or a second."""
    return ch.isalnum() and ch < "\u0300"


def _usual_closer(opener: str) -> str:
    return {"“": "”", "„": "”", "‟": "”"}.get(opener, chars.CLOSERS[opener][0] if opener in "「『《" else opener)


def _unclosed(opener: str, at: int, closer: str) -> QuerySyntaxError:
    return QuerySyntaxError(
        "unclosed {opening} at column {column}; close it with {closer}", at + 1, opening=opener, closer=closer
    )
