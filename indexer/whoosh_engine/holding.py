"""In which passages a row of letters stands: each of several ways says the same as folding the text, only sooner.

First it is looked for as it is likely to be printed, in the stored bytes: a tenth of the price of folding, and most
passages that have it have it so. What is left is folded: with numpy, where it is there, a tile at a time otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import fold
from indexer.keys import UTF16
from indexer.whoosh_engine.core import decode_tile
from indexer.whoosh_engine.layout import TEXTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.whoosh_engine.core import SegmentCore
    from indexer.whoosh_engine.mapped import MappedFile

_FOLDING = 30
"""Entries of posting lists that are read in the time of folding a tile (see ``effort``)."""

_ARRAYS = 2
"""Tiles from which numpy is faster, once imported (measured)."""


class Tile(NamedTuple):
    """Where the text of a passage stands in the file of texts, in bytes, and how it is encoded."""

    number: int
    start: int
    end: int
    flags: int

    def text(self, file: MappedFile) -> str:
        """The text itself."""
        return decode_tile(file.read(self.start, self.end), self.flags)


def holding(core: SegmentCore, numbers: Sequence[int], letters: str, printed: Sequence[str]) -> Sequence[int]:
    """As ``Reader.holding``, numbered within the segment."""
    file = core.files[TEXTS]
    found, left = _as_printed(file, numbers, core.tiles(numbers), printed)
    if not left:
        return numbers
    use_numpy = core.effort.repays_numpy(len(left) * _FOLDING, _ARRAYS * _FOLDING)
    folded = _folded(file, left, letters, use_numpy=use_numpy)
    return sorted((*found, *folded)) if folded else found


def _as_printed(
    file: MappedFile,
    numbers: Sequence[int],
    tiles: tuple[Sequence[int], Sequence[int], Sequence[int]],
    printed: Sequence[str],
) -> tuple[list[int], list[Tile]]:
    """The passages in which one of the texts stands as it is, found without decoding any; and the other tiles."""
    narrow = [text.encode("utf-8", "surrogatepass") for text in printed]
    wide = [text.encode("utf-16-le", "surrogatepass") for text in printed]
    find = file.finder(*tiles[:2])
    found, left = [], []
    for number, start, end, flags in zip(numbers, *tiles, strict=True):
        at = -1
        for form in wide if flags & UTF16 else narrow:
            at = find(form, start, end)
            while flags & UTF16 and at >= 0 and (at - start) & 1:  # a match of halves of two characters
                at = find(form, at + 1, end)
            if at >= 0:
                found.append(number)
                break
        else:
            left.append(Tile(number, start, end, flags))
    return found, left


def _folded(file: MappedFile, tiles: Sequence[Tile], letters: str, *, use_numpy: bool) -> Sequence[int]:
    """Those of the passages whose tiles have the letters once they are folded and all white space is left out."""
    if use_numpy:
        from indexer.whoosh_engine.holding_arrays import folded_holding

        return folded_holding(file, tiles, letters)
    return [tile.number for tile in tiles if stands_in(letters, tile.text(file))]


def stands_in(letters: str, text: str) -> bool:
    """Whether the letters stand in a text once it is folded and all white space is left out."""
    return letters in "".join(fold(text).split())
