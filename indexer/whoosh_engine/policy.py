"""Which segments to merge when a commit is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh.reading import SegmentReader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.whoosh_engine.batch_writer import BatchWriter
    from indexer.whoosh_engine.segment import BagSegment

_SMALL = 500
"""Passages up to which a segment is always merged with what is new: rewriting so many takes a few hundredths of a second."""
_MOSTLY_DELETED = 0.5


def merge_similar(writer: BatchWriter, segments: Iterable[BagSegment]) -> list[BagSegment]:
    """Merge the smallest segments with the new one, as long as none is larger than all before it together.

    So each segment that stays is larger than all the smaller ones together: their number grows with the logarithm of the
    index, and a passage is rewritten about as often. A segment of which more than half is deleted counts by what lives.
    """
    kept: list[BagSegment] = []
    total = max(writer.doc_count(), _SMALL)
    by_size = sorted(segments, key=lambda segment: segment.doc_count())
    for segment in by_size:
        size = segment.doc_count()
        if size <= total and (size or segment.document_count) and not kept:
            writer.add_reader(SegmentReader(writer.storage, writer.schema, segment))
            total += size
        elif size:
            kept.append(segment)
    return kept
