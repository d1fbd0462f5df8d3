"""Folding and simplifying arrays of code points: what ``corpus.fold`` and ``corpus.simplify`` do, on long texts faster."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from corpus.fold import fold_table
from corpus.simplify import simplified_characters, with_phrases

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]

UNICODE = 0x110000


@dataclass(frozen=True, slots=True)
class _Folding:
    """What each code point folds to: how many, the first, and all of those that fold to several."""

    lengths: NDArray[np.uint8]
    firsts: Codes
    several: dict[int, Codes]


@cache
def _folding() -> _Folding:
    table = _Folding(np.ones(UNICODE, np.uint8), np.arange(UNICODE, dtype=np.uint32), {})
    to_one = {code: to for code, to in fold_table().items() if isinstance(to, int)}
    table.firsts[[*to_one]] = [*to_one.values()]
    table.lengths[[code for code, to in fold_table().items() if to is None]] = 0
    for code, to in fold_table().items():
        if isinstance(to, str):
            folded = table.several[code] = to_codes(to)
            table.lengths[code], table.firsts[code] = len(folded), folded[0]
    return table


@cache
def _simplified() -> Codes:
    table = np.arange(UNICODE, dtype=np.uint32)
    characters = simplified_characters()
    table[[*characters]] = [*map(ord, characters.values())]
    return table


def to_codes(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def to_text(codes: Codes) -> str:
    """The text of code points."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def fold_codes(codes: Codes) -> tuple[Codes, NDArray[np.uint8] | None]:
    """The folded code points, and how many of them each code point gave; None where each gave one."""
    table = _folding()
    folded = table.firsts[codes]
    lengths = table.lengths[codes]
    if (lengths == 1).all():
        return folded, None
    ends = np.cumsum(lengths, dtype=np.int64)
    folded = np.repeat(folded, lengths)
    for place in np.flatnonzero(lengths > 1).tolist():
        folded[ends[place] - lengths[place] : ends[place]] = table.several[int(codes[place])]
    return folded, lengths


def simplified_codes(text: str) -> Codes:
    """The code points of the simplified text."""
    return to_codes(with_phrases(text, to_text(_simplified()[to_codes(text)])))
