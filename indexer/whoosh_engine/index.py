"""Whoosh's index, with a table of contents that is not pickled."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from whoosh.analysis import IDAnalyzer
from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Frequency
from whoosh.index import TOC, FileIndex

from indexer.whoosh_engine.layout import INDEX_NAME
from indexer.whoosh_engine.segment import BagSegment
from indexer.whoosh_engine.storage import DurableStorage
from indexer.whoosh_engine.toc import Contents, generations, read_latest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indexer.whoosh_engine.batch_writer import BatchWriter


class Bag(FieldType):  # type: ignore[misc]
    """A field whose value is a bag of terms, prepared by whoever indexes."""

    def __init__(self) -> None:
        super().__init__(Frequency(), IDAnalyzer(), scorable=True)

    def index(self, value: Mapping[str, int], **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:  # noqa: ANN401
        """Terms, counts, weights and no more."""
        del kwargs
        for term in sorted(value):
            yield term.encode("utf-8"), value[term], float(value[term]), b""


def schema() -> Schema:
    """The fields of a passage."""
    return Schema(grams=Bag(), words=Bag(), id=STORED(), path=STORED(), text=STORED())


class BagIndex(FileIndex):  # type: ignore[misc]
    """The index in a folder, which need not hold one yet. ``fresh`` takes it for empty, whatever it holds."""

    def __init__(self, folder: str, *, fresh: bool = False) -> None:
        self.storage = DurableStorage(folder)
        self.indexname = INDEX_NAME
        self._schema = schema()
        self._fresh = fresh

    def contents(self) -> Contents:
        """The last commit. Raises LibraryError where it is damaged."""
        if self._fresh:
            return Contents(max(generations(os.listdir(self.storage.folder)), default=0))
        return read_latest(self.storage.folder) or Contents(0)

    def writer(self, **kwargs: Any) -> BatchWriter:  # noqa: ANN401 - as Whoosh has it
        """Begin a transaction. Raises whoosh.index.LockError where another has begun."""
        from indexer.whoosh_engine.batch_writer import BatchWriter

        return BatchWriter(self, **kwargs)

    def _read_toc(self) -> TOC:
        contents = self.contents()
        folder = self.storage.folder
        return TOC(self._schema, [BagSegment(folder, entry) for entry in contents.segments], contents.generation)
