"""A sorted table of strings in bytes: opened in no time, asked by bisection, never loaded whole."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from mmap import mmap

WIDTH = 4
"""Bytes of an offset."""


class Table:
    """The keys of a mapping in the order of their UTF-8, and a value for each, within ``data`` from ``start`` on."""

    __slots__ = ("_base", "_count", "_data", "_offsets")

    def __init__(self, data: bytes | mmap, start: int) -> None:
        self._data = data
        self._count = int.from_bytes(data[start : start + WIDTH], "little")
        self._offsets = start + WIDTH
        self._base = self._offsets + WIDTH * (2 * self._count + 1)

    def __len__(self) -> int:
        return self._count

    def get(self, key: str) -> str | None:
        """The value of a key."""
        place, found = self._place(key.encode())
        return self._part(2 * place + 1).decode(errors="replace") if found else None

    def has_prefix(self, prefix: str) -> bool:
        """Whether a key begins like this."""
        wanted = prefix.encode()
        place, found = self._place(wanted)
        return found or (place < self._count and self._part(2 * place).startswith(wanted))

    def _place(self, key: bytes) -> tuple[int, bool]:
        place = bisect_left(range(self._count), key, key=lambda number: self._part(2 * number))
        return place, place < self._count and self._part(2 * place) == key

    def _part(self, number: int) -> bytes:
        at = self._offsets + WIDTH * number
        start = int.from_bytes(self._data[at : at + WIDTH], "little")
        end = int.from_bytes(self._data[at + WIDTH : at + 2 * WIDTH], "little")
        return self._data[self._base + start : self._base + end]


def encode_table(values: Mapping[str, str]) -> bytes:
    """The bytes that ``Table`` reads."""
    from array import array

    parts = [part for item in sorted((key.encode(), value.encode()) for key, value in values.items()) for part in item]
    offsets = array("I", [0])
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return b"".join([len(values).to_bytes(WIDTH, "little"), offsets.tobytes(), *parts])
