"""Reading the signatures of a segment's passages: which have a key in common."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from indexer.keys import BANDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.whoosh_engine.mapped import MappedFile


class Signatures:
    """The signatures of a segment. Raises KeyError where the file has none."""

    def __init__(self, file: MappedFile) -> None:
        self._keys = file.column("s.key")
        self._orders = [file.column(f"s.{band}") for band in range(BANDS)]

    def of(self, number: int) -> Sequence[int]:
        """The keys of a passage, 0 for none."""
        return self._keys.part(number * BANDS, (number + 1) * BANDS)

    def sharing(self, keys: Sequence[int]) -> Iterator[int]:
        """The passages that have one of the keys in the place where it stands; a passage as often as it has one."""
        for band, (key, order) in enumerate(zip(keys, self._orders, strict=True)):
            if not key:
                continue

            def of(number: int, band: int = band) -> int:
                return self._keys[number * BANDS + band]

            first = after = bisect_left(order, key, key=of)
            step = 1
            while after < len(order) and of(order[after]) == key:  # mostly there is none, or only one
                after, step = after + step, step * 2
            yield from order.part(first, bisect_right(order, key, first, min(after, len(order)), key=of))
