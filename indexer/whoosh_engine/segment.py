"""What Whoosh knows of a segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh.codec.base import Segment

from indexer.whoosh_engine.core import SegmentCore
from indexer.whoosh_engine.layout import INDEX_NAME
from indexer.whoosh_engine.toc import FileEntry, SegmentEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.whoosh_engine.codec import BagCodec


class BagSegment(Segment):  # type: ignore[misc]
    """A segment of the index, committed or being written. Documents in Whoosh's sense are passages."""

    def __init__(self, folder: str, entry: SegmentEntry | None = None) -> None:
        """A segment committed in a folder, or a new one."""
        super().__init__(INDEX_NAME)
        self._folder = folder
        self.files: dict[str, FileEntry] = {}
        self.document_count = 0
        self.deleted: set[int] = set()
        self._passages = 0
        self._core: SegmentCore | None = None
        if entry is not None:
            self.segid = entry.id.removeprefix(f"{INDEX_NAME}_")
            self.files = dict(entry.files)
            self.document_count = entry.documents
            self._passages = entry.passages
            for start, end in entry.deleted:
                self.deleted.update(range(start, end))

    def entry(self) -> SegmentEntry:
        """What the table of contents says of the segment."""
        deleted = tuple(_ranges(self.deleted))
        return SegmentEntry(self.segment_id(), dict(self.files), self.document_count, self._passages, deleted)

    @property
    def core(self) -> SegmentCore:
        """The segment's content, with what was deleted when this was first asked."""
        if self._core is None:
            self._core = SegmentCore(self._folder, self.entry())
        return self._core

    def release(self) -> None:
        """Close the files."""
        if self._core is not None:
            self._core.close()
            self._core = None

    def codec(self) -> BagCodec:
        """The codec that reads and writes such segments."""
        from indexer.whoosh_engine.codec import BagCodec

        return BagCodec()

    def should_assemble(self) -> bool:
        """No: the files are mapped one by one."""
        return False

    def set_doc_count(self, doccount: int) -> None:
        """Set the number of passages."""
        self._passages = doccount

    def doc_count_all(self) -> int:
        """How many passages the segment holds, deleted ones included."""
        return self._passages

    def deleted_count(self) -> int:
        """How many passages are deleted."""
        return sum(1 for _ in self.deleted_docs())

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        """The numbers of deleted passages."""
        for place in sorted(self.deleted):
            yield from range(*self.core.passages_of(place))

    def is_deleted(self, docnum: int) -> bool:
        """Whether a passage is deleted."""
        return bool(self.deleted) and self.core.place_of(docnum) in self.deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete the whole document that holds the passage, or take that back."""
        place = self.core.place_of(docnum)
        if delete:
            self.deleted.add(place)
        else:
            self.deleted.discard(place)


def _ranges(places: set[int]) -> Iterator[tuple[int, int]]:
    """The places as half-open ranges, ascending and apart."""
    start = end = -1
    for place in sorted(places):
        if place != end:
            if end > start:
                yield start, end
            start = place
        end = place + 1
    if end > start:
        yield start, end
