"""Whether two passages say the same: the judgement on which near-duplicates are shown as one.

In doubt they do not. What forms, notices and laws have in common they have but for a name, a date or a "not", so that no
measure of resemblance tells a slip of the pen from another rule. Three things make two passages say the same:

- their letters are the same once folded, white space, punctuation and the script aside;
- all words of the one stand in a row in the other, and are nearly all of it: a passage quoted, or saved with its caption;
- what differs are words that are known to be called otherwise in another region (软件, 軟體).
"""

from __future__ import annotations

from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

from corpus.fold import fold
from corpus.scripts import Kind, kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.expand import Synonyms

    Words = Sequence[str]

LEAST_SHARE = 0.8
"""The least share of a passage that another, which is part of it, makes up."""
SHORT = 24
"""Passages of fewer letters and words say the same only if all of these are the same."""


class Likeness(Enum):
    """How far two passages say the same."""

    SAME = "same"
    PART = "part"
    """One of them has some words before or after those that they have in common."""


def words_of(text: str) -> tuple[str, ...]:
    """The letters of unspaced scripts and the words of alphabets in a text, folded, in order."""
    found: list[str] = []
    for sort, group in groupby(fold(text), kind):
        if sort is Kind.LETTER:
            found.extend(group)
        elif sort is Kind.WORD:
            found.append("".join(group))
    return tuple(found)


def likeness(one: Words, other: Words, regional: Callable[[], Synonyms]) -> Likeness | None:
    """How far two passages, given as ``words_of``, say the same; None where they do not.

    ``regional`` gives the words that differ by region.
    """
    mine, theirs = "".join(one), "".join(other)  # as letters: a hyphen at the end of a line cuts a word in two
    if mine == theirs:
        return Likeness.SAME
    if min(len(one), len(other)) < SHORT:
        return None
    if _is_most_of(one, other) or _is_most_of(other, one):
        return Likeness.PART
    return Likeness.SAME if _differ_by_region(mine, theirs, regional()) else None


def _is_most_of(part: Words, whole: Words) -> bool:
    """Whether the words of ``part`` stand in a row in ``whole`` and make up most of it."""
    spare = len(whole) - len(part)
    if not 0 <= spare <= len(whole) * (1 - LEAST_SHARE):
        return False
    return any(whole[start : start + len(part)] == part for start in range(spare + 1))


def _differ_by_region(one: str, other: str, regional: Synonyms) -> bool:
    """Whether two folded texts are the same but for words of which each region has its own."""
    i = j = 0
    while i < len(one) or j < len(other):
        if one[i : i + 1] == other[j : j + 1]:
            i, j = i + 1, j + 1
            continue
        ends = _after_counterparts(one, i, other, j, regional)
        if ends is None:
            return False
        i, j = ends
    return True


def _after_counterparts(one: str, i: int, other: str, j: int, regional: Synonyms) -> tuple[int, int] | None:
    """Where the words end that stand for each other around ``i`` and ``j``, where the texts begin to differ."""
    for back in range(min(i, j, regional.longest - 1) + 1):
        start, begin = i - back, j - back
        for end in range(min(start + regional.longest, len(one)), i, -1):
            for name in regional.others.get(one[start:end], ()):
                if len(name) > back and other.startswith(name, begin):
                    return end, begin + len(name)
    return None
