"""The terms of a stretch of folded text, from arrays of code points. Equal to ``indexer.terms``, only faster.

A *stretch* is the folded tiles of neighbouring passages end to end, with a NUL between documents, so that no gram runs
from one into the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.scripts import HAN, UNSPACED, WORD_CHARACTER
from indexer.fold_array import UNICODE, fold_codes, to_codes, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

OTHER, SPACE, WORD, LETTER_KIND = range(4)
"""What a folded code point is: a letter of an unspaced script, part of a word of an alphabet, white space, or else."""


_NO_WORDS_FROM = 0x20000
"""From here on the Unicode standard has ideographs and private use, and neither white space nor words."""


@cache
def _kinds() -> NDArray[np.uint8]:
    """The kind of every code point. Each process that analyses makes it, so planes without words are passed over."""
    table = np.full(UNICODE, OTHER, np.uint8)
    everything = np.arange(_NO_WORDS_FROM, dtype=np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    for kind, pattern in ((SPACE, r"\s+"), (WORD, f"{WORD_CHARACTER}+")):
        for match in re.finditer(pattern, everything):
            table[match.start() : match.end()] = kind
    for first, last in _ranges(UNSPACED):
        table[first : last + 1] = LETTER_KIND
    return table


@dataclass(frozen=True, slots=True)
class Letters:
    """The single letters of a stretch, and the pairs. Code points, and the passages in which they begin."""

    codes: NDArray[np.uint32]
    owners: NDArray[np.int32]
    firsts: NDArray[np.uint32]
    seconds: NDArray[np.uint32]
    pair_owners: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Words:
    """Words, in order: numbers that index ``vocabulary``, and the passages in which they begin."""

    vocabulary: list[str]
    ids: NDArray[np.uint32]
    owners: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of folded text. ``owners[i]`` is the number of the passage whose tile holds code point ``i``."""

    text: str
    codes: NDArray[np.uint32]
    kinds: NDArray[np.uint8]
    owners: NDArray[np.int32]

    @classmethod
    def of(cls, tiles: Sequence[str], owners: Sequence[int]) -> Stretch:
        """The stretch of tiles, not yet folded, and the numbers of their passages, ascending."""
        codes, lengths = fold_codes(to_codes("".join(tiles)))
        sizes = np.fromiter(map(len, tiles), np.int64, len(tiles))
        of_codes = np.repeat(np.array(owners, np.int32), sizes)
        if lengths is not None:
            of_codes = np.repeat(of_codes, lengths)
        return cls(to_text(codes), codes, _kinds()[codes], of_codes)

    def letters(self, first: int, last: int) -> tuple[Letters, NDArray[np.int32]]:
        """Letters and pairs of letters that begin in passages ``first`` to ``last - 1``.

        With them, the passages over whose end a pair runs.
        """
        solid = np.flatnonzero(self.kinds != SPACE)
        codes, owners = self.codes[solid], self.owners[solid]
        is_letter = self.kinds[solid] == LETTER_KIND
        letter = _between(np.flatnonzero(is_letter), owners, first, last)
        pair = _between(np.flatnonzero(is_letter[:-1] & is_letter[1:]), owners, first, last)
        begins = owners[pair]
        found = Letters(codes[letter], owners[letter], codes[pair], codes[pair + 1], begins)
        return found, begins[begins != owners[pair + 1]]

    def words(self, first: int, last: int) -> tuple[Words, NDArray[np.int32]]:
        """Words as they stand that begin in passages ``first`` to ``last - 1``, and the passages over whose end one runs."""
        starts, ends = _runs(self.kinds == WORD)
        inside = _between(np.arange(len(starts)), self.owners[starts], first, last)
        starts, ends = starts[inside], ends[inside]
        begins = self.owners[starts]
        vocabulary, ids = _numbered(self.text, starts, ends)
        return Words(vocabulary, ids, begins), begins[begins != self.owners[ends - 1]]

    def words_by_passage(self, first: int, last: int, whole: Words) -> Words:
        """Words of passages ``first`` to ``last - 1``, where the end of a passage ends a word.

        ``whole`` are the same passages' ``words``.
        """
        word = self.kinds == WORD
        starts, ends = _runs(word)
        inner = np.flatnonzero(word[1:] & word[:-1] & (self.owners[1:] != self.owners[:-1])) + 1
        if not len(inner):
            return whole
        starts, ends = np.sort(np.concatenate((starts, inner))), np.sort(np.concatenate((ends, inner)))
        inside = _between(np.arange(len(starts)), self.owners[starts], first, last)
        vocabulary, ids = _numbered(self.text, starts[inside], ends[inside])
        return Words(vocabulary, ids, self.owners[starts[inside]])

    def solid(self, count: int, first: int) -> NDArray[np.uint32]:
        """How many code points other than white space each of ``count`` passages from number ``first`` on has."""
        owners = self.owners[self.kinds != SPACE] - first
        inside = owners[(owners >= 0) & (owners < count)]
        return np.bincount(inside, minlength=count).astype(np.uint32)


