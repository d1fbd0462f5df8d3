"""Reading the index's files: mapped, opened in constant time, each block checked when it is first touched."""

from __future__ import annotations

import os
from array import array
from mmap import ACCESS_READ, mmap
from sys import byteorder
from typing import TYPE_CHECKING, Any, Literal
from zlib import crc32

from corpus.errors import DamageError, LibraryError
from corpus.messages import Message
from indexer.whoosh_engine.layout import BLOCK, FOOTER, FORMAT_VERSION, HEADER, MAGIC, SECTION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CODES: dict[int, Literal["B", "H", "I", "Q"]] = {1: "B", 2: "H", 4: "I", 8: "Q"}
_SHIFT = BLOCK.bit_length() - 1

_SMALL = 4 * BLOCK
"""Bytes up to which a column is checked as a whole."""

_OFTEN = 64
"""Checks of parts of a column after which all of it is checked: 0.2 ms a megabyte, once."""

_MANY = 256
"""Items picked at once from which a column is checked as a whole, so that it need not be asked about again."""


def damaged(path: str, what: str, /, **values: object) -> DamageError:
    """The error for a file that is not as it was written; ``what`` is a message's template, or a message."""
    told = what if isinstance(what, Message) else Message(what, **values)
    return DamageError("{path}: the index is damaged ({what}); run yinde index --rebuild", path=path, what=told)


