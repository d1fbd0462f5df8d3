"""What every kind of term gives: a way to find it in folded text, and the grams by which the index finds candidates."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from corpus.fold import fold, fold_aligned
from corpus.model import Span
from search.match.whole_words import Edges, WholeWords

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.engine import GramPhrase


class Match(Protocol):
    """Where a pattern matches, in code points of the folded text."""

    def start(self) -> int:
        """Where it begins."""
        ...

    def end(self) -> int:
        """Where it has ended."""
        ...


class Pattern(Protocol):
    """What finds a term in folded text: an ``re.Pattern``, or what answers like one."""

    def search(self, folded: str, pos: int = ..., /) -> Match | None:
        """The first match that begins at ``pos`` or after it."""
        ...

    def finditer(self, folded: str, /) -> Iterator[Match]:
        """The matches from left to right, not overlapping."""
        ...


class Matcher(NamedTuple):
    """A term made ready for matching.

    ``expression`` is a regular expression for folded text that never matches nothing; its author is yinde, so that the
    time it takes is known, and not whoever typed the query. ``edges`` tell where it matches only whole words. Where ``re``
    does not find the term, it is empty, and ``compiled`` does.
    Wherever the term matches, every phrase of at least one of ``needs`` has an occurrence that begins in the same
    passage; ``needs`` is empty where nothing can be promised, and the whole library has to be scanned. ``exact`` holds
    grams whose postings, put together, are just the passages in which an occurrence begins (empty where the text has to
    be looked at). ``length`` is the greatest number of folded code points, white space aside, of an occurrence.
    ``letters`` is the term, folded, where it is nothing but letters of unspaced scripts: it stands wherever they do, white
    space aside. ``printed`` are forms whose presence in an original text is proof enough, without folding that text.
    """

    expression: str
    needs: tuple[tuple[GramPhrase, ...], ...]
    length: int
    exact: tuple[str, ...] = ()
    compiled: Pattern | None = None
    letters: str = ""
    printed: tuple[str, ...] = ()
    edges: Edges = Edges()

    @property
    def pattern(self) -> Pattern:
        """The expression compiled: only when text has to be looked at, since many a query is answered without."""
        return self.compiled or _compiled(self.expression, self.edges)

    def stands_in(self, folded: str) -> bool:
        """Whether the term stands anywhere in a folded text."""
        if self.letters:  # half the price of a regular expression, and that of compiling one is saved
            return self.letters in "".join(folded.split())
        return self.pattern.search(folded) is not None

    @property
    def is_narrowed(self) -> bool:
        """Whether the index can tell where it may stand."""
        if self.letters:
            return True  # each of them is a gram
        return bool(self.needs) and all(any(phrase.grams for phrase in need) for need in self.needs)


@lru_cache(maxsize=256)
def _compiled(expression: str, edges: Edges) -> Pattern:
    pattern = re.compile(expression)
    return WholeWords(pattern, edges) if any(edges) else pattern


def union(matchers: Sequence[Matcher]) -> Matcher:
    """A matcher for any of several terms, none of which has a ``compiled`` pattern of its own."""
    return Matcher(
        expression="|".join(f"(?:{matcher.edges.around(matcher.expression)})" for matcher in matchers),
        needs=tuple(need for matcher in matchers for need in matcher.needs) if all(m.needs for m in matchers) else (),
        length=max(matcher.length for matcher in matchers),
        exact=tuple(gram for matcher in matchers for gram in matcher.exact) if all(m.exact for m in matchers) else (),
    )


def find(matcher: Matcher, text: str, offset: int = 0) -> Iterator[Span]:
    """The occurrences in an original text, left to right, not overlapping, shifted by ``offset`` code points."""
    if matcher.pattern.search(fold(text)) is None:
        return
    folded, alignment = fold_aligned(text)
    for match in matcher.pattern.finditer(folded):
        span = alignment.span(match.start(), match.end())
        yield Span(span.start + offset, span.end + offset)


def count(matcher: Matcher, text: str) -> int:
    """How many occurrences ``find`` would give, at less than half its price: none is led back to the original text."""
    return sum(1 for _ in matcher.pattern.finditer(fold(text)))


def beginnings(matcher: Matcher, folded: str) -> Iterator[tuple[int, int]]:
    """Where the term begins and ends in folded text, in that order, occurrences that overlap an earlier one included.

    Which passage holds a phrase must not depend on where counting happened to start.
    """
    match = matcher.pattern.search(folded)
    while match is not None:
        yield match.start(), match.end()
        match = matcher.pattern.search(folded, match.start() + 1)


def occurs(matcher: Matcher, text: str) -> bool:
    """Whether the term stands anywhere in an original text."""
    return matcher.stands_in(fold(text))
