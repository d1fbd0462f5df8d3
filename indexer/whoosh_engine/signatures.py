"""Reading the signatures of a segment's passages: which have a key in common."""

from __future__ import annotations

from bisect import bisect_left
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
            at = bisect_left(order, key, key=lambda number, band=band: self._keys[number * BANDS + band])  # type: ignore[misc]
            while at < len(order) and self._keys[order[at] * BANDS + band] == key:
                yield order[at]
                at += 1
