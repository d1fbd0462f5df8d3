"""Tar archives, compressed or not, read from front to back without going back."""

import tarfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import partial
from typing import BinaryIO, cast

from corpus.containers.archive import IRREGULAR, LINK, Archive
from corpus.containers.budget import Budget, Counted
from corpus.containers.inflate import inflated
from corpus.containers.model import Found, Reading
from corpus.containers.names import decoded
from corpus.errors import ReadError
from corpus.messages import Message

_LARGEST_HEADER = 16 << 20
"""Bytes of a long name or of extended attributes, which tarfile reads at once."""

_REMEMBERED = 100
"""Names by which the encoding of the next is judged."""
_SPARSE = Message("it is stored as a sparse file; unpack the archive")


def read(file: BinaryIO, name: str, reading: Reading, budget: Budget) -> Iterator[Found]:  # noqa: ARG001 - an Opener
    """Give the documents of a tar archive."""
    stream = Counted(inflated(file), budget, max(_LARGEST_HEADER, reading.limits.megabytes << 20))
    archive = Archive(reading, budget)
    named = _Names()
    try:
        with tarfile.open(fileobj=cast("BinaryIO", stream), mode="r:", encoding="utf-8") as tar:
            while (info := tar.next()) is not None:
                tar.members.clear()  # type: ignore[attr-defined] # it would keep them all
                if not info.isdir():
                    yield from archive.found(named(info), info.size, partial(_opened, tar, info), _hindrance(info))
            if stream.last.strip(b"\0"):  # tarfile takes a header that it cannot read for the end
                raise _damaged(stream.tell())
    except (tarfile.TarError, EOFError) as error:
        raise _damaged(stream.tell()) from error


def _damaged(at: int) -> ReadError:
    if at <= tarfile.BLOCKSIZE:
        return ReadError("it is damaged from its start, or no tar archive")
    return ReadError("it is damaged {at:,} bytes into what it unpacks to; the rest is not read", at=at)


def _opened(tar: tarfile.TarFile, info: tarfile.TarInfo) -> AbstractContextManager[BinaryIO]:
    return cast("AbstractContextManager[BinaryIO]", tar.extractfile(info))


def _hindrance(info: tarfile.TarInfo) -> str:
    if info.issym() or info.islnk():
        return LINK
    if info.issparse():
        return _SPARSE
    return "" if info.isreg() else IRREGULAR


class _Names:
    """The names of members; those that are not UTF-8, as tarfile takes them for, in the encoding that reads best.

    The more of them have been seen, the surer that is.
    """

    def __init__(self) -> None:
        self._odd: list[bytes] = []

    def __call__(self, info: tarfile.TarInfo) -> str:
        raw = info.name.encode("utf-8", "surrogateescape")
        try:
            return raw.decode()
        except UnicodeDecodeError:
            self._odd = [*self._odd[-_REMEMBERED:], raw]
        names = decoded(self._odd)
        return names[-1] if names else info.name
