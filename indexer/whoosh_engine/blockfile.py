"""Writing one file of the index: sections, then the checksums of its blocks, then the list of its sections."""

from __future__ import annotations

from array import array
from contextlib import suppress
from typing import TYPE_CHECKING
from zlib import crc32

from indexer.whoosh_engine.layout import ALIGNMENT, BLOCK, FOOTER, FORMAT_VERSION, HEADER, MAGIC, SECTION
from indexer.whoosh_engine.toc import FileEntry

if TYPE_CHECKING:
    from typing import BinaryIO

    from typing_extensions import Buffer

    from indexer.whoosh_engine.storage import DurableStorage


class BlockFile:
    """A file under construction. Sections are written one after the other."""

    def __init__(self, storage: DurableStorage, name: str) -> None:
        self._storage = storage
        self._file: BinaryIO = storage.open_new(name)
        self._size = 0
        self._pending = bytearray()
        self._checksums = array("I")
        self._sections: list[tuple[str, int, int]] = []
        self._ends: list[int] = []
        self.write(HEADER.pack(MAGIC, FORMAT_VERSION, 0))

    def begin(self, name: str, width: int = 1) -> None:
        """Begin a section whose items take ``width`` bytes each."""
        self._ends.append(self._size)
        self.write(bytes(-self._size % ALIGNMENT))
        self._sections.append((name, width, self._size))

    def write(self, data: Buffer) -> None:
        """Write to the section begun last."""
        view = memoryview(data).cast("B")
        self._size += len(view)
        if self._pending:
            missing = BLOCK - len(self._pending)
            self._pending += view[:missing]
            view = view[missing:]
            if len(self._pending) < BLOCK:
                return
            self._flush(memoryview(self._pending))
            self._pending = bytearray()
        whole = len(view) // BLOCK * BLOCK
        self._flush(view[:whole])
        self._pending += view[whole:]

    def section(self, name: str, data: Buffer, width: int = 1) -> None:
        """Write a whole section."""
        self.begin(name, width)
        self.write(data)

    def finish(self) -> FileEntry:
        """Complete the file and sync it; what the table of contents must know of it."""
        data_end = self._size
        self._flush(memoryview(self._pending))
        ends = [*self._ends[1:], data_end]
        tail = self._checksums.tobytes()
        for (name, width, start), end in zip(self._sections, ends, strict=True):
            tail += SECTION.pack(name.encode("ascii"), width, start, end - start)
        checksum = crc32(tail + FOOTER.pack(data_end, len(self._sections), BLOCK, 0, MAGIC)[:16])
        tail += FOOTER.pack(data_end, len(self._sections), BLOCK, checksum, MAGIC)
        self._file.write(tail)
        self._storage.finish(self._file)
        return FileEntry(data_end + len(tail), checksum)

    def discard(self) -> None:
        """Close the file, if it is not finished; that its last bytes find no room does not matter any more."""
        with suppress(OSError):
            self._file.close()

    def _flush(self, view: memoryview) -> None:
        for start in range(0, len(view), BLOCK):
            self._checksums.append(crc32(view[start : start + BLOCK]))
        self._file.write(view)