class MappedFile:
    """One file of the index. Everything read through it has passed its checksum."""

    __slots__ = ("_blocks", "_checked", "_data", "_data_end", "_map", "path", "sections")

    def __init__(self, path: str, length: int, checksum: int) -> None:
        """Open and check the frame: magic, version, ``length`` in bytes and the footer's ``checksum``, both from the TOC.

        Raises FileNotFoundError, or LibraryError where the file is damaged or of another format.
        """
        if byteorder != "little":
            raise LibraryError("yinde's index needs a little-endian computer; build and search on one")
        self.path = path
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size != length or length < HEADER.size + FOOTER.size:
                raise damaged(path, "its length is wrong")
            self._map = mmap(file.fileno(), 0, access=ACCESS_READ)
        magic, version, _ = HEADER.unpack_from(self._map)
        if magic != MAGIC:
            raise damaged(path, "it does not begin as an index file does")
        if version != FORMAT_VERSION:
            raise damaged(
                path, "it is of format {found}, its table of contents of {known}", found=version, known=FORMAT_VERSION
            )
        self._read_frame(length, checksum)

    def _read_frame(self, length: int, checksum: int) -> None:
        foot = length - FOOTER.size
        self._data_end, count, block, found, magic = FOOTER.unpack_from(self._map, foot)
        if magic != MAGIC or block != BLOCK or found != checksum or self._data_end > foot:
            raise damaged(self.path, "its end is not what was written")
        if crc32(self._map[self._data_end : foot + 16]) != checksum:
            raise damaged(self.path, "its table of checksums fails its own")
        blocks = -(-self._data_end // BLOCK)
        directory = self._data_end + 4 * blocks
        self._blocks = array("I")
        self._blocks.frombytes(self._map[self._data_end : directory])
        self._checked = bytearray(blocks)
        self._data = memoryview(self._map)[: self._data_end]
        if directory + count * SECTION.size != foot:
            raise damaged(self.path, "its list of sections is cut short")
        self.sections: dict[str, tuple[int, int, int]] = {}
        for i in range(count):
            name, width, offset, size = SECTION.unpack_from(self._map, directory + i * SECTION.size)
            if offset + size > self._data_end or width not in _CODES or size % width:
                raise damaged(self.path, "section {number} lies outside it", number=i)
            self.sections[name.rstrip(b"\0").decode("ascii", "replace")] = (offset, size, width)

    def read(self, start: int, end: int) -> bytes:
        """The bytes from ``start`` to ``end`` of the file."""
        first, last = start >> _SHIFT, (end - 1) >> _SHIFT
        if first != last or not self._checked[first]:  # most lie in one block, which was read before
            self.check(start, end)
        return self._map[start:end]

    def finder(self, starts: Sequence[int], ends: Sequence[int]) -> Callable[[bytes, int, int], int]:
        """``bytes.find`` of the file, to be asked of any part of the stretches that begin and end there."""
        checked = self._checked
        for start, end in zip(starts, ends, strict=True):
            first, last = start >> _SHIFT, (end - 1) >> _SHIFT
            if start < end and (last > first + 1 or not (checked[first] and checked[last])):
                self.check(start, end)
        return self._map.find

    def view(self, section: str) -> memoryview[int]:
        """A whole section without a copy."""
        start, end = self.span(section)
        self.check(start, end)
        return memoryview(self._map)[start:end]

    def check(self, start: int, end: int) -> None:
        """Check the blocks of these bytes that were not checked before. Raises LibraryError on damage."""
        if start >= end:
            return
        first, last = start >> _SHIFT, (end - 1) >> _SHIFT
        checked = self._checked
        if checked[first] if first == last else 0 not in checked[first : last + 1]:
            return
        for number in range(first, last + 1):
            if not checked[number]:
                begin = number << _SHIFT
                if crc32(self._data[begin : begin + BLOCK]) != self._blocks[number]:
                    raise damaged(
                        self.path, "the {size} bytes from {begin} fail their checksum", size=BLOCK, begin=begin
                    )
                checked[number] = 1

    def check_all(self) -> None:
        """Check every byte of the file. Raises LibraryError on damage."""
        self.check(0, self._data_end)

    def span(self, section: str) -> tuple[int, int]:
        """Where a section begins and ends."""
        offset, size, _ = self.sections[section]
        return offset, offset + size

    def section(self, section: str) -> bytes:
        """A whole section."""
        return self.read(*self.span(section))

    def column(self, section: str) -> Column:
        """A section of integers of one width."""
        offset, size, width = self.sections[section]
        return Column(self, offset, memoryview(self._map)[offset : offset + size].cast(_CODES[width]))

    def close(self) -> None:
        """Unmap the file, as soon as no column of it is in use."""
        self._data.release()
        try:
            self._map.close()
        except BufferError:
            return


class Column:
    """Integers of one width in a mapped file."""

    __slots__ = ("_asked", "_file", "_is_checked", "_offset", "_values", "_width")

    def __init__(self, file: MappedFile, offset: int, values: memoryview[Any]) -> None:
        self._file = file
        self._offset = offset
        self._values = values
        self._width = values.itemsize
        self._is_checked = False
        self._asked = 0

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> int:
        if index < 0:
            raise IndexError(index)
        if not self._is_checked:
            self._check(index, index + 1)
        value: int = self._values[index]
        return value

    def part(self, start: int, end: int) -> memoryview[Any]:
        """Items ``start`` to ``end - 1``, checked, without a copy."""
        if not self._is_checked:
            self._check(start, end)
        return self._values[start:end]

    def _check(self, start: int, end: int) -> None:
        """Check these items; all there are in a small column or one that is asked often, and then not again."""
        self._asked += 1
        if self._values.nbytes <= _SMALL or self._asked > _OFTEN:
            self.whole()
        else:
            self._file.check(self._offset + start * self._width, self._offset + end * self._width)

    def picked(self, places: Sequence[int]) -> list[int]:
        """The items at these places, checked."""
        self._check_each(places)
        values = self._values
        return [values[place] for place in places]

    def picked_pairs(self, places: Sequence[int]) -> tuple[list[int], list[int]]:
        """The items at these places, and those after them, checked."""
        self._check_each(places)
        if not self._is_checked:
            self._check_each([place + 1 for place in places])
        values = self._values
        return [values[place] for place in places], [values[place + 1] for place in places]

    def _check_each(self, places: Sequence[int]) -> None:
        if len(places) > _MANY:
            self.whole()
        if not self._is_checked:
            for block in {(self._offset + place * self._width) >> _SHIFT for place in places}:
                self._file.check(block << _SHIFT, (block << _SHIFT) + 1)

    def whole(self) -> memoryview[Any]:
        """All items, checked, without a copy."""
        if not self._is_checked:
            self._file.check(self._offset, self._offset + self._width * len(self._values))
            self._is_checked = True
        return self._values
