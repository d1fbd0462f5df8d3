"""How much may come out of one container: what stops archives that unpack to more than a disk holds."""

from types import TracebackType
from typing import BinaryIO

from corpus.errors import ReadError
from corpus.limits import Limits, beyond

_HARMLESS = 64 << 20
"""Bytes below which it does not matter how well an archive is compressed."""


class ExhaustedError(ReadError):
    """A container has more in it than it may."""


class Budget:
    """Counts what is unpacked from a file of ``size`` bytes, and the members it holds, against the limits."""

    def __init__(self, limits: Limits, size: int) -> None:
        self._limits = limits
        self._size = size
        self._bytes = self._members = 0

    def unpacked(self, count: int) -> None:
        """Count bytes that came out. Raises ExhaustedError."""
        self._bytes += count
        limits = self._limits
        if self._bytes > limits.archive_megabytes << 20:
            raise _exhausted(limits, "archive_megabytes", "megabytes when unpacked")
        if self._bytes > _HARMLESS and self._bytes > self._size * limits.archive_ratio:
            raise _exhausted(
                limits, "archive_ratio", "times its size when unpacked, as archives have that are made to do harm"
            )

    def member(self, count: int = 1) -> None:
        """Count members. Raises ExhaustedError."""
        self._members += count
        if self._members > self._limits.archive_members:
            raise _exhausted(self._limits, "archive_members", "files or rows in it")


def _exhausted(limits: Limits, limit: str, what: str) -> ExhaustedError:
    return ExhaustedError(beyond(limit, what, getattr(limits, limit)).message)


class Counted:
    """A stream whose bytes are counted. It can be sought forwards, and hands out no more than ``most`` bytes at once.

    ``last`` is what it handed out last.
    """

    def __init__(self, stream: BinaryIO, budget: Budget, most: int) -> None:
        self._stream = stream
        self._budget = budget
        self._most = most
        self._at = 0
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        """Read at most ``size`` bytes. Raises ReadError where more are asked for than it hands out at once."""
        if not 0 <= size <= self._most:
            raise ReadError("it is damaged: a part of it has an impossible size")
        data = self._stream.read(size)
        self._budget.unpacked(len(data))
        self._at += len(data)
        self.last = data
        return data

    def peek(self, size: int) -> bytes:
        """Bytes that come next, at least one unless it is at its end; they are neither counted nor passed over."""
        found: bytes = self._stream.peek(size)  # type: ignore[attr-defined] # which every buffered stream has
        return found

    def __enter__(self) -> "Counted":  # noqa: PYI034 - Self needs Python 3.11
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._stream.close()

    def tell(self) -> int:
        """How many bytes have been read or passed over."""
        return self._at

    def seek(self, position: int) -> int:
        """Pass over what lies before a position. Raises ReadError where that lies behind."""
        if position < self._at:
            raise ReadError("it is damaged: its parts are out of order")
        while self._at < position and self.read(min(position - self._at, 1 << 20)):
            pass
        return self._at
