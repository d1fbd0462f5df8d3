"""English titles with the capitals of headlines, as the MLA Handbook and the Chicago Manual of Style want them.

CSL's own ``text-case="title"`` knows two dozen short words. Both manuals write prepositions of any length small, and the
last word of a title or subtitle, like the first, with a capital whatever it is.
"""

import re
from itertools import zip_longest

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDS = re.compile(r"[:.?!]\S*\s")
"""What stands between a title and its subtitle, or between two sentences."""
_ABBREVIATION = 3
"""Letters that may have a full stop for being one."""
_OPENED = ("“", "‘", '"')
"""What a title within the title begins with."""

_SMALL = frozenset(
    (  # noqa: SIM905 - read as prose
        "a an and as at but by down for from in into nor of on onto or over so the till to up v via vs with yet"
    ).split()
)
"""What is small if it was recorded so; a capital may be that of a name, as in The Hague or Vitamin A."""
_PREPOSITIONS = frozenset(
    (  # noqa: SIM905 - read as prose
        "about above according across against along amid amidst among amongst around at behind below beneath beside "
        "besides between beyond by concerning despite during for from in into of on onto regarding through throughout to "
        "toward towards under underneath unto upon versus via with within without"
    ).split()
)
"""What is hardly ever anything else within a title."""
_EITHER = frozenset(
    (  # noqa: SIM905 - read as prose
        "after before inside like near off out outside past round since than unless until"
    ).split()
)
"""Prepositions in one title, conjunctions, adverbs or adjectives in another: small only where they were recorded so."""


def headline(title: str) -> str:
    """A title with a headline's capitals. Words that a processor must leave small are marked as CSL-JSON has it."""
    words = list(_WORD.finditer(title))
    decided = _is_headline([word[0] for word in words])
    parts = []
    at = 0
    ended = True
    for word, following in zip_longest(words, words[1:]):
        before = title[at : word.start()]
        ends = following is None or _ends(word[0], title[word.end() : following.start()])
        parts += [before, _written(word[0], edge=ended or ends or before.endswith(_OPENED), decided=decided)]
        at, ended = word.end(), ends
    return "".join([*parts, title[at:]])


def _ends(word: str, after: str) -> bool:
    """Whether a title or sentence ends with a word, and not only an abbreviation (Marbury v. Madison)."""
    return bool(_ENDS.search(after)) and not (after.startswith(".") and len(word) <= _ABBREVIATION)


def _written(word: str, *, edge: bool, decided: bool) -> str:
    small = word.lower()
    if word not in (small, small.capitalize()):
        return word  # NASA, iPhone
    if edge:
        return small.capitalize()
    if small in _PREPOSITIONS or (word == small and (small in _SMALL or (decided and small in _EITHER))):
        return f'<span class="nocase">{small}</span>'
    return small.capitalize()


def _is_headline(words: list[str]) -> bool:
    """Whether a title was recorded with a headline's capitals, so that what is small in it is small on purpose."""
    chief = [word for word in words[1:] if word.lower() not in _SMALL | _PREPOSITIONS | _EITHER]
    return bool(chief) and not any(word[0].islower() for word in chief)
