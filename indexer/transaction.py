"""A change to an index: all of it or nothing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from corpus.errors import LibraryError
from indexer.engine import Engine, Writer


@contextmanager
def transaction(engine: Engine, index: str, *, memory: int, fresh: bool = False) -> Iterator[Writer]:
    """A writer for the index in this folder, which is made if need be; cancelled if anything goes wrong.

    ``memory`` is in bytes; ``fresh`` begins with an empty index. What the system refuses becomes a LibraryError.
    """
    made = not os.path.isdir(index)
    try:
        os.makedirs(index, exist_ok=True)
        writer = engine.writer(memory=memory, fresh=fresh)
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
        if made:
            with open(os.path.join(index, ".gitignore"), "w", encoding="ascii") as file:
                file.write("*\n")
    except BaseException as error:
        if made:
            with suppress(OSError):  # it is not empty
                os.rmdir(index)
        if not isinstance(error, OSError):
            raise
        reason = error.strerror or str(error)
        raise LibraryError(f"cannot write the index in {index}: {reason}; choose another place: --index DIR") from error
