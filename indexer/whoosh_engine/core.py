"""One segment of the index, as a reader sees it. Pure Python and mapped files: opening it imports and loads nothing."""

from __future__ import annotations

import json
import os
from bisect import bisect_left, bisect_right
from codecs import utf_16_le_decode
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from corpus.id_number import to_id
from corpus.model import Locator, Passage, Span
from indexer.keys import FIELDS, TWIN, UTF16
from indexer.record import Record
from indexer.whoosh_engine.dictionary import Dictionary
from indexer.whoosh_engine.effort import Effort
from indexer.whoosh_engine.layout import PASSAGES, RECORDS, SEGMENT_FILES, TERMS, TEXTS
from indexer.whoosh_engine.mapped import Column, MappedFile, damaged
from indexer.whoosh_engine.opening import Opening
from indexer.whoosh_engine.postings import PostingLists, Postings, Single
from indexer.whoosh_engine.signatures import Signatures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.whoosh_engine.toc import SegmentEntry


_REMEMBERED = 4_000_000
"""Entries of the posting lists that a segment keeps for whoever asks next: at most 52 MB if all of them are decoded."""


class SegmentCore:
    """Documents, passages, texts and posting lists of a segment. Passages are numbered within it from 0."""

    def __init__(self, folder: str, entry: SegmentEntry) -> None:
        """Map the segment's files. Raises FileNotFoundError, or LibraryError where one is damaged."""
        self.entry = entry
        self.files = {
            name: MappedFile(os.path.join(folder, f"{entry.id}{name}"), at.length, at.checksum)
            for name, at in sorted(entry.files.items())
        }
        table = self.files[PASSAGES]
        try:
            self.meta: dict[str, Any] = json.loads(table.section("meta"))
            self._firsts = table.column("d.first")
            self._record_edges = table.column("d.record")
            self._columns = {name: table.column(name) for name in table.sections if name.startswith("p.")}
            self._fields = {name: self._open_field(name) for name in FIELDS}
            self.signatures = Signatures(table)
            self._texts, _ = self.files[TEXTS].span("texts")
        except (KeyError, ValueError, RecursionError) as error:
            raise damaged(table.path, "parts of it are missing") from error
        rows = {name: len(column) - (name == "p.tile") for name, column in self._columns.items()}
        if len(self._firsts) != entry.documents + 1 or {*rows.values()} - {entry.passages}:
            raise damaged(table.path, "it is not of the size that the table of contents says")
        self._records: dict[int, Record] = {}
        self._lists: dict[tuple[str, str], Postings | Single | None] = {}
        self._room = _REMEMBERED
        self.cache: dict[Any, Any] = {}
        self.effort = Effort()
        self.live = self._live_flags()

    def _open_field(self, name: str) -> tuple[Dictionary, PostingLists]:
        file, prefix = self.files[TERMS], name[0]
        slots = file.column(f"{prefix}.slot")
        return Dictionary(file, prefix, len(slots)), PostingLists(file, slots, f"{prefix}.post")

    @property
    def passage_count(self) -> int:
        """How many passages the segment holds, deleted ones included."""
        return self.entry.passages

    @property
    def live_count(self) -> int:
        """How many passages the segment holds that are not deleted."""
        return self.entry.passages if self.live is None else self.live.count(1)

    def column(self, name: str) -> Column:
        """A column of the passages' table: ``p.`` and a name of the format's."""
        return self._columns[name]

    # --- documents

    def passages_of(self, place: int) -> tuple[int, int]:
        """The first passage of the document at this place, and the one after its last."""
        first, after = self._firsts.part(place, place + 2)
        return first, after

    def place_of(self, number: int) -> int:
        """The place of the document that holds passage ``number``."""
        return bisect_right(self._first_passages, number) - 1

    @cached_property
    def _first_passages(self) -> memoryview[Any]:
        """The first passage of each document, and the number of all; checked once."""
        return self._firsts.whole()

    def deleted_places(self) -> set[int]:
        """The places of deleted documents."""
        return set(chain.from_iterable(range(*span) for span in self.entry.deleted))

    def record(self, place: int) -> Record:
        """The record of the document at this place."""
        known = self._records.get(place)
        if known is None:
            start, end = self._record_edges.part(place, place + 2)
            base, _ = self.files[RECORDS].span("records")
            known = self._records[place] = Record(self.files[RECORDS].read(base + start, base + end))
        return known

    def _live_flags(self) -> bytearray | None:
        """One byte a passage, 1 where it lives; None where nothing is deleted."""
        if not self.entry.deleted:
            return None
        flags = bytearray(b"\1") * self.entry.passages
        for start, end in self.entry.deleted:
            first, after = self._firsts[start], self._firsts[end]
            flags[first:after] = bytes(after - first)
        return flags

    def places_of(self, document_id: str) -> list[int]:
        """The places of the documents of that ID, deleted ones included."""
        table = self.files[PASSAGES]
        hashes, order = table.column("d.hash").whole(), table.column("d.order").whole()
        wanted = hash_of(document_id)
        found = order[bisect_left(hashes, wanted) : bisect_right(hashes, wanted)]
        return sorted(place for place in found if self.record(place).id == document_id)

    # --- passages

    def text(self, first: int, last: int) -> str:
        """The text of the tiles of passages ``first`` to ``last``, of one document."""
        base = self._texts
        edges = self._columns["p.tile"].part(first, last + 2)
        data = self.files[TEXTS].read(base + edges[0], base + edges[-1])
        if first == last:
            return decode_tile(data, self._columns["p.flags"][first])
        flags = self._columns["p.flags"].part(first, last + 1)
        if all(flag & UTF16 == flags[0] & UTF16 for flag in flags):
            return decode_tile(data, flags[0])
        origin = edges[0]
        parts = zip(flags, edges, edges[1:], strict=False)
        return "".join(decode_tile(data[start - origin : end - origin], flag) for flag, start, end in parts)

    def tiles(self, numbers: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
        """Where the tiles of these passages begin and end in the file of texts, and the passages' flags."""
        base = self._texts
        starts, ends = self._columns["p.tile"].picked_pairs(numbers)
        flags = self._columns["p.flags"].picked(numbers)
        return [base + start for start in starts], [base + end for end in ends], flags

    @cached_property
    def opening(self) -> Opening:
        """The passages that a row of letters or a word runs on from into the next."""
        return Opening(bytes(self._columns["p.flags"].whole()))

    def start(self, number: int) -> int:
        """Where the tile of a passage begins in its document."""
        firsts = self._first_passages
        return 0 if firsts[bisect_right(firsts, number) - 1] == number else self._columns["p.start"][number]

    def passage(self, number: int) -> Passage:
        """The passage of that number."""
        place = self.place_of(number)
        first, _ = self.passages_of(place)
        record = self.record(place)
        identity, start, size, at, line, lines, kind, paragraph = [column[number] for column in self._located]
        begin = start if number > first else 0
        page, label = record.places[at - 1] if at else (None, None)
        language, script = self.meta["kinds"][kind]
        path, span = record.path, Span(start, start + size)
        return Passage(
            id=to_id(identity),
            document_id=record.id,
            ordinal=record.ordinal + number - first,
            text=self.text(number, number)[start - begin : start + size - begin],
            locator=Locator(path, page, label, paragraph, line, line + lines, span),
            language=language,
            script=script,
        )

    @cached_property
    def _located(self) -> tuple[Column, ...]:
        names = ("id", "start", "size", "place", "line", "lines", "kind", "para")
        return tuple(self._columns[f"p.{name}"] for name in names)

    def with_ids(self, ids: range) -> list[int]:
        """The live passages whose IDs, as integers, are in the range; ascending."""
        order, every = self._columns["p.order"].whole(), self._columns["p.id"].whole()
        low = bisect_left(order, ids.start, key=every.__getitem__)
        high = bisect_left(order, ids.stop, key=every.__getitem__)
        return sorted(number for number in order[low:high] if self.live is None or self.live[number])

    def has_twin(self, number: int) -> bool:
        """Whether another passage of the segment has a key of this one's signature."""
        return bool(self._columns["p.flags"][number] & TWIN)

    def sharing(self, keys: Sequence[int]) -> set[int]:
        """The live passages with one of the keys of a signature."""
        return {number for number in self.signatures.sharing(keys) if self.live is None or self.live[number]}

    # --- terms

    def lengths(self, field: str) -> memoryview[Any]:
        """How many occurrences of the field's terms each passage holds."""
        return self._columns[f"p.len_{field[0]}"].whole()

    def live_length(self, field: str) -> int:
        """The sum of the lengths of live passages."""
        total: int = self.meta["lengths"][field]
        if self.live is None:
            return total
        lengths = self.lengths(field)
        spans = ((self._firsts[start], self._firsts[end]) for start, end in self.entry.deleted)
        return total - sum(sum(lengths[first:after]) for first, after in spans)

    def dictionary(self, field: str) -> Dictionary:
        """The terms of a field."""
        return self._fields[field][0]

    def postings(self, field: str, term: str) -> Postings | Single | None:
        """The posting list of a term, deleted passages included; None where it does not occur."""
        known, key = self._lists, (field, term)
        found = known.get(key)
        if found is not None or key in known:
            return found
        dictionary, lists = self._fields[field]
        number = dictionary.find(term)
        found = None if number is None else lists[number]
        while known and self._room < 0:
            self._room += _size(known.pop(next(iter(known))))
        self._room -= _size(found)
        known[key] = found
        return found

    def entries(self, postings: Postings | Single) -> Iterator[tuple[int, int]]:
        """The passages of a list that are not deleted, and how often each holds the term."""
        found = zip(postings.numbers(), postings.counts(), strict=True)
        live = self.live
        return found if live is None else ((number, count) for number, count in found if live[number])

    def raw_lists(self, field: str) -> tuple[memoryview[int], memoryview[int]]:
        """The slots of all terms of a field, and the bytes of their lists."""
        return self._fields[field][1].raw()

    def postings_at(self, field: str, number: int) -> Postings | Single:
        """The posting list of the term of that number."""
        return self._fields[field][1][number]

    def verify(self) -> None:
        """Check every byte of the segment's files. Raises LibraryError on damage."""
        for name in SEGMENT_FILES:
            self.files[name].check_all()

    def close(self) -> None:
        """Unmap the files."""
        self._columns.clear()
        self._fields.clear()
        for file in self.files.values():
            file.close()


def hash_of(document_id: str) -> int:
    """A document ID as 64 bits, to find it by."""
    from hashlib import blake2b

    data = document_id.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def _size(postings: Postings | Single | None) -> int:
    return 1 if postings is None else postings.size


def decode_tile(data: bytes, flags: int) -> str:
    """The text of a tile, given the flags of its passage."""
    if flags & UTF16:  # straight from the codec: looking it up by its name takes as long again
        return utf_16_le_decode(data, "surrogatepass", True)[0]
    return data.decode("utf-8", "surrogatepass")
