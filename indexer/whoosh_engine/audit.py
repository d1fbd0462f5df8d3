"""Looking at every byte and every number of a segment: what a reader takes on trust is proved here."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import LibraryError
from corpus.messages import Message
from indexer.engine import document_order
from indexer.keys import BANDS, FIELDS, TWIN
from indexer.whoosh_engine.core import hash_of
from indexer.whoosh_engine.guard import guard
from indexer.whoosh_engine.layout import PASSAGES, PATH_RANKS, RECORDS, SEGMENT_FILES, TEXTS
from indexer.whoosh_engine.mapped import damaged
from indexer.whoosh_engine.ragged import starts_of
from indexer.whoosh_engine.signature_writer import have_twins
from indexer.whoosh_engine.sources import SegmentSource, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indexer.whoosh_engine.core import SegmentCore


def audit(core: SegmentCore) -> Iterator[str]:
    """What is wrong with a segment: a line for each damaged file or, where the bytes are right, for each false number."""
    broken = False
    for name in SEGMENT_FILES:
        with _reporting() as complaints:
            core.files[name].check_all()
        broken = broken or bool(complaints)
        yield from complaints
    for check in () if broken else (_edges, _documents, _passages, _signatures, _terms):
        with _reporting() as complaints:
            complaints.extend(damaged(core.files[PASSAGES].path, what).message for what in guard(check)(core))
        if complaints:
            yield from complaints
            return  # the later checks build on what the earlier ones prove


@contextmanager
def _reporting() -> Iterator[list[str]]:
    """A list of complaints, to which an error that ends the context is added."""
    complaints: list[str] = []
    try:
        yield complaints
    except LibraryError as error:
        complaints.append(error.message)


def _edges(core: SegmentCore) -> Iterator[str]:
    """Whether documents, records and texts follow each other without gap or overlap, and the sums are right."""
    table = core.files[PASSAGES]
    for name, column, end in (
        ("documents", table.column("d.first"), core.entry.passages),
        ("records", table.column("d.record"), len(core.files[RECORDS].section("records"))),
        ("texts", core.column("p.tile"), len(core.files[TEXTS].section("texts"))),
    ):
        edges = _array(column.whole())
        if edges[0] != 0 or edges[-1] != end or (np.diff(edges) < 0).any():
            yield Message("the {name} do not follow each other", name=name)
    for field in FIELDS:
        if int(_array(core.lengths(field)).sum()) != core.meta["lengths"][field]:
            yield Message("the lengths of the {field} do not add up", field=field)


def _documents(core: SegmentCore) -> Iterator[str]:
    """Whether every record can be read and found, and every document's text is as long as its record says."""
    table = core.files[PASSAGES]
    hashes, order = _array(table.column("d.hash").whole()), _array(table.column("d.order").whole())
    if (np.sort(order) != np.arange(core.entry.documents)).any() or (hashes[1:] < hashes[:-1]).any():
        yield Message("documents cannot be found by their IDs")
    paths = list(_by_path(core))
    if paths != sorted(paths):
        yield Message("documents are not in the order of their paths that the index says")
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    for place in range(core.entry.documents):
        record = core.record(place)
        first, after = core.passages_of(place)
        text = core.text(first, after - 1) if first < after else record.blank
        if hash_of(record.document.id) != table.column("d.hash")[int(places[place])]:
            yield Message("the record of document {place} is another's", place=place)
        if len(text) != record.characters:
            yield Message("the text of {path} is not as long as its record says", path=record.document.path)


def _by_path(core: SegmentCore) -> Iterator[list[str]]:
    """The paths of the documents, in the order in which the segment says that they come."""
    table = core.files[PASSAGES]
    documents = np.arange(core.entry.documents)
    places = np.argsort(_array(table.column(PATH_RANKS).whole())) if PATH_RANKS in table.sections else documents
    return (document_order(core.record(place).path) for place in places.tolist())


def _passages(core: SegmentCore) -> Iterator[str]:
    """Whether every passage can be read, lies within its tile, and is found by its ID."""
    order, ids = _array(core.column("p.order").whole()), _array(core.column("p.id").whole())
    if (np.sort(order) != np.arange(len(ids))).any() or (np.diff(ids[order].astype(np.int64)) < 0).any():
        yield Message("passages cannot be found by their IDs")
    for number in range(core.entry.passages):
        passage = core.passage(number)
        span = passage.locator.span
        if len(passage.text) != span.end - span.start:
            yield Message(
                "passage {id} of {path} is not as long as the index says", id=passage.id, path=passage.locator.path
            )


def _signatures(core: SegmentCore) -> Iterator[Message]:
    """Whether every passage is found by the keys of its signature, and those that share one are flagged."""
    count = core.entry.passages
    table = core.files[PASSAGES]
    keys = np.asarray(table.column("s.key").whole()).reshape(-1, BANDS)
    orders = [_array(table.column(f"s.{band}").whole()) for band in range(BANDS)]
    if len(keys) != count or any(len(order) != count for order in orders):
        yield Message("signatures are not of the number that the index says")
        return
    for band, order in enumerate(orders):
        sorted_keys = keys[order, band]
        if (np.sort(order) != np.arange(count)).any() or (sorted_keys[1:] < sorted_keys[:-1]).any():
            yield Message("passages cannot be found by their signatures")
    if ((_array(core.column("p.flags").whole()) & TWIN != 0) != have_twins(keys)).any():
        yield Message("passages with the same signature are not marked as such")


def _terms(core: SegmentCore) -> Iterator[str]:
    """Whether every posting list ascends, stays within the segment, and adds up to the lengths of the passages."""
    for field in FIELDS:
        lengths = np.zeros(core.entry.passages, np.int64)
        source = SegmentSource(core, field, np.arange(core.entry.passages, dtype=np.int64))
        if (np.diff(source.keys.astype(np.int64)) <= 0).any() or sorted(set(source.long)) != source.long:
            yield Message("the terms of {field} are out of order", field=field)
        for lists in merged([source])[1]:
            rising = np.diff(lists.numbers) > 0
            rising[starts_of(lists.sizes)[1:] - 1] = True
            if not rising.all():
                yield Message("a list of {field} is out of order", field=field)
            np.add.at(lengths, lists.numbers, lists.counts)
        if (lengths != _array(core.lengths(field))).any():
            yield Message("the lists of {field} and the lengths of the passages do not agree", field=field)


def _array(view: memoryview[Any]) -> NDArray[Any]:
    return np.asarray(view).astype(np.int64) if view.itemsize < 8 else np.asarray(view)
