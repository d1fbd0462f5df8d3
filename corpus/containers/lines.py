"""The lines of a text that is too large to be read whole, decoded on the way."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from corpus.encoding import decode
from corpus.errors import ReadError

_HEAD = 1 << 20
"""Bytes from which the encoding is told."""


class _Raw(io.RawIOBase):
    """A stream that can only be read, as the io module wants it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class Lines:
    """The lines of a stream with their ends, whichever of the three usual ones these are.

    ``longest`` is in code points; a longer line is given as far as that, and the rest of it is passed over. ``number``
    counts the lines given so far, ``cut`` is the number of the last one that was too long. ``encoding`` is told from the
    beginning, ``damaged`` counts lines in which it did not hold.
    """

    def __init__(self, stream: BinaryIO, longest: int, forced: str | None = None) -> None:
        """Raises ReadError where the beginning is no text, or none in the ``forced`` encoding."""
        buffered = io.BufferedReader(_Raw(stream), _HEAD)
        self.encoding = forced or _encoding(buffered.peek(_HEAD))
        errors = "surrogateescape" if self.encoding == "utf-8" else "replace"
        self._text = io.TextIOWrapper(buffered, encoding=self.encoding, errors=errors, newline="")
        self._longest = longest
        self.number = self.cut = self.damaged = 0

    def __iter__(self) -> Iterator[str]:
        """Yield line after line; the byte-order mark is no part of the first."""
        while line := self._text.readline(self._longest):
            self.number += 1
            if len(line) == self._longest and line[-1] not in "\r\n":
                rest = self._text.readline(self._longest)
                if rest:
                    self.cut = self.number
                while rest and rest[-1] not in "\r\n":
                    rest = self._text.readline(self._longest)
            yield self._sound(line.removeprefix("\ufeff") if self.number == 1 else line)

    def _sound(self, line: str) -> str:
        """A line without what could not be decoded; one that is in another encoding than the rest is read in its own."""
        if self.encoding != "utf-8":
            self.damaged += "\ufffd" in line
            return line
        try:
            line.encode()
        except UnicodeEncodeError:
            raw = line.encode("utf-8", "surrogateescape")
            try:
                found = decode(raw)
            except ReadError:
                self.damaged += 1
                return raw.decode("utf-8", "replace")
            self.damaged += bool(found.damaged)
            return found.text
        return line


def _encoding(head: bytes) -> str:
    """The encoding of a text from its first bytes, which may end within a character."""
    words = len(head) // 4 * 4  # of UTF-16 and UTF-32
    whole = words if b"\0" in head else (head.rfind(b"\n") + 1) or len(head)
    return decode(head[:whole] if len(head) == _HEAD else head).encoding
