"""Whoosh's segment writer, taking batches instead of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.index import clean_files
from whoosh.writing import SegmentWriter

from corpus.errors import LibraryError
from indexer.keys import FIELDS
from indexer.whoosh_engine import toc
from indexer.whoosh_engine.blockfile import BlockFile
from indexer.whoosh_engine.codec import BagCodec
from indexer.whoosh_engine.layout import INDEX_NAME, MANIFEST_EXTENSION, manifest_stem, toc_name
from indexer.whoosh_engine.scratch import Scratch
from indexer.whoosh_engine.sources import BatchSource, SegmentSource

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from whoosh.reading import SegmentReader

    from indexer.batch import Batch
    from indexer.whoosh_engine.index import BagIndex
    from indexer.whoosh_engine.lock import WriteLock
    from indexer.whoosh_engine.passage_writer import PassageWriter
    from indexer.whoosh_engine.segment import BagSegment
    from indexer.whoosh_engine.sources import Source
    from indexer.whoosh_engine.storage import DurableStorage


class SourcePool:
    """Stands in for Whoosh's posting pool: it holds inverted lists, not postings.

    ``size`` is what it holds, in bytes. Of that no more than ``memory`` is kept there, the rest on the disk.
    """

    def __init__(self, memory: int, scratch: Scratch) -> None:
        self.size = 0
        self._memory = memory
        self._held: list[BatchSource] = []
        self._held_size = 0
        self._before: dict[str, int] = {}
        self._size_before = 0
        self._scratch = scratch
        self._sources: dict[str, list[Source]] = {field: [] for field in FIELDS}

    def add_batch(self, batch: Batch, base: int) -> None:
        """Take over a batch whose passages are numbered from ``base`` on."""
        for field, parts in batch.fields.items():
            for part in parts:
                source = BatchSource(part, base)
                self.size += source.nbytes
                self._held_size += source.nbytes
                self._held.append(source)
                self._sources[field].append(source)

    def begin_document(self) -> None:
        """Note what it holds before a document that comes in several batches."""
        self._before = {field: len(sources) for field, sources in self._sources.items()}
        self._size_before = self.size

    def forget_document(self) -> None:
        """Let go of everything since then."""
        for field, sources in self._sources.items():
            del sources[self._before[field] :]
        held = {id(source) for sources in self._sources.values() for source in sources}
        self._held = [source for source in self._held if id(source) in held]
        self._held_size = sum(source.nbytes for source in self._held)
        self.size = self._size_before

    def relieve(self) -> None:
        """Put aside what it holds in memory, if that is too much."""
        if self._held_size > self._memory:
            for source in self._held:
                source.put_aside(self._scratch)
            self._held, self._held_size = [], 0

    def add_source(self, field: str, source: Source) -> None:
        """Take over the lists of an older segment."""
        self._sources[field].append(source)

    def iter_postings(self) -> Mapping[str, list[Source]]:
        """What ``TermWriter.add_postings`` takes."""
        return self._sources

    def cleanup(self) -> None:
        """Forget everything."""
        self._sources = {field: [] for field in FIELDS}
        self._held, self._held_size = [], 0
        self._scratch.close()
        self.size = 0


class BatchWriter(SegmentWriter):  # type: ignore[misc]
    """One transaction on a ``BagIndex``. Whoosh holds the lock, numbers passages, and decides when what is written."""

    storage: DurableStorage
    segments: list[BagSegment]
    newsegment: BagSegment
    perdocwriter: PassageWriter
    writelock: WriteLock

    def __init__(self, ix: BagIndex, *, memory: int, **kwargs: Any) -> None:  # noqa: ANN401 - Whoosh's options
        super().__init__(ix, codec=BagCodec(), compound=False, **kwargs)
        self.pool = SourcePool(memory, Scratch(self.storage.open_scratch))
        self._memory = memory
        self._places: dict[str, int] = {}
        self.manifest = b""
        self.stamps: Mapping[str, str] = {}
        self._tidy()

    def add_batch(self, batch: Batch) -> None:
        """Add documents in place of any with the same IDs. Begins a new segment once the memory is used up.

        A document that does not go on, although the batch before left it unfinished, is left out.
        """
        if not batch.resumes:
            self.leave_out_unfinished()
            if batch.unfinished:
                self.pool.begin_document()
        self.delete_ids(batch.document_ids)
        for place, document_id in enumerate(batch.document_ids, self.newsegment.document_count):
            if document_id in self._places:  # twice in one batch: the later stays
                self.newsegment.deleted.add(self._places[document_id])
            self._places[document_id] = place
        self.newsegment.document_count += len(batch.document_ids)
        self.perdocwriter.add_batch(batch)
        self.pool.add_batch(batch, self.docnum)
        self.docnum += len(batch.passages.ids)
        self._added = True
        if batch.unfinished:
            self.pool.relieve()
        elif self.pool.size > self._memory:
            self._roll()

    @property
    def is_unfinished(self) -> bool:
        """Whether a document was added of which not all has come."""
        return self.perdocwriter.is_unfinished

    def leave_out_unfinished(self) -> None:
        """Take out again what there is of a document that does not go on."""
        if self.is_unfinished:
            self.perdocwriter.end_unfinished()
            self.pool.forget_document()
            self.newsegment.deleted.add(self.newsegment.document_count)
            self.newsegment.document_count += 1

    def delete_ids(self, document_ids: Collection[str]) -> None:
        """Delete documents by their IDs; unknown ones are ignored."""
        for document_id in document_ids:
            place = self._places.pop(document_id, None)
            if place is not None:
                self.newsegment.deleted.add(place)
            for segment in self.segments:
                segment.deleted.update(segment.core.places_of(document_id))

    def add_reader(self, reader: SegmentReader) -> None:
        """Merge a segment into the one being written, without what is deleted of it."""
        segment: BagSegment = reader.segment()
        core = segment.core
        places = np.array([at for at in range(segment.document_count) if at not in segment.deleted], np.int64)
        counts = np.array([after - first for first, after in map(core.passages_of, range(segment.document_count))])
        lives = np.repeat(np.isin(np.arange(segment.document_count), places), counts)
        numbers = np.where(lives, self.docnum + np.cumsum(lives) - 1, -1)
        self.perdocwriter.add_core(core, places)
        for field in FIELDS:
            self.pool.add_source(field, SegmentSource(core, field, numbers))
        self.docnum += int(lives.sum())
        self.newsegment.document_count += len(places)
        self._added = True

    def add_document(self, **fields: object) -> None:
        """Refuse: one passage at a time is what this writer exists to avoid."""
        raise NotImplementedError("this index takes batches (indexer.batch), not single documents")

    def checkpoint(self) -> None:
        """Commit what is there so far, without merging, and go on."""
        added = self._added
        if added:
            self.segments.append(self._finalize_segment())
        self._commit_toc(self.segments)
        self.generation += 1
        if added:
            self._begin_segment()

    def cancel(self) -> None:
        """Forget everything since the writer was opened, or since the last checkpoint."""
        self.perdocwriter.discard()
        self.fieldwriter.close()
        self._tidy()
        if not toc.generations(self.storage.list()):
            self.writelock.release(remove=True)
        super().cancel()

    def _roll(self) -> None:
        """Complete the segment being written, and begin another."""
        self.segments.append(self._finalize_segment())
        self._begin_segment()

    def _begin_segment(self) -> None:
        self.newsegment = self.codec.new_segment(self.storage, self.indexname)
        self.perdocwriter = self.codec.per_document_writer(self.storage, self.newsegment)
        self.fieldwriter = self.codec.field_writer(self.storage, self.newsegment)
        self.docnum = self.docbase
        self._places = {}
        self._added = False

    def _commit_toc(self, segments: Iterable[BagSegment]) -> None:
        """Make the commit: everything it names is on the disk, then one rename makes it the index."""
        storage = self.storage
        file = BlockFile(storage, manifest_stem(self.generation) + MANIFEST_EXTENSION)
        try:
            file.section("manifest", self.manifest)
            manifest = file.finish()
        finally:
            file.discard()
        contents = toc.Contents(
            generation=self.generation,
            segments=tuple(segment.entry() for segment in segments),
            manifest=manifest,
            stamps=self.stamps,
        )
        name = toc_name(self.generation)
        storage.write_whole(f"{name}.new", toc.encode(contents))
        storage.publish(f"{name}.new", name)
        self._tidy()

    def _finish(self) -> None:
        for segment in self.segments:
            segment.release()
        super()._finish()

    def _tidy(self) -> None:
        """Remove what no commit names: files of earlier commits, and of writers that did not end well."""
        try:
            committed = toc.read_latest(self.storage.folder)
        except (LibraryError, OSError):  # it is about to be replaced; until then, nobody knows what it needs
            return
        generation = committed.generation if committed else 0
        named = [_Named(entry.id) for entry in committed.segments] if committed else []
        clean_files(self.storage, INDEX_NAME, generation, [*named, _Named(manifest_stem(generation))])
        for name in self.storage.list():
            if name.startswith(f"_{INDEX_NAME}_") and name.endswith(".toc.new"):
                self.storage.remove(name)


class _Named:
    """What Whoosh's ``clean_files`` must know of files to keep: what their names begin with."""

    def __init__(self, stem: str) -> None:
        self._stem = stem

    def segment_id(self) -> str:
        """The part of the files' names before the extension."""
        return self._stem
