"""Writing the documents, passages and texts of a segment: the per-document half of the codec."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec.base import PerDocumentWriter

from corpus.model import Document
from indexer.engine import document_order
from indexer.invert import narrow
from indexer.keys import BANDS, FIELDS, TWIN
from indexer.record import encode
from indexer.whoosh_engine.blockfile import BlockFile
from indexer.whoosh_engine.core import hash_of
from indexer.whoosh_engine.layout import PASSAGES, PATH_RANKS, RECORDS, TEXTS
from indexer.whoosh_engine.ragged import steps
from indexer.whoosh_engine.signature_writer import have_twins, write_signatures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from indexer.batch import Batch
    from indexer.whoosh_engine.core import SegmentCore
    from indexer.whoosh_engine.ragged import Ints
    from indexer.whoosh_engine.segment import BagSegment
    from indexer.whoosh_engine.storage import DurableStorage

    Columns = dict[str, NDArray[Any]]

_COPIED = ("p.id", "p.start", "p.size", "p.para", "p.line", "p.lines", "p.place", "p.flags")
_COPY = 1 << 22
_NO_GAP = (1 << 31) - 1
"""The least content of a passage between two others where there is none such."""


class PassageWriter(PerDocumentWriter):  # type: ignore[misc]
    """Texts and records go to their files at once; columns are kept until the segment is complete."""

    def __init__(self, storage: DurableStorage, segment: BagSegment) -> None:
        self._storage = storage
        self._segment = segment
        self._files: dict[str, BlockFile] = {}
        self._columns: list[Columns] = []
        self._documents: list[Columns] = []
        self._signatures: list[NDArray[Any]] = []
        self._paths: list[str] = []
        self._kinds: dict[tuple[str, str], int] = {}
        self._characters = 0
        self._unfinished: list[NDArray[Any]] = []
        self._unfinished_characters = 0
        self._gap = _NO_GAP
        self._empty = 0
        self.is_closed = False

    def add_batch(self, batch: Batch) -> None:
        """Take over the documents of a batch."""
        self._file(TEXTS, "texts").write(batch.texts)
        self._file(RECORDS, "records").write(b"".join(batch.records))
        kinds = np.array([self._kinds.setdefault(kind, len(self._kinds)) for kind in batch.kinds], np.uint16)
        table = batch.passages
        columns = {
            "p.id": table.ids,
            "p.start": table.starts,
            "p.size": table.ends - table.starts,
            "p.para": table.paragraphs,
            "p.line": table.line_starts,
            "p.lines": table.line_ends - table.line_starts,
            "p.place": table.places,
            "p.kind": kinds[table.kinds] if len(kinds) else table.kinds,
            "p.flags": table.flags,
            "p.tile": table.tiles,
        }
        self._columns.append(columns | {f"p.len_{name[0]}": narrow(batch.lengths[name]) for name in FIELDS})
        self._documents.append(
            {
                "passages": batch.passage_counts,
                "record": np.array([len(record) for record in batch.records], np.uint32),
                "hash": np.array([hash_of(document_id) for document_id in batch.document_ids], np.uint64),
            }
        )
        self._paths += batch.paths
        self._signatures.append(table.signatures)
        self._characters += batch.characters
        if batch.unfinished:
            self._unfinished.append(table.solid)
            self._unfinished_characters += batch.characters
        else:
            self._measure(np.concatenate([*self._unfinished, table.solid]), batch.passage_counts)

    @property
    def is_unfinished(self) -> bool:
        """Whether the last batch left a document unfinished."""
        return bool(self._unfinished)

    def end_unfinished(self) -> None:
        """Make what there is of a document one without a name, to be deleted."""
        names = ("p.place", *(f"p.len_{name[0]}" for name in FIELDS))
        for columns in self._columns[-len(self._unfinished) :]:  # it has no pages, and its terms are forgotten
            columns.update(dict.fromkeys(names, np.zeros(len(columns["p.id"]), np.uint8)))
        solid = np.concatenate(self._unfinished)
        record = encode(Document("", "", ""), self._unfinished_characters)
        self._file(RECORDS, "records").write(record)
        counts = np.array([len(solid)], np.uint32)
        sizes, hashes = np.array([len(record)], np.uint32), np.array([hash_of("")], np.uint64)
        self._documents.append({"passages": counts, "record": sizes, "hash": hashes})
        self._paths.append("")
        self._measure(solid, counts)

    def _measure(self, solid: NDArray[Any], counts: NDArray[Any]) -> None:
        """Keep account of the least passages, given all those of some documents."""
        gap, empty = _gaps(solid, _offsets(counts))
        self._gap, self._empty = min(self._gap, gap), max(self._empty, empty)
        self._unfinished, self._unfinished_characters = [], 0

    def add_core(self, core: SegmentCore, places: Ints) -> None:
        """Take over the documents at these places, ascending, of an older segment."""
        table = core.files[PASSAGES]
        firsts = _array(table.column("d.first").whole())
        counts = (firsts[1:] - firsts[:-1])[places]
        passages = steps(firsts[places], counts)
        tiles = _array(core.column("p.tile").whole())
        for name, section, edges, rows in (
            (TEXTS, "texts", tiles, firsts),
            (RECORDS, "records", _array(table.column("d.record").whole()), np.arange(len(firsts))),
        ):
            _copy(
                core,
                name,
                section,
                self._file(name, section),
                [(edges[rows[a]], edges[rows[b]]) for a, b in _spans(places)],
            )
        kinds = _array(core.column("p.kind").whole())[passages]
        columns: Columns = {name: _array(core.column(name).whole())[passages] for name in _COPIED}
        columns["p.kind"] = self._merged_kinds(core.meta["kinds"], kinds)
        columns["p.tile"] = np.diff(tiles)[passages]
        columns |= {f"p.len_{name[0]}": _array(core.lengths(name))[passages] for name in FIELDS}
        self._columns.append({name: narrow(values) for name, values in columns.items()})
        hashes = np.empty(len(firsts) - 1, np.uint64)
        hashes[_array(table.column("d.order").whole())] = np.frombuffer(table.column("d.hash").whole(), np.uint64)
        records = np.diff(_array(table.column("d.record").whole()))
        self._documents.append({"passages": counts, "record": records[places], "hash": hashes[places]})
        keys = _array(table.column("s.key").whole()).astype(np.uint32).reshape(-1, BANDS)
        self._signatures.append(keys[passages])
        for place in places.tolist():
            record = core.record(place)
            self._paths.append(record.path)
            self._characters += record.characters
        self._gap, self._empty = min(self._gap, core.meta["gap"]), max(self._empty, core.meta["empty"])

    def _merged_kinds(self, names: Sequence[tuple[str, str]], kinds: Ints) -> Ints:
        """Another segment's kinds in terms of this one's, to which only those that occur are added."""
        numbers = np.zeros(len(names), np.int64)
        for kind in np.unique(kinds).tolist():
            language, script = names[kind]
            numbers[kind] = self._kinds.setdefault((language, script), len(self._kinds))
        return numbers[kinds]

    def close(self) -> None:
        """Write the tables, and finish all files; nothing where nothing was added."""
        self.is_closed = True
        if not self._columns:
            return
        for name, section in ((TEXTS, "texts"), (RECORDS, "records")):
            self._segment.files[name] = self._file(name, section).finish()
        file = BlockFile(self._storage, self._segment.make_filename(PASSAGES))
        self._files[PASSAGES] = file
        self._write_tables(file)
        self._segment.files[PASSAGES] = file.finish()
        self._files.clear()
        self._columns.clear()
        self._documents.clear()
        self._signatures.clear()

    def discard(self) -> None:
        """Close all files unfinished."""
        for file in self._files.values():
            file.discard()
        self._columns.clear()
        self.is_closed = True

    def _file(self, extension: str, section: str) -> BlockFile:
        if extension not in self._files:
            file = self._files[extension] = BlockFile(self._storage, self._segment.make_filename(extension))
            file.begin(section)
        return self._files[extension]

    def _write_tables(self, file: BlockFile) -> None:
        documents = {name: np.concatenate([part[name] for part in self._documents]) for name in self._documents[0]}
        firsts = _offsets(documents["passages"])
        by_hash = np.argsort(documents["hash"], kind="stable")
        _write(file, "d.first", firsts)
        _write(file, "d.record", _offsets(documents["record"]))
        _write(file, "d.hash", documents["hash"][by_hash], narrowest=False)
        _write(file, "d.order", by_hash)
        self._write_path_ranks(file)
        keys = np.concatenate(self._signatures)
        lengths: dict[str, int] = {}
        for name in self._columns[0]:
            values = np.concatenate([part[name] for part in self._columns])
            if name == "p.flags":
                values = values & ~np.uint8(TWIN) | have_twins(keys) * np.uint8(TWIN)
            _write(file, name, _offsets(values) if name == "p.tile" else values, narrowest=name != "p.id")
            if name == "p.id":
                _write(file, "p.order", np.argsort(values, kind="stable"))
            lengths |= {field: int(values.sum()) for field in FIELDS if name == f"p.len_{field[0]}"}
        write_signatures(file, keys)
        meta = {
            "kinds": list(self._kinds),
            "gap": self._gap,
            "empty": self._empty,
            "lengths": lengths,
            "characters": self._characters,
        }
        file.section("meta", json.dumps(meta, separators=(",", ":")).encode("ascii"))

    def _write_path_ranks(self, file: BlockFile) -> None:
        """Say in which order the documents come by path, unless they stand in it, as after a build from nothing."""
        keys = [document_order(path) for path in self._paths]
        by_path = sorted(range(len(keys)), key=keys.__getitem__)
        if by_path != list(range(len(keys))):
            _write(file, PATH_RANKS, np.argsort(np.array(by_path, np.uint32)))


def _array(view: memoryview[Any]) -> Ints:
    """A column as signed integers, to reckon with."""
    return np.frombuffer(view, f"<u{view.itemsize}").astype(np.int64)


def _offsets(sizes: NDArray[Any]) -> NDArray[np.uint64]:
    """Where each item begins, and where the last ends."""
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.uint64))).astype(np.uint64)


def _write(file: BlockFile, name: str, values: NDArray[Any], *, narrowest: bool = True) -> None:
    values = np.ascontiguousarray(narrow(values) if narrowest else values.astype(np.uint64))
    file.section(name, values.data, values.itemsize)


def _gaps(solid: NDArray[Any], firsts: NDArray[np.uint64]) -> tuple[int, int]:
    """The least content of any passage between two of its document, and the longest row of passages without any.

    Content is code points other than white space; passages without any do not count for the least.
    """
    inner = np.ones(len(solid), np.bool_)
    first, after = firsts[:-1].astype(np.int64), firsts[1:].astype(np.int64)
    filled = after > first
    inner[first[filled]] = inner[after[filled] - 1] = False
    least = solid[inner & (solid > 0)]
    edges = np.flatnonzero(np.diff(solid == 0, prepend=False, append=False).astype(np.int8))
    rows = edges[1::2] - edges[::2]
    return int(least.min(initial=_NO_GAP)), int(rows.max(initial=0))


def _spans(places: Ints) -> Iterable[tuple[int, int]]:
    """Half-open ranges of places that follow each other."""
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) != 1) + 1
    edges = [0, *breaks.tolist(), len(places)]
    return [(int(places[a]), int(places[b - 1]) + 1) for a, b in pairwise(edges)]


def _copy(core: SegmentCore, name: str, section: str, to: BlockFile, spans: Iterable[tuple[int, int]]) -> None:
    base, _ = core.files[name].span(section)
    for start, end in spans:
        for at in range(int(start), int(end), _COPY):
            to.write(core.files[name].read(base + at, base + min(at + _COPY, int(end))))
