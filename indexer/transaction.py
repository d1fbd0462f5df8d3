"""A change to an index: all of it or nothing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic, sleep

from corpus.errors import LibraryError, LockedError
from indexer.engine import Engine, Writer

_PAUSE = 0.1
"""Seconds between looks at whether the lock is free."""

_KEPT_OUT_OF_GIT = ".gitignore"


@contextmanager
def transaction(engine: Engine, index: str, *, memory: int, fresh: bool = False, wait: float = 0.0) -> Iterator[Writer]:
    """A writer for the index in this folder, which is made if need be; cancelled if anything goes wrong.

    ``memory`` is in bytes; ``fresh`` begins with an empty index; ``wait`` is how many seconds another process may still
    take to finish with the index. What the system refuses becomes a LibraryError.
    """
    made = not os.path.isdir(index)
    try:
        if made:
            _make(index)
        writer = _begin(engine, memory, wait, fresh=fresh)
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
    except BaseException as error:
        if made:
            _unmake(index)
        if not isinstance(error, OSError):
            raise
        raise LibraryError(
            "cannot write the index in {index}: {reason}; choose another place: --index DIR", index=index, reason=error
        ) from error


def tidy(engine: Engine) -> None:
    """Remove what a writer that was killed has left, if there is any and nobody is writing. The index is as it was."""
    with suppress(OSError, LibraryError):
        if engine.has_leftovers():
            engine.writer(memory=0, fresh=False).cancel()


def _begin(engine: Engine, memory: int, wait: float, *, fresh: bool) -> Writer:
    end = monotonic() + wait
    while monotonic() < end:
        with suppress(LockedError):
            return engine.writer(memory=memory, fresh=fresh)
        sleep(_PAUSE)
    return engine.writer(memory=memory, fresh=fresh)


def _make(index: str) -> None:
    os.makedirs(index, exist_ok=True)
    with open(os.path.join(index, _KEPT_OUT_OF_GIT), "w", encoding="ascii") as file:
        file.write("*\n")


def _unmake(index: str) -> None:
    """Remove the folder, unless somebody has committed something in it."""
    with suppress(OSError):
        if os.listdir(index) == [_KEPT_OUT_OF_GIT]:
            os.unlink(os.path.join(index, _KEPT_OUT_OF_GIT))
        os.rmdir(index)
