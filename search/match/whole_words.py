"""Finds what is to begin or end as a word of an alphabet does: where no letter of such a word stands right beside it.

A regular expression can say so too (``WORD_START``, ``WORD_END``), but takes 2 ms to compile, for all the ranges of scripts
that are not written in words; most queries are done in less.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus.scripts import WORD_CHARACTER, Kind, kind

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD_START = f"(?<!{WORD_CHARACTER})"
WORD_END = f"(?!{WORD_CHARACTER})"


class Edges(NamedTuple):
    """Whether a term begins, and ends, with a word of an alphabet, and so stands only where that is a whole one."""

    first: bool = False
    last: bool = False

    def around(self, expression: str) -> str:
        """The regular expression, which says so itself."""
        return f"{WORD_START if self.first else ''}{expression}{WORD_END if self.last else ''}"


class WholeWords(NamedTuple):
    """A pattern whose matches count only where their edges are those of words.

    Of two matches with the same beginning, the pattern has to give the longer one.
    """

    pattern: re.Pattern[str]
    edges: Edges

    def search(self, folded: str, pos: int = 0) -> re.Match[str] | None:
        """Give the first match that begins at ``pos`` or after it."""
        match = self.pattern.search(folded, pos)
        while match is not None and not self._is_whole(folded, match):
            match = self.pattern.search(folded, match.start() + 1)
        return match

    def finditer(self, folded: str) -> Iterator[re.Match[str]]:
        """Give the matches from left to right, not overlapping."""
        match = self.search(folded)
        while match is not None:
            yield match
            match = self.search(folded, match.end())

    def _is_whole(self, folded: str, match: re.Match[str]) -> bool:
        before, after = folded[match.start() - 1 : match.start()], folded[match.end() : match.end() + 1]
        return not (
            (self.edges.first and before and kind(before) is Kind.WORD)
            or (self.edges.last and after and kind(after) is Kind.WORD)
        )
