"""Folding many tiles at once with numpy, to look for a row of letters: a tenth of the price of folding them one by one."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from corpus.fold import fold_table
from indexer.keys import UTF16
from indexer.whoosh_engine.holding import stands_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.whoosh_engine.holding import Tile
    from indexer.whoosh_engine.mapped import MappedFile

    Units = NDArray[np.uint16]

_NOTHING = 0
_UNSURE = 0xFFFF
"""Stands for what one unit of UTF-16 cannot say: characters beyond the first plane, and those that fold to several."""
_AT_ONCE = 1 << 20
"""Bytes of tiles folded together."""


def folded_holding(file: MappedFile, tiles: Sequence[Tile], letters: str) -> list[int]:
    """Those of the passages, ascending, whose tiles have the letters once they are folded, without white space."""
    if max(letters) > "\uffff":
        return [tile.number for tile in tiles if stands_in(letters, tile.text(file))]
    wanted = letters.encode("utf-16-le", "surrogatepass")
    found: set[int] = set()
    for part, data in _portions(file, tiles):
        units = _folding()[np.frombuffer(b"".join(data), np.uint16)]
        starts = [*accumulate((len(tile) // 2 for tile in data), initial=0)]
        unsure = units == _UNSURE
        if unsure.any():
            places = {bisect_right(starts, at) - 1 for at in unsure.nonzero()[0].tolist()}
            found.update(part[at].number for at in places if stands_in(letters, part[at].text(file)))
        kept = units != _NOTHING
        edges = starts if kept.all() else np.concatenate(([0], np.cumsum(kept)))[starts].tolist()
        found.update(part[at].number for at in _rows_with(wanted, units[kept].tobytes(), edges))
    return sorted(found)


def _rows_with(wanted: bytes, data: bytes, edges: Sequence[int]) -> Iterator[int]:
    """Which of the rows that begin at these units, the last edge being their end, have the wanted units."""
    at = data.find(wanted)
    while at >= 0:
        row = bisect_right(edges, at // 2) - 1
        if at % 2 or at + len(wanted) > 2 * edges[row + 1]:
            at = data.find(wanted, at + 1)
        else:
            yield row
            at = data.find(wanted, 2 * edges[row + 1])


def _portions(file: MappedFile, tiles: Sequence[Tile]) -> Iterator[tuple[list[Tile], list[bytes]]]:
    """The tiles with their texts in UTF-16, some at a time."""
    part: list[Tile] = []
    texts: list[bytes] = []
    size = 0
    for tile in tiles:
        data = file.read(tile.start, tile.end)
        if not tile.flags & UTF16:
            data = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        part.append(tile)
        texts.append(data)
        size += len(data)
        if size >= _AT_ONCE:
            yield part, texts
            part, texts, size = [], [], 0
    if part:
        yield part, texts


@cache
def _folding() -> Units:
    """What each unit of UTF-16 folds to, white space to nothing."""
    table = np.arange(1 << 16, dtype=np.uint16)
    for code, to in fold_table().items():
        if code < len(table):
            folded = chr(to) if isinstance(to, int) else to or ""
            table[code] = ord(folded) if len(folded) == 1 and folded < "\uffff" else _UNSURE if folded else _NOTHING
    spaces = [ord(space) for space in re.findall(r"\s", "".join(map(chr, range(len(table)))))]
    table[np.isin(table, np.array(spaces, np.uint16))] = _NOTHING
    table[0xD800:0xE000] = _UNSURE  # halves of characters beyond the first plane
    table[0] = _UNSURE
    return table
