"""Literal terms: a phrase as it is typed.

The phrase and the text are folded. White space counts only where it separates two words of an alphabet; there, any run
of it is as good as another, and so is a hyphen between letters. A word of an alphabet matches as a whole. Everything
else must be there as it is typed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.fold import fold
from corpus.scripts import LETTER, WORD_CHARACTER
from indexer.engine import GramPhrase
from indexer.terms import WORD_LIMIT, grams
from search.match.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD_START = f"(?<!{WORD_CHARACTER})"
WORD_END = f"(?!{WORD_CHARACTER})"
_GAP = r"(?:\s*-\s*|\s+)"


def literal(phrase: str) -> Matcher | None:
    """Make a phrase ready for matching; None where nothing of it is left to match (white space, invisible characters)."""
    folded = fold(phrase).strip()
    if not folded:
        return None
    expression = "".join(_expression(folded))
    length = sum(1 for character in folded if not character.isspace()) + expression.count(_GAP)
    terms = tuple(dict.fromkeys(grams(folded)))
    needs = ((GramPhrase(terms, length),),) if terms else ()
    return Matcher(expression, needs, length, _exact(folded))


def _exact(folded: str) -> tuple[str, ...]:
    """The one gram that the phrase is, if it is one."""
    squeezed = "".join(folded.split())
    if re.fullmatch(f"{LETTER}{{1,2}}", squeezed):
        return (squeezed,)
    if re.fullmatch(f"{WORD_CHARACTER}{{1,{WORD_LIMIT - 1}}}", folded):
        return (folded,)
    return ()


def _expression(folded: str) -> Iterator[str]:
    """The parts of the regular expression of a folded phrase that neither begins nor ends with white space."""
    last = "start"
    for piece in _pieces().finditer(folded):
        kind = piece.lastgroup
        if kind == "space":
            continue
        if kind == "gap":
            yield _gap(folded, piece)
        elif last == "start":
            yield WORD_START if kind == "word" else ""
        elif last != "gap":
            yield r"\s*"
        if kind != "gap":
            yield re.escape(piece[0])
        last = kind or ""
    if last == "word":
        yield WORD_END


def _gap(folded: str, gap: re.Match[str]) -> str:
    """What may stand between two words where the phrase has white space or a hyphen."""
    if folded[gap.start() - 1].isalpha() and folded[gap.end()].isalpha():
        return _GAP
    return r"\s*-\s*" if "-" in gap[0] else r"\s+"


@cache
def _pieces() -> re.Pattern[str]:
    return re.compile(
        f"(?P<word>{WORD_CHARACTER}+)"
        f"|(?P<gap>(?<={WORD_CHARACTER})(?:\\s*-\\s*|\\s+)(?={WORD_CHARACTER}))"
        "|(?P<space>\\s+)|(?P<other>.)",
        re.DOTALL,
    )
