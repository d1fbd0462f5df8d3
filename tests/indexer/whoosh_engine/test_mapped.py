"""No byte of a mapped file is believed before its checksum is, whichever way it is asked for."""

from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import DamageError
from indexer.whoosh_engine.blockfile import BlockFile
from indexer.whoosh_engine.layout import BLOCK
from indexer.whoosh_engine.mapped import MappedFile
from indexer.whoosh_engine.storage import DurableStorage

ITEMS = 16 * BLOCK
"""Many times more than are checked as a whole."""
AT = 32 * BLOCK
"""What is damaged: the first byte of a block."""
PLACE = (AT - 8) // 4
"""The item that stands there, after the file's header."""


def between_checked_ones(file: MappedFile) -> object:
    """Look into a long stretch of which only the first and the last block were read before."""
    start, end = AT - 2 * BLOCK, AT + 2 * BLOCK
    file.read(start, start + 1)
    file.read(end - 1, end)
    return file.finder([start], [end])


def beyond_a_checked_one(file: MappedFile) -> object:
    """Read on from a block that was read before into one that was not."""
    file.read(AT - BLOCK, AT)
    return file.read(AT - 1, AT + 1)


WAYS: dict[str, Callable[[MappedFile], object]] = {
    "one item": lambda file: file.column("items")[PLACE],
    "a part": lambda file: file.column("items").part(PLACE - 1, PLACE + 1),
    "picked": lambda file: file.column("items").picked([0, PLACE]),
    "picked with those after them": lambda file: file.column("items").picked_pairs([0, PLACE - 1]),
    "many picked": lambda file: file.column("items").picked(range(500)),
    "the whole": lambda file: file.column("items").whole(),
    "bytes beyond a block": beyond_a_checked_one,
    "bytes": lambda file: file.read(AT, AT + 1),
    "sought in a stretch": lambda file: file.finder([8, AT], [9, AT + 1]),
    "sought in a long stretch": between_checked_ones,
}
every_way = pytest.mark.parametrize("way", WAYS)


def opened(folder: Path, damage: int | None) -> MappedFile:
    file = BlockFile(DurableStorage(str(folder)), "f")
    file.section("items", array("I", range(ITEMS)).tobytes(), 4)
    entry = file.finish()
    data = bytearray((folder / "f").read_bytes())
    if damage is not None:
        data[damage] ^= 1
    (folder / "f").write_bytes(data)
    return MappedFile(str(folder / "f"), entry.length, entry.checksum)


@every_way
def test_damage_is_found(way: str, tmp_path: Path) -> None:
    file = opened(tmp_path, AT)
    with pytest.raises(DamageError, match="fail their checksum"):
        WAYS[way](file)


@every_way
def test_what_is_whole_is_given(way: str, tmp_path: Path) -> None:
    file = opened(tmp_path, None)
    WAYS[way](file)
    assert file.column("items").picked_pairs([3, PLACE]) == ([3, PLACE], [4, PLACE + 1])


def test_a_column_asked_often_is_checked_as_a_whole(tmp_path: Path) -> None:
    column = opened(tmp_path, AT).column("items")
    assert column[0] == 0
    with pytest.raises(DamageError):
        [column[0] for _ in range(100)]
