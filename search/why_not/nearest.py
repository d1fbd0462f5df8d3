"""What in a document comes closest to a term that it does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.fold import fold
from search.check.nearest import nearest
from search.check.squeeze import comparable
from search.match import find, literal
from search.place import line_in
from search.suggest.parts import LONGEST, longest_part

if TYPE_CHECKING:
    from corpus.model import Document, Span

LIKE_ENOUGH = 1 / 3
"""Edits for each character of the term, at the most."""


def nearest_text(term: str, document: Document) -> tuple[str, int]:
    """The stretch that is like a term but for a few characters, or holds the longest part of it; and its line.

    An empty text and line 0 where there is nothing like it. ``document`` comes with its text.
    """
    span = _similar(term, document.text) or _part(term, document.text)
    if span is None:
        return "", 0
    return " ".join(document.text[span.start : span.end].split()), line_in(document, span.start)


def _similar(term: str, text: str) -> Span | None:
    wanted = comparable(term).folded[:LONGEST]
    ready = comparable(text)
    found = nearest(wanted, ready.folded)
    if found.distance > len(wanted) * LIKE_ENOUGH or found.start == found.end:
        return None
    return ready.span(found.start, found.end)


def _part(term: str, text: str) -> Span | None:
    folded = fold(text)

    def occurs(part: str) -> bool:
        matcher = literal(part)
        return matcher is not None and matcher.pattern.search(folded) is not None

    matcher = literal(longest_part(term, occurs))
    return next(find(matcher, text), None) if matcher else None
