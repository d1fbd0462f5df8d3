"""The lock of a writer: held by the operating system, so that it ends with its process however that ends."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import datetime

from corpus.messages import Message

_FAR = 1 << 30
"""The byte that Windows locks: far behind the holder's name, which others must be able to read."""
_LONGEST = 1000
"""Bytes of the file that are looked at for the holder's name."""


class WriteLock:
    """An exclusive lock on a file, which names its holder. Whoosh acquires and releases it."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self, blocking: bool = False) -> bool:
        """Take the lock, if nobody has it. Raises OSError where the file cannot be opened or locked."""
        del blocking  # Whoosh never asks for it
        while True:
            descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o666)
            try:
                if not _locked(descriptor):
                    os.close(descriptor)
                    return False
                if _is_at(descriptor, self._path):
                    break
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)  # whoever held it has removed the file meanwhile
        self._descriptor = descriptor
        with suppress(OSError):  # a full disk: then the holder has no name
            os.ftruncate(descriptor, 0)
            os.write(descriptor, _holder().encode("ascii"))
        return True

    def release(self, *, remove: bool = False) -> None:
        """Let go of the lock, and remove the file if nothing else is left of the index."""
        if self._descriptor is None:
            return
        with suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            if remove:
                os.unlink(self._path)
        os.close(self._descriptor)
        self._descriptor = None

    def __del__(self) -> None:
        """Let go: Whoosh drops a lock without releasing it where a writer cannot be made."""
        self.release()


def holder(path: str) -> str:
    """Who holds the lock, in words: ``process 4711 on desk since 10:42:05``."""
    try:
        with open(path, "rb") as file:
            told = json.loads(file.read(_LONGEST))
        process, host, since = int(told["process"]), str(told["host"]), str(told["since"])
        return Message("process {process} on {host} since {since}", process=process, host=host, since=since)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Message("another process")


def _holder() -> str:
    from platform import node

    since = datetime.now().astimezone().isoformat(" ", timespec="seconds")
    return json.dumps({"process": os.getpid(), "host": node(), "since": since})


def _is_at(descriptor: int, path: str) -> bool:
    """Whether the file opened is still the one of that name."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


def _locked(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
