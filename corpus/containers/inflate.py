"""Opening files that are compressed as a whole (gzip, bzip2, xz), told by their first bytes."""

import lzma
from typing import BinaryIO, cast

_MEMORY = 192 << 20
"""Bytes that an xz stream may take to be unpacked; ``xz -9`` takes 65 MB, and a hostile one asks for gigabytes."""
_BLOCK = 1 << 16


def inflated(file: BinaryIO) -> BinaryIO:
    """The bytes that were compressed, or the file itself, which is at its start. Reading raises what the library raises."""
    start: bytes = file.peek(6)[:6]  # type: ignore[attr-defined] # which every buffered stream has
    if start.startswith(b"\x1f\x8b"):
        from gzip import GzipFile

        return cast("BinaryIO", GzipFile(fileobj=file))
    if start.startswith(b"BZh"):
        from bz2 import BZ2File

        return cast("BinaryIO", BZ2File(file))
    return cast("BinaryIO", _Xz(file)) if start == b"\xfd7zXZ\x00" else file


class _Xz:
    """An xz file of one or several streams; the library's own reader knows no bound on memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decompressor = lzma.LZMADecompressor(memlimit=_MEMORY)
        self._begun = False

    def read(self, size: int) -> bytes:
        """Read at most ``size`` bytes, none at the end. Raises LZMAError, EOFError."""
        pieces: list[bytes] = []
        while size and (data := self._some(size)):
            pieces.append(data)
            size -= len(data)
        return b"".join(pieces)

    def _some(self, size: int) -> bytes:
        while True:
            if self._decompressor.eof:
                rest = self._decompressor.unused_data.lstrip(b"\0")
                while not rest and (block := self._file.read(_BLOCK)):
                    rest = block.lstrip(b"\0")
                if not rest:
                    return b""
                self._decompressor = lzma.LZMADecompressor(memlimit=_MEMORY)
            else:
                rest = self._file.read(_BLOCK) if self._decompressor.needs_input else b""
                if not rest and self._decompressor.needs_input:
                    raise EOFError("it ends too early")
            data = self._decompressor.decompress(rest, size)
            if data:
                return data
