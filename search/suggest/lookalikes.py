"""Phrases in which a character was taken for another that looks or sounds like it: 气侯 for 气候."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from corpus.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = os.path.join(os.path.dirname(__file__), "lookalikes.txt")


@cache
def lookalikes() -> dict[str, str]:
    """Each folded character with those that it is taken for."""
    others: dict[str, str] = {}
    with open(_TABLE, encoding="utf-8") as file:
        for line in file:
            group = "" if line.startswith("#") else fold(line.strip())
            for character in group:
                known = others.get(character, "")
                others[character] = known + "".join(c for c in group if c != character and c not in known)
    return others


def exchanged(folded: str) -> Iterator[tuple[str, str, str]]:
    """The phrases that differ from a folded one by such a character; with each, the character asked for and the other."""
    table = lookalikes()
    for index, character in enumerate(folded):
        for other in table.get(character, ""):
            yield folded[:index] + other + folded[index + 1 :], character, other