def han_runs(codes: NDArray[np.uint32]) -> tuple[list[str], NDArray[np.intp]]:
    """The runs of Han characters in a text, without the white space that wrapped lines leave in them; and their starts."""
    solid = np.flatnonzero(_kinds()[codes] != SPACE)
    han = _han()[codes[solid]]
    starts, ends = _runs(han)
    text = to_text(codes[solid[han]])
    edges = np.concatenate(([0], np.cumsum(ends - starts))).tolist()
    return [text[start:end] for start, end in pairwise(edges)], solid[starts]


@cache
def _han() -> NDArray[np.bool_]:
    """Whether each code point is a Han character."""
    table = np.zeros(UNICODE, np.bool_)
    for first, last in _ranges(HAN):
        table[first : last + 1] = True
    return table


def _ranges(characters: str) -> list[tuple[int, int]]:
    """The first and the last code point of each range, or single character, inside a character class."""
    return [(ord(part[0]), ord(part[-1])) for part in re.findall(".-.|.", characters, re.DOTALL)]


def _runs(flags: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where rows of set flags begin and end."""
    edges = np.flatnonzero(np.diff(flags.view(np.int8), prepend=np.int8(0), append=np.int8(0)))
    return edges[::2], edges[1::2]


def _numbered(text: str, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> tuple[list[str], NDArray[np.uint32]]:
    """The different pieces of a text between starts and ends, in the order in which they are met, and the number of each."""
    known = _Numbers()
    pieces = map(text.__getitem__, map(slice, starts.tolist(), ends.tolist()))
    ids = np.fromiter(map(known.__getitem__, pieces), np.uint32, len(starts))
    return list(known), ids


class _Numbers(dict[str, int]):
    """Numbers whatever it is asked for, in the order of asking. As quick as a dictionary for what is known."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _between(places: NDArray[np.intp], owners: NDArray[np.int32], first: int, last: int) -> NDArray[np.intp]:
    """Those of the ascending ``places`` whose owner is from ``first`` to ``last - 1``; owners ascend."""
    low, high = np.searchsorted(owners[places], (first, last))
    return places[low:high]


def by_digits(*columns: NDArray[Any]) -> NDArray[np.intp]:
    """The stable order of rows of unsigned integers below 2**32, the last column counting most.

    A radix sort by 16 bits at a time: numpy sorts 16-bit integers stably in linear time, five times faster than wider ones.
    """
    order: NDArray[np.intp] | None = None
    for column in columns:
        highest = int(column.max(initial=0))
        digits = [column.astype(np.uint16)]
        if highest > 0xFFFF:
            digits.append((column >> 16).astype(np.uint16))
        for digit in digits:
            order = (
                np.argsort(digit, kind="stable") if order is None else order[np.argsort(digit[order], kind="stable")]
            )
    if order is None:
        raise ValueError("nothing to order by")
    return order
