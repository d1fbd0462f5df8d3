"""What archives of all kinds have in common: which of their members are documents, and how these are read."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import BinaryIO, cast

from corpus.containers import SUFFIXES, container_suffix, holds_rows
from corpus.containers.budget import Budget, ExhaustedError
from corpus.containers.model import Found, Member, Opener, Other, Reading, Remark, Unread
from corpus.containers.names import Distinct, is_hidden, path_of
from corpus.errors import ReadError
from corpus.limits import beyond
from corpus.messages import Message
from corpus.readers import SUFFIXES as DOCUMENTS
from corpus.record.sidecar import is_sidecar

LINK = Message("it is a link, which is not followed within an archive")
IRREGULAR = Message("it is no regular file (a pipe or device)")
_NESTED = Message("an archive within an archive is not opened; unpack the outer one")
_UNKNOWN = Message("it is compressed in a way that is not known here; unpack the archive")
_DAMAGED = Message("it is damaged")

Opened = Callable[[], AbstractContextManager[BinaryIO]]
"""Opens a member."""


@dataclass(slots=True)
class Archive:
    """Decides about one member after another. An error that is ``tolerated`` costs the member it is met in and no more."""

    reading: Reading
    budget: Budget
    tolerated: tuple[type[Exception], ...] = ()
    _distinct: Distinct = field(default_factory=Distinct)

    def found(self, name: str, size: int, opened: Opened, hindrance: str = "") -> Iterator[Found]:
        """What a member of this name and size gives; it is opened only if it has to be read.

        ``hindrance`` says why it cannot be. Raises ExhaustedError, and whatever opening and reading it raises.
        """
        self.budget.member()
        path = path_of(name)
        if path is None:
            yield Remark(Message("the name {name} leads out of the archive", name=name))
            return
        if not path or is_hidden(path) or is_sidecar(path):
            return
        suffix = container_suffix(path) or os.path.splitext(path)[1].lower()
        if suffix not in DOCUMENTS and suffix not in SUFFIXES:
            yield Unread(path, hindrance) if hindrance == IRREGULAR else Other(suffix)
            return
        path = self._distinct(path)
        if not holds_rows(path) and not self.reading.wanted(path):  # of a table, each row will be asked for
            return
        hindrance = hindrance or self._hindrance(path, suffix, size)
        if hindrance:
            yield Unread(path, hindrance)
        else:
            yield from self._read(path, suffix, size, opened)

    def _hindrance(self, path: str, suffix: str, size: int) -> str:
        """Why a member of this name and size is not opened."""
        if suffix in SUFFIXES:
            return "" if holds_rows(path) else _NESTED
        most = self.reading.limits.megabytes
        return beyond("megabytes", "megabytes", most).message if size > most << 20 else ""

    def _read(self, path: str, suffix: str, size: int, opened: Opened) -> Iterator[Found]:
        try:
            if suffix in SUFFIXES:
                yield from self._rows(path, suffix, opened)
                return
            with opened() as stream:
                data = stream.read(size)
            yield Member(path, suffix, data)
        except ExhaustedError:
            raise
        except ReadError as error:
            yield Unread(path, error.message)
        except self.tolerated as error:
            yield Unread(path, _UNKNOWN if isinstance(error, NotImplementedError) else _DAMAGED)

    def _rows(self, path: str, suffix: str, opened: Opened) -> Iterator[Found]:
        """The rows of a table in the archive, with paths below the table's."""
        opener = cast("Opener", import_module(f"corpus.containers.{SUFFIXES[suffix]}").read)
        wanted = self.reading.wanted
        reading = replace(self.reading, wanted=lambda name: wanted(f"{path}/{name}"))
        with opened() as stream:
            for each in opener(stream, path, reading, self.budget):
                yield below(path, each)


def below(path: str, found: Found) -> Found:
    """What was found in a table, as part of the archive that the table is in."""
    if isinstance(found, Member):
        return Member(f"{path}/{found.name}", found.suffix, found.data, found.line)
    if isinstance(found, Unread):
        return Unread(f"{path}/{found.name}", found.reason)
    return Remark(Message("{path}: {what}", path=path, what=found.what)) if isinstance(found, Remark) else found
