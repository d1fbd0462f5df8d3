"""A sorted table of strings in bytes: opened in no time, asked by bisection, never loaded whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from mmap import mmap

WIDTH = 4
"""Bytes of an offset."""

_MOST_PLACES = 1 << 14
"""Characters of which it is remembered where the keys stand that begin with them: more than queries are written with."""

_AFTER = b"\xff"
"""Sorts after every character in UTF-8."""


class Table:
    """The keys of a mapping in the order of their UTF-8, and a value for each, within ``data`` from ``start`` on."""

    __slots__ = ("_base", "_count", "_data", "_offsets", "_places")

    def __init__(self, data: bytes | mmap, start: int) -> None:
        begin = start + WIDTH
        room = (len(data) - begin) // WIDTH
        count = int.from_bytes(data[start:begin], "little")
        self._data = data
        self._count = min(count, max(0, (room - 1) // 2))
        self._base = begin + WIDTH * (2 * count + 1)
        size = 2 * self._count + 1 if room > 0 else 0
        self._offsets = memoryview(data)[begin : begin + WIDTH * size].cast("I")
        self._places: dict[str, tuple[int, int]] = {}

    def __len__(self) -> int:
        return self._count

    def get(self, key: str) -> str | None:
        """The value of a key."""
        wanted = key.encode()
        place, end = self._from(key, wanted)
        found = place < end and self._key(place) == wanted
        return self._part(2 * place + 1).decode(errors="replace") if found else None

    def has_prefix(self, prefix: str) -> bool:
        """Whether a key begins like this."""
        wanted = prefix.encode()
        place, end = self._from(prefix, wanted)
        return place < end and self._key(place).startswith(wanted)

    def prefixes(self, text: str) -> Iterator[str]:
        """The keys that a text begins with, the longest first; not the empty one.

        Whatever sorts between a prefix of the text and the text begins with that prefix itself. So the last key that is not
        above the text shares with it all that any key does, and the search goes on with what it shares.
        """
        start, place = self._beginning(text[:1])
        shared = text.encode() if start < place else b""
        while shared and start < place:
            place = bisect_right(range(self._count), shared, start, place, key=self._key)
            if place == start:
                return
            place -= 1
            key = self._key(place)
            if key and shared.startswith(key):
                yield key.decode(errors="replace")
                key = key[:-1]
            shared = shared[: _common(key, shared)]

    def _from(self, key: str, encoded: bytes) -> tuple[int, int]:
        """The place of the first key that is not less than this one, and where those end that begin as it does."""
        start, end = self._beginning(key[:1])
        return bisect_left(range(self._count), encoded, start, end, key=self._key), end

    def _beginning(self, character: str) -> tuple[int, int]:
        """Where the keys stand that begin with a character: a small part of the table, found once for each character."""
        places = self._places.get(character)
        if places is None:
            first = character.encode()
            start = end = bisect_left(range(self._count), first, key=self._key)
            if start < self._count and self._key(start).startswith(first):
                end = bisect_left(range(self._count), first + _AFTER, start, key=self._key)
            if len(self._places) >= _MOST_PLACES:
                self._places.clear()
            places = self._places[character] = start, end
        return places

    def _key(self, number: int) -> bytes:
        offsets, place = self._offsets, 2 * number  # as _part has it, without the price of calling that
        return self._data[self._base + offsets[place] : self._base + offsets[place + 1]]

    def _part(self, number: int) -> bytes:
        return self._data[self._base + self._offsets[number] : self._base + self._offsets[number + 1]]


def _common(left: bytes, right: bytes) -> int:
    """How many bytes two strings begin with alike."""
    most = min(len(left), len(right))
    for at in range(most):
        if left[at] != right[at]:
            return at
    return most


def encode_table(values: Mapping[str, str]) -> bytes:
    """The bytes that ``Table`` reads."""
    from array import array

    parts = [part for item in sorted((key.encode(), value.encode()) for key, value in values.items()) for part in item]
    offsets = array("I", [0])
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return b"".join([len(values).to_bytes(WIDTH, "little"), offsets.tobytes(), *parts])
