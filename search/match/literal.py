"""Literal terms: a phrase as it is typed.

The phrase and the text are folded. White space counts only where it separates two words of an alphabet; there, any run
of it is as good as another, and so is a hyphen between letters. A word of an alphabet matches as a whole. Everything
else must be there as it is typed.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from corpus.fold import fold
from corpus.scripts import Kind, kind
from indexer.engine import GramPhrase
from indexer.keys import SHORT_LENGTH
from indexer.terms import WORD_LIMIT, grams
from search.match.matcher import Matcher
from search.match.whole_words import Edges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GAP = r"(?:\s*-\s*|\s+)"


def literal(phrase: str) -> Matcher | None:
    """Make a phrase ready for matching; None where nothing of it is left to match (white space, invisible characters)."""
    folded = fold(phrase).strip()
    if not folded:
        return None
    terms = tuple(dict.fromkeys(grams(folded)))
    if all(kind(character) is Kind.LETTER for character in folded):
        return _row(phrase.strip(), folded, terms)
    pieces = list(_pieces(folded))
    expression = "".join(_expression(pieces))
    length = sum(1 for character in folded if not character.isspace()) + expression.count(_GAP)
    needs = ((GramPhrase(terms, length),),) if terms else ()
    edges = Edges(pieces[0][0] is Kind.WORD, pieces[-1][0] is Kind.WORD)
    return Matcher(expression, needs, length, _exact(folded), edges=edges)


def _row(phrase: str, folded: str, terms: tuple[str, ...]) -> Matcher:
    """The matcher of letters of unspaced scripts, which have no edges to look at: any substring of a text is a match."""
    length = len(folded)
    return Matcher(
        expression=r"\s*".join(folded),  # no such letter means anything else in an expression
        needs=((GramPhrase(terms, length),),),
        length=length,
        exact=(folded,) if length <= SHORT_LENGTH else (),
        letters=folded,
        printed=(phrase,) if phrase == folded else (phrase, folded),
    )


def _exact(folded: str) -> tuple[str, ...]:
    """The one gram that the phrase is, if it is one."""
    squeezed = "".join(folded.split())
    kinds = set(map(kind, squeezed))
    if kinds == {Kind.LETTER} and len(squeezed) <= SHORT_LENGTH:
        return (squeezed,)
    if kinds == {Kind.WORD} and squeezed == folded and len(folded) < WORD_LIMIT:
        return (folded,)
    return ()


def _expression(pieces: Sequence[tuple[Kind, str]]) -> Iterator[str]:
    """The parts of the regular expression of a folded phrase."""
    joined = True
    for i, (sort, text) in enumerate(pieces):
        before = pieces[i - 1] if i else (Kind.SPACE, " ")
        after = pieces[i + 1] if i + 1 < len(pieces) else (Kind.SPACE, " ")
        if text == "-" and _alphabetic(before, after):
            yield _GAP
            joined = True
            continue
        if sort is Kind.WORD is before[0]:
            yield _GAP if _alphabetic(before, (sort, text)) else r"\s+"
        elif not joined:
            yield r"\s*"
        yield text if sort is Kind.LETTER else re.escape(text)
        joined = False


def _alphabetic(before: tuple[Kind, str], after: tuple[Kind, str]) -> bool:
    """Whether the two are words with letters, not digits, towards each other."""
    return before[0] is after[0] is Kind.WORD and before[1][-1].isalpha() and after[1][0].isalpha()


def _pieces(folded: str) -> Iterator[tuple[Kind, str]]:
    """Words whole, everything else character by character, white space left out."""
    for sort, group in groupby(folded, kind):
        if sort is Kind.WORD:
            yield sort, "".join(group)
        elif sort is not Kind.SPACE:
            yield from ((sort, character) for character in group)
