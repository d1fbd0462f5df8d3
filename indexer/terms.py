"""The terms of a text: what the index keeps of it, and what a query asks for.

This is the reference. Builds compute the same from arrays of code points (``indexer.terms_array``), and a test holds
the two equal. Matching rests on ``grams`` alone; ``words`` decide ranking only.
"""

import re
from functools import cache

from corpus.scripts import LETTER, WORD_CHARACTER

WORD_LIMIT = 64
"""A longer word of an alphabet is indexed by its first 64 code points; verification against the text does the rest."""


@cache
def _token() -> re.Pattern[str]:
    return re.compile(f"(?P<letter>{LETTER})|(?P<space>\\s+)|(?P<word>{WORD_CHARACTER}+)")


def grams(folded: str) -> list[str]:
    """The grams of a folded text, in the order in which they begin.

    Each letter of an unspaced script; each pair of such letters with nothing or white space between them; each word of
    an alphabet. Any occurrence of a phrase in a text contains all grams of the phrase, whatever white space was strewn
    beside unspaced letters: that is why they can stand for it in the index.
    """
    found: list[str] = []
    previous, adjacent_at = "", -1
    for match in _token().finditer(folded):
        if match.start() != adjacent_at:
            previous = ""
        adjacent_at = match.end()
        kind = match.lastgroup
        if kind == "letter":
            if previous:
                found.append(previous + match[0])
            found.append(match[0])
            previous = match[0]
        elif kind == "word":
            found.append(match[0][:WORD_LIMIT])
            previous = ""
    return found


def latin_words(folded: str) -> list[str]:
    """The words of alphabets in a folded text, in order, unstemmed and uncut."""
    return [match[0] for match in _token().finditer(folded) if match.lastgroup == "word"]
