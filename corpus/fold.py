"""The folded text, on which all matching is done.

Folding is *context-free*: ``fold(a + b) == fold(a) + fold(b)``, one code point at a time, so any substring of a document
folds to a substring of the folded document. That is what makes literal look-ups provably complete. It is also
idempotent. It merges traditional, simplified and regional forms of a character, width and compatibility forms, case and
accents; invisible characters give nothing. ``docs/folding.md`` says what that costs.

White space is left alone here: whether it counts depends on its neighbours, which is the business of whoever matches.
"""

import os
from functools import cache
from typing import Any

from corpus.align import Alignment

FOLD_VERSION = "3"
"""Stamped on every index: an index folded by other rules must not be searched. A test holds it to the data file."""

_DATA = os.path.join(os.path.dirname(__file__), "data", "fold.txt")


@cache
def _lines() -> list[str]:
    """The data file: version; single characters and what each folds to; ranges that give nothing; expansions."""
    with open(_DATA, encoding="utf-8", newline="\n") as file:
        return file.read().rstrip("\n").split("\n")


@cache
def _ignored() -> str:
    """The characters that fold to nothing."""
    pairs = (pair.split("-") for pair in _lines()[3].split(" "))
    return "".join(chr(code) for first, last in pairs for code in range(int(first, 16), int(last, 16) + 1))


@cache
def fold_table() -> dict[int, str | int | None]:
    """The table for ``str.translate``: code point to what it folds to. Treat it as read-only."""
    _, singles, folded, _, *expansions = _lines()
    table: dict[int, Any] = str.maketrans(singles, folded, _ignored())
    table.update({ord(line[0]): line[1:] for line in expansions})
    return table


def fold(text: str) -> str:
    """Fold a text for matching. Linear time, at the speed of ``str.translate``."""
    return text.translate(fold_table())


@cache
def _length_changing() -> frozenset[str]:
    """The characters that do not fold to exactly one character."""
    return frozenset(_ignored()).union(line[0] for line in _lines()[4:])


def fold_aligned(text: str) -> tuple[str, Alignment]:
    """The folded text, and the way back from its code points to those of ``text``."""
    folded = fold(text)
    if len(folded) == len(text) and _length_changing().isdisjoint(text):
        return folded, Alignment(None, text)
    table = fold_table()
    offsets = [i for i, c in enumerate(text) for _ in c.translate(table)]
    return folded, Alignment(offsets, text)
