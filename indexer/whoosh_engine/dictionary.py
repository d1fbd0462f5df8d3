"""From a term to its number within a field of a segment, and back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from heapq import merge
from typing import TYPE_CHECKING

from indexer.keys import SHORT_LENGTH
from indexer.whoosh_engine.layout import LONG_BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.whoosh_engine.mapped import MappedFile


class Dictionary:
    """The terms of a field: short ones as integers, long ones front-coded. Short terms have the lower numbers."""

    __slots__ = (
        "_blocks",
        "_file",
        "_firsts",
        "_heads",
        "_long",
        "_met",
        "_ranges",
        "_seconds",
        "long_count",
        "short_count",
    )

    def __init__(self, file: MappedFile, prefix: str, terms: int) -> None:
        """The dictionary in the sections of ``file`` that begin with ``prefix``; it holds ``terms`` terms."""
        self._file = file
        self._firsts = file.column(f"{prefix}.first")
        self._heads = file.column(f"{prefix}.head")
        self._seconds = file.column(f"{prefix}.second")
        self._blocks = file.column(f"{prefix}.block")
        self._long = file.span(f"{prefix}.long")
        self._ranges: dict[int, tuple[int | None, int, int]] = {}
        self._met: dict[int, bytes] = {}
        self.short_count = len(self._seconds)
        self.long_count = terms - self.short_count

    def find(self, term: str) -> int | None:
        """The number of a term, or None."""
        if not term:
            return None
        return self._find_short(term) if len(term) <= SHORT_LENGTH else self._find_long(term.encode("utf-8", "replace"))

    def terms(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The terms that begin with ``prefix`` and their numbers, in code-point order."""
        return merge(self._short_from(prefix), self._long_from(prefix))

    def short(self) -> tuple[memoryview[int], memoryview[int], memoryview[int]]:
        """The first code points, the number of the first term of each (and of the end), and all second code points."""
        return self._firsts.whole(), self._heads.whole(), self._seconds.whole()

    def long(self) -> list[str]:
        """All long terms."""
        return [term for term, _ in self._long_from("")]

    def _find_short(self, term: str) -> int | None:
        first = ord(term[0])
        place, start, end = self._ranges.get(first) or self._ranges.setdefault(first, self._first(first))
        second = ord(term[1]) if len(term) == SHORT_LENGTH else 0
        seconds = self._seconds.part(start, end)
        at = bisect_left(seconds, second)
        return start + at if place is not None and at < len(seconds) and seconds[at] == second else None

    def _first(self, code: int) -> tuple[int | None, int, int]:
        """The place of a first code point, and the range of the terms that begin with it."""
        firsts = self._firsts.whole()
        place = bisect_left(firsts, code)
        if place == len(firsts) or firsts[place] != code:
            return None, 0, 0
        start, end = self._heads.part(place, place + 2)
        return place, start, end

    def _short_from(self, prefix: str) -> Iterator[tuple[str, int]]:
        if len(prefix) > SHORT_LENGTH:
            return
        firsts = self._firsts.whole()
        for place in range(bisect_left(firsts, ord(prefix[0])) if prefix else 0, len(firsts)):
            first = chr(firsts[place])
            if prefix and first != prefix[0]:
                return
            start, end = self._heads.part(place, place + 2)
            for number, second in enumerate(self._seconds.part(start, end).tolist(), start):
                term = first + chr(second) if second else first
                if term.startswith(prefix):
                    yield term, number

    def _find_long(self, term: bytes) -> int | None:
        block = self._block_of(term)
        for number, found in self._read_block(block) if block >= 0 else ():
            if found >= term:
                return number if found == term else None
        return None

    def _long_from(self, prefix: str) -> Iterator[tuple[str, int]]:
        start = prefix.encode("utf-8", "replace")
        for block in range(max(0, self._block_of(start)), len(self._blocks) - 1):
            for number, term in self._read_block(block):
                if term.startswith(start):
                    yield term.decode("utf-8"), number
                elif term > start:
                    return

    def _block_of(self, term: bytes) -> int:
        """The last block that begins at or before ``term``; -1 where none does."""
        return bisect_right(range(len(self._blocks) - 1), term, key=self._head_of_block) - 1

    def _head_of_block(self, block: int) -> bytes:
        """The first term of a block; those met are kept, since every bisection begins with the same ones."""
        head = self._met.get(block)
        if head is None:
            start, end = self._blocks.part(block, block + 2)
            data = self._file.read(self._long[0] + start, self._long[0] + end)
            size, at = _varint(data, 1)  # the first term shares nothing with one before it
            head = self._met[block] = data[at : at + size]
        return head

    def _read_block(self, block: int) -> Iterator[tuple[int, bytes]]:
        """The numbers and terms of a block: each a length shared with the one before, a length of its own, and bytes."""
        start, end = self._blocks.part(block, block + 2)
        data = self._file.read(self._long[0] + start, self._long[0] + end)
        number, at, term = self.short_count + block * LONG_BLOCK, 0, b""
        while at < len(data):
            shared, size = data[at], data[at + 1]
            at += 2
            if shared >= 128 or size >= 128:  # few are that long
                shared, at = _varint(data, at - 2)
                size, at = _varint(data, at)
            term = term[:shared] + data[at : at + size]
            yield number, term
            number, at = number + 1, at + size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """An integer in groups of seven bits, least first, the high bit telling that more follow; and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
