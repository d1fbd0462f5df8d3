"""Literal matching: where a phrase stands in a text, exactly.

The phrase and the text are folded. White space counts only where it separates two words of an alphabet; there, any
run of it is as good as another. A word of an alphabet matches as a whole. Everything else must be there as it is typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.fold import fold, fold_aligned
from corpus.model import Span
from corpus.scripts import WORD_CHARACTER
from indexer.engine import GramPhrase
from indexer.terms import grams

_PIECE = re.compile(f"(?P<word>{WORD_CHARACTER}+)|(?P<space>\\s+)|(?P<other>.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Literal:
    """A phrase made ready for matching. ``pattern`` runs over folded text; ``gram_phrase`` finds the candidates."""

    folded: str
    pattern: re.Pattern[str]
    gram_phrase: GramPhrase

    def find(self, text: str, offset: int = 0) -> Iterator[Span]:
        """The occurrences in an original text, left to right, not overlapping, shifted by ``offset`` code points."""
        folded = fold(text)
        if self.pattern.search(folded) is None:
            return
        folded, alignment = fold_aligned(text)
        for match in self.pattern.finditer(folded):
            span = alignment.span(match.start(), match.end())
            yield Span(span.start + offset, span.end + offset)

    def occurs(self, text: str) -> bool:
        """Whether the phrase stands anywhere in an original text."""
        return self.pattern.search(fold(text)) is not None


def compile_literal(phrase: str) -> Literal | None:
    """Make a phrase ready for matching; None where nothing of it is left to match (white space, invisible characters)."""
    folded = fold(phrase).strip()
    if not folded:
        return None
    return Literal(folded, re.compile(_expression(folded)), _gram_phrase(folded))


def _gram_phrase(folded: str) -> GramPhrase:
    length = sum(1 for character in folded if not character.isspace())
    return GramPhrase(tuple(dict.fromkeys(grams(folded))), length)


def _expression(folded: str) -> str:
    """The regular expression of a folded phrase; ``folded`` neither begins nor ends with white space."""
    parts: list[str] = []
    last, spaced = "", False
    for piece in _PIECE.finditer(folded):
        kind = piece.lastgroup
        if kind == "space":
            spaced = True
            continue
        if last:
            parts.append(r"\s+" if spaced and last == kind == "word" else r"\s*")
        elif kind == "word":
            parts.append(f"(?<!{WORD_CHARACTER})")
        parts.append(re.escape(piece[0]))
        last, spaced = kind or "", False
    if last == "word":
        parts.append(f"(?!{WORD_CHARACTER})")
    return "".join(parts)
