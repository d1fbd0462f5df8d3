"""The terms of a text: what the index keeps of it, and what a query asks for.

This is the reference. Builds compute the same from arrays of code points (``indexer.terms_array``), and a test holds
the two equal. Matching rests on ``grams`` alone; ``words`` decide ranking only.
"""

from itertools import groupby

from corpus.scripts import Kind, kind

WORD_LIMIT = 64
"""A longer word of an alphabet is indexed by its first 64 code points; verification against the text does the rest."""


def grams(folded: str) -> list[str]:
    """The grams of a folded text, in the order in which they begin.

    Each letter of an unspaced script; each pair of such letters with nothing or white space between them; each word of
    an alphabet. Any occurrence of a phrase in a text contains all grams of the phrase, whatever white space was strewn
    beside unspaced letters: that is why they can stand for it in the index.
    """
    found: list[str] = []
    previous = ""
    for sort, group in groupby(folded, kind):
        if sort is Kind.LETTER:
            for letter in group:
                if previous:
                    found.append(previous + letter)
                found.append(letter)
                previous = letter
        elif sort is not Kind.SPACE:
            previous = ""
            if sort is Kind.WORD:
                found.append("".join(group)[:WORD_LIMIT])
    return found


def latin_words(folded: str) -> list[str]:
    """The words of alphabets in a folded text, in order, unstemmed and uncut."""
    return ["".join(group) for sort, group in groupby(folded, kind) if sort is Kind.WORD]
