"""Arrays put aside on the disk until a segment is written, where they would take more memory than there is to work with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_Item = TypeVar("_Item", bound=np.generic)


class Scratch:
    """A file without a name, made when the first array is put aside; it goes when it is closed, or its process ends."""

    def __init__(self, make: Callable[[], BinaryIO]) -> None:
        self._make = make
        self._file: BinaryIO | None = None
        self._size = 0

    def put(self, values: NDArray[_Item]) -> Aside[_Item]:
        """Put an array aside."""
        return Aside(self, self._write(values.tobytes()), len(values), values.dtype)

    def put_terms(self, terms: tuple[str, ...]) -> Callable[[], tuple[str, ...]]:
        """Put terms, which hold no NUL, aside, and give what reads them again."""
        data = "\0".join(terms).encode("utf-8", "surrogatepass")
        at = self._write(data)
        return lambda: tuple(self.read(at, len(data)).decode("utf-8", "surrogatepass").split("\0")) if data else ()

    def read(self, at: int, size: int) -> bytes:
        """Some bytes of the file. Raises OSError where they are not there."""
        if self._file is None:
            raise ValueError("nothing was put aside")
        self._file.seek(at)
        parts: list[bytes] = []
        while size:
            parts.append(self._file.read(size))  # of an unbuffered file less may come than was asked for
            if not parts[-1]:
                raise OSError("what was put aside on the disk has been cut short")
            size -= len(parts[-1])
        return b"".join(parts)

    def close(self) -> None:
        """Forget everything."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._size = 0

    def _write(self, data: bytes) -> int:
        if self._file is None:
            self._file = self._make()
        at = self._size
        self._file.seek(at)
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]
        self._size += len(data)
        return at


class Aside(Generic[_Item]):
    """An array that was put aside; a slice of it is read when it is asked for."""

    def __init__(self, scratch: Scratch, at: int, length: int, dtype: np.dtype[_Item]) -> None:
        self._scratch = scratch
        self._at = at
        self._length = length
        self._dtype = dtype

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> NDArray[_Item]:
        start, end, _ = part.indices(self._length)
        width = self._dtype.itemsize
        return np.frombuffer(self._scratch.read(self._at + start * width, max(0, end - start) * width), self._dtype)


Stored = Any
"""An array or one put aside: what both have in common is their length and slices."""
