"""ZIP archives."""

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import BinaryIO, cast

from corpus.containers.archive import IRREGULAR, LINK, Archive
from corpus.containers.budget import Budget, Counted
from corpus.containers.model import Found, Reading
from corpus.containers.names import decoded
from corpus.errors import ReadError
from corpus.limits import Limits, beyond
from corpus.messages import Message

_UTF8 = 0x800
_ENCRYPTED = 0x1
"""Bits of a member's flags: APPNOTE.TXT 6.3.10, 4.4.4."""
_UNIX = 3

_ENTRY = 46
"""Bytes that a member takes in the directory at least: APPNOTE.TXT 4.3.12."""
_END = struct.Struct("<4s4H2LH")
"""The record at the end of the directory, 4.3.16; a comment of up to 64 kB follows it."""
_END64 = struct.Struct("<4sQ2H2L4Q")
"""The same for large archives, 4.3.14, which stands before its locator, 4.3.15."""
_LOCATOR64 = 20

_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def read(file: BinaryIO, name: str, reading: Reading, budget: Budget) -> Iterator[Found]:  # noqa: ARG001 - an Opener
    """Give the documents of a ZIP archive. A member that is damaged is reported, and the others go on."""
    _check_directory(file, reading.limits)
    archive = Archive(reading, budget, _DAMAGES)
    try:
        opened = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise ReadError(
            "it is damaged or no ZIP archive; its directory, which stands at its end, is missing"
        ) from error
    with opened:
        infos = [info for info in opened.infolist() if not info.is_dir()]
        for info, path in zip(infos, _names(infos), strict=True):
            yield from archive.found(path, info.file_size, partial(_stream, opened, info, budget), _hindrance(info))


def _stream(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> AbstractContextManager[BinaryIO]:
    stream = Counted(cast("BinaryIO", archive.open(info)), budget, max(1 << 20, info.file_size))
    return cast("AbstractContextManager[BinaryIO]", stream)


def _hindrance(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _ENCRYPTED:
        return Message("it is encrypted; unpack the archive with its password")
    mode = info.external_attr >> 16 if info.create_system == _UNIX else 0
    if stat.S_ISLNK(mode):
        return LINK
    return IRREGULAR if stat.S_IFMT(mode) and not stat.S_ISREG(mode) else ""


def _names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The members' names, with ``/`` between their parts. Where no encoding is stated one is found for all of them."""
    raw: dict[int, bytes] = {}
    for number, info in enumerate(infos):
        if not info.flag_bits & _UTF8:
            try:
                raw[number] = info.filename.encode("cp437")  # as which zipfile read it
            except UnicodeEncodeError:
                continue  # it found the name in Unicode elsewhere
    found = dict(zip(raw, decoded(list(raw.values())) or (), strict=False))
    return [found.get(number, info.filename).replace("\\", "/") for number, info in enumerate(infos)]


def _check_directory(file: BinaryIO, limits: Limits) -> None:
    """Raise ReadError where the directory, all of which zipfile keeps in memory, lists more members than there may be."""
    end = file.seek(0, os.SEEK_END)
    start = file.seek(max(0, end - _END.size - (1 << 16)))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    size = _END.unpack_from(tail, at)[5] if 0 <= at <= len(tail) - _END.size else 0
    behind = start + at
    large = behind - _LOCATOR64 - _END64.size
    if size == 0xFFFFFFFF and large >= 0:
        file.seek(large)
        behind, size = large, _END64.unpack(file.read(_END64.size))[8]
    if size > limits.archive_members * _ENTRY:
        file.seek(max(0, behind - size))
        if sum(block.count(b"PK\x01\x02") for block in iter(lambda: file.read(1 << 20), b"")) > limits.archive_members:
            raise beyond("archive_members", "files or rows in it", limits.archive_members)
    file.seek(0)
