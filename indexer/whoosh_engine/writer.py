"""The engine's writer: Whoosh's, behind the promises of ``indexer.engine.Writer``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from whoosh.index import LockError

from corpus.errors import LockedError
from indexer.whoosh_engine.index import BagIndex
from indexer.whoosh_engine.layout import LOCK_NAME
from indexer.whoosh_engine.lock import holder
from indexer.whoosh_engine.policy import merge_similar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from indexer.batch import Batch
    from indexer.whoosh_engine.batch_writer import BatchWriter


def open_writer(folder: str, *, memory: int, fresh: bool) -> IndexWriter:
    """Begin a transaction. Raises LockedError where another process is writing."""
    try:
        return IndexWriter(BagIndex(folder, fresh=fresh).writer(memory=memory * 9 // 16))
    except LockError as error:
        who = holder(os.path.join(folder, LOCK_NAME))
        raise LockedError(
            "{path}: {who} is writing this index; wait for it with --wait, or try again when it is done",
            path=folder,
            who=who,
        ) from error


class IndexWriter:
    """One transaction; implements ``indexer.engine.Writer``."""

    def __init__(self, writer: BatchWriter) -> None:
        self._writer = writer

    def add(self, batch: Batch) -> None:
        """Add the documents of a batch, in place of any with the same IDs."""
        if batch.document_ids or batch.unfinished:
            self._writer.add_batch(batch)

    def delete(self, document_ids: Collection[str]) -> None:
        """Delete documents; unknown IDs are ignored."""
        self._writer.delete_ids(document_ids)

    def checkpoint(self, manifest: bytes, stamps: Mapping[str, str]) -> None:
        """Commit what is there so far, and go on; not in the middle of a document."""
        if self._writer.is_unfinished:
            return
        self._writer.manifest = manifest
        self._writer.stamps = dict(stamps)
        self._writer.checkpoint()

    def commit(self, manifest: bytes, stamps: Mapping[str, str]) -> None:
        """Make everything durable and visible at once."""
        self._writer.leave_out_unfinished()
        self._writer.manifest = manifest
        self._writer.stamps = dict(stamps)
        self._writer.commit(mergetype=merge_similar)

    def cancel(self) -> None:
        """Forget everything since the writer was opened."""
        if not self._writer.is_closed:
            self._writer.cancel()
