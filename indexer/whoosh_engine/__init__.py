"""The embedded engine: Whoosh's index, with a codec, a table of contents and a reader of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.whoosh_engine.reader import IndexReader, open_latest

if TYPE_CHECKING:
    from indexer.whoosh_engine.writer import IndexWriter

__all__ = ["WhooshEngine"]


class WhooshEngine:
    """The index in a folder; implements ``indexer.engine.Engine``. Reading imports neither Whoosh nor numpy."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def reader(self) -> IndexReader:
        """Open the last commit. Raises NoIndexError where there is none, LibraryError where it is damaged."""
        return open_latest(self._folder)

    def has_leftovers(self) -> bool:
        """Whether files lie about that no commit names."""
        from indexer.whoosh_engine.toc import leftovers

        return bool(leftovers(self._folder))

    def writer(self, *, memory: int, fresh: bool) -> IndexWriter:
        """Begin a transaction in a folder that exists; ``memory`` is in bytes.

        Raises LockedError where another process is writing, and OSError where the folder cannot be written.
        """
        from indexer.whoosh_engine.writer import open_writer

        return open_writer(self._folder, memory=memory, fresh=fresh)
