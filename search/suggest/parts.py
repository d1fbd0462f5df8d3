"""The longest part of a phrase that does occur."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.scripts import LETTER, WORD_CHARACTER

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 64
"""Letters and words of a phrase that are looked at: it bounds the look-ups to twice as many."""


def longest_part(phrase: str, occurs: Callable[[str], bool]) -> str:
    """The longest part of a phrase for which ``occurs`` holds, the first of several; empty where none does.

    Parts are cut between letters of unspaced scripts and around words of an alphabet. Whatever occurs, its parts do, so
    one pass with two ends finds the longest. A single Han character tells nothing and is no part.
    """
    units = [match.span() for match in _units().finditer(phrase)][:LONGEST]
    best = ""
    start = 0
    for end in range(len(units)):
        while start <= end and not occurs(phrase[units[start][0] : units[end][1]]):
            start += 1
        part = phrase[units[start][0] : units[end][1]] if start <= end else ""
        if len(part) > max(1, len(best)):
            best = part
    return best


@cache
def _units() -> re.Pattern[str]:
    return re.compile(f"{LETTER}|{WORD_CHARACTER}+")
