"""Words with gaps: ``climat*``, ``碳?和``.

Beside letters of an unspaced script a star stands for as few characters as will do, since such a run has no end that
could bound it; in a word of an alphabet it stands for whatever letters the word has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.errors import UsageError
from corpus.fold import fold
from corpus.scripts import LETTER, WORD_CHARACTER
from indexer.engine import GramPhrase
from indexer.terms import WORD_LIMIT, grams
from search.match.literal import WORD_END, WORD_START
from search.match.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.engine import Reader

MAX_FORMS = 4096
"""Words of the index that a pattern may stand for; beyond, it has to be made more precise."""

STAR_LIMIT = 20
"""Characters of an unspaced script that a star may stand for."""

_WILDCARD = re.compile(r"([*?])")


def wildcard(text: str, reader: Reader) -> Matcher | None:
    """A matcher for a word with ``*`` and ``?`` in it. Raises UsageError where it stands for more than MAX_FORMS words."""
    pieces = [piece if piece in {"*", "?"} else fold(piece).strip() for piece in _WILDCARD.split(text)]
    pieces = [piece for piece in pieces if piece]
    if all(piece in {"*", "?"} for piece in pieces):
        return None
    if all(piece in {"*", "?"} or re.fullmatch(f"{WORD_CHARACTER}+", piece) for piece in pieces):
        return _of_words(text, pieces, reader)
    return _of_letters(pieces)


def one_of(words: Iterator[str], source: str) -> Matcher | None:
    """A matcher for any of some words of the index; None where there are none. Raises UsageError where they are too many."""
    forms: list[str] = []
    for word in words:
        if len(forms) == MAX_FORMS:
            raise UsageError(f"{source} stands for more than {MAX_FORMS:,} words of this library; add letters to it")
        forms.append(word)
    if not forms:
        return None
    expression = f"{WORD_START}(?:{'|'.join(map(re.escape, forms))}){WORD_END}"
    needs = tuple((GramPhrase((form,), len(form)),) for form in forms)
    return Matcher(expression, needs, WORD_LIMIT, tuple(forms))


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


def _of_letters(pieces: list[str]) -> Matcher:
    """A pattern with letters of an unspaced script in it is matched against the text."""
    parts: list[str] = []
    for i, piece in enumerate(pieces):
        if piece == "*":
            parts.append(f"(?:\\s*(?:{LETTER}|{WORD_CHARACTER})){{0,{STAR_LIMIT}}}?")
        elif piece == "?":
            parts.append(f"\\s*(?:{LETTER}|{WORD_CHARACTER})")
        else:
            before = WORD_START if i == 0 and re.match(WORD_CHARACTER, piece) else r"\s*" if i else ""
            parts.append(before + r"\s*".join(map(re.escape, piece)))
    literal = [piece for piece in pieces if piece not in {"*", "?"}]
    known = (gram for piece in literal for gram in grams(piece) if re.match(LETTER, gram))
    length = sum(map(len, literal)) + pieces.count("?") + STAR_LIMIT * pieces.count("*")
    return Matcher("".join(parts), ((GramPhrase(tuple(dict.fromkeys(known)), length),),), length)
