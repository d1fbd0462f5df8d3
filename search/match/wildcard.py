"""Words with gaps: ``climat*``, ``碳?和``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.errors import UsageError
from corpus.fold import fold
from corpus.scripts import WORD_CHARACTER
from indexer.engine import GramPhrase
from indexer.terms import WORD_LIMIT, grams
from search.match.matcher import Matcher
from search.match.whole_words import WORD_START
from search.query.wildcard_pattern import expression, max_length, required_literals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.engine import Reader

MAX_FORMS = 4096
"""Words of the index that a pattern may stand for; beyond, it has to be made more precise."""

_WILDCARD = re.compile(r"([*?])")


@dataclass(frozen=True, slots=True)
class WordSet:
    """Finds any of many words of an alphabet, in a time that does not grow with their number."""

    words: frozenset[str]

    def search(self, folded: str, pos: int = 0) -> re.Match[str] | None:
        """Give the first of the words that begins at or after ``pos``."""
        return next((match for match in _word().finditer(folded, pos) if match[0] in self.words), None)

    def finditer(self, folded: str) -> Iterator[re.Match[str]]:
        """Give all of them, from left to right."""
        return (match for match in _word().finditer(folded) if match[0] in self.words)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(f"{WORD_START}{WORD_CHARACTER}+")


def wildcard(text: str, reader: Reader) -> Matcher | None:
    """A matcher for a word with ``*`` and ``?`` in it. Raises UsageError where it stands for more than MAX_FORMS words."""
    pieces = [piece if piece in {"*", "?"} else fold(piece).strip() for piece in _WILDCARD.split(text)]
    pieces = [piece for piece in pieces if piece]
    if all(piece in {"*", "?"} for piece in pieces):
        return None
    if all(piece in {"*", "?"} or re.fullmatch(f"{WORD_CHARACTER}+", piece) for piece in pieces):
        return _of_words(text, pieces, reader)
    return _of_letters(text)


def one_of(words: Iterator[str], source: str) -> Matcher | None:
    """A matcher for any of some words of the index; None where there are none. Raises UsageError where they are too many."""
    forms: list[str] = []
    for word in words:
        if len(forms) == MAX_FORMS:
            raise UsageError(
                "{source} stands for more than {most:,} words of this library; add letters to it",
                source=source,
                most=MAX_FORMS,
            )
        forms.append(word)
    if not forms:
        return None
    needs = tuple((GramPhrase((form,), len(form)),) for form in forms)
    return Matcher("", needs, WORD_LIMIT, tuple(forms), WordSet(frozenset(forms)))


def impossible() -> Matcher:
    """A matcher for a word that the index does not have: its only gram stands in no text."""
    return Matcher(r"(?!)", ((GramPhrase(("\0",), 1),),), 1, ("\0",))


def _of_words(text: str, pieces: list[str], reader: Reader) -> Matcher:
    """A pattern for words of an alphabet stands for those words of the index that it fits."""
    pattern = re.compile("".join({"*": ".*", "?": "."}.get(piece) or re.escape(piece) for piece in pieces))
    prefix = pieces[0] if pieces[0] not in {"*", "?"} else ""
    words = (
        term
        for term in reader.terms("grams", prefix)
        if len(term) < WORD_LIMIT and pattern.fullmatch(term) and re.match(WORD_CHARACTER, term)
    )
    return one_of(words, text) or impossible()


def _of_letters(text: str) -> Matcher:
    """A pattern with letters of an unspaced script or hyphens in it is matched against the text."""
    known = dict.fromkeys(gram for piece in required_literals(text) for gram in grams(piece))
    length = max_length(text) + WORD_LIMIT * (text[0] + text[-1]).count("*")
    return Matcher(expression(text), ((GramPhrase(tuple(known), length),),), length)
