"""An engine that is slow and obviously right: dictionaries in memory, every question answered by going through them.

The contract tests hold it and the real engine to the same promises; other tests use it where an index is needed.
"""

import math
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from corpus.errors import LockedError, NoIndexError
from corpus.fold import fold
from corpus.id_number import to_id
from corpus.model import Document, Locator, Passage, Span
from indexer.batch import Batch, Inverted
from indexer.engine import Candidates, FieldModel, GramPhrase, Run, StoredDocument, TermGroup, WeightedTerm
from indexer.keys import FIELDS, LONG, UTF16, unpack
from indexer.record import Record


@dataclass(frozen=True)
class Entry:
    """A document with its passages, where their tiles begin, and each passage's terms by field."""

    document: Document
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]
    terms: tuple[Mapping[str, Counter[str]], ...]
    signatures: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class State:
    """What a commit makes visible."""

    generation: int = 0
    entries: tuple[Entry, ...] = ()
    manifest: bytes = b""
    stamps: Mapping[str, str] = field(default_factory=dict)


def entries(*batches: Batch) -> Iterator[Entry]:
    """Undo the packing of batches, of which the last may end a document that the others began."""
    rows = [row for batch in batches for row in _rows(batch)]
    counts = [count for batch in batches for count in batch.passage_counts.tolist()]
    records = [Record(record) for batch in batches for record in batch.records]
    assert sum(counts) == len(rows)
    number = 0
    for record, count in zip(records, counts, strict=True):
        own = rows[number : number + count]
        tiles = [row.tile for row in own]
        text = "".join(tiles) or record.blank
        document = replace(record.document, text=text)
        passages = []
        for ordinal, (_, at, kind, _, _) in enumerate(own, record.ordinal):
            span = Span(at["starts"], at["ends"])
            page, label = record.places[at["places"] - 1] if at["places"] else (None, None)
            lines = at["line_starts"], at["line_ends"]
            locator = Locator(document.path, page, label, at["paragraphs"], *lines, span)
            identity = to_id(at["ids"])
            passages.append(Passage(identity, document.id, ordinal, text[span.start : span.end], locator, *kind))
        starts = tuple(sum(map(len, tiles[:i])) for i in range(len(tiles)))
        terms, signatures = tuple(row.terms for row in own), tuple(row.signature for row in own)
        yield Entry(document, tuple(passages), starts, terms, signatures)
        number += count


class Row(NamedTuple):
    """A passage of a batch: its tile, its columns, its language and script, its terms and its signature."""

    tile: str
    at: dict[str, int]
    kind: tuple[str, str]
    terms: dict[str, Counter[str]]
    signature: tuple[int, ...]


def _rows(batch: Batch) -> Iterator[Row]:
    terms: list[dict[str, Counter[str]]] = [{name: Counter() for name in FIELDS} for _ in batch.passages.ids]
    for name, parts in batch.fields.items():
        for part in parts:
            for term, number, count in _postings(part):
                assert term not in terms[number][name]
                terms[number][name][term] = count
    offset = 0
    columns = batch.passages
    names = ("ids", "starts", "ends", "paragraphs", "line_starts", "line_ends", "places", "tiles", "flags", "kinds")
    for n in range(len(columns.ids)):
        at = {name: int(getattr(columns, name)[n]) for name in names}
        encoding = "utf-16-le" if at["flags"] & UTF16 else "utf-8"
        tile = batch.texts[offset : offset + at["tiles"]].decode(encoding, "surrogatepass")
        offset += at["tiles"]
        yield Row(tile, at, batch.kinds[at["kinds"]], terms[n], tuple(columns.signatures[n].tolist()))


def _postings(part: Inverted) -> Iterator[tuple[str, int, int]]:
    at = 0
    for key, size in zip(part.keys.tolist(), part.sizes.tolist(), strict=True):
        term = unpack(key) if key < LONG else part.long[key - LONG]
        for i in range(at, at + size):
            yield term, int(part.passages[i]), int(part.counts[i])
        at += size


class MemoryReader:
    """Answers from one committed state."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._passages = [
            (entry, i) for entry in state.entries for i in range(len(entry.passages))
        ]  # the list's index is the passage's number

    @property
    def generation(self) -> int:
        return self._state.generation

    @property
    def stamps(self) -> Mapping[str, str]:
        return self._state.stamps

    @property
    def passage_count(self) -> int:
        return len(self._passages)

    @property
    def passage_limit(self) -> int:
        return len(self._passages)

    @property
    def document_count(self) -> int:
        return len(self._state.entries)

    def languages(self) -> frozenset[str]:
        return frozenset(entry.passages[i].language for entry, i in self._passages)

    def languages_of(self, numbers: Sequence[int]) -> Sequence[str]:
        return [self.passage(number).language for number in numbers]

    def documents(self) -> Iterator[StoredDocument]:
        first = 0
        for entry in self._state.entries:
            last = first + len(entry.passages) - 1
            yield StoredDocument(replace(entry.document, text=""), first, last, len(entry.document.text))
            first = last + 1

    def describe(self, describer: Callable[[Document], Document]) -> None:
        raise NotImplementedError  # nothing that is tested with this engine has records of its own

    def document(self, number: int) -> StoredDocument:
        return next(stored for stored in self.documents() if stored.first <= number <= stored.last)

    def document_run(self, number: int) -> Run:
        stored = self.document(number)
        return Run(stored.first, stored.last)

    def passage(self, number: int) -> Passage:
        entry, i = self._passages[number]
        return entry.passages[i]

    def number(self, passage_id: str) -> int | None:
        return next((n for n in range(len(self._passages)) if self.passage(n).id == passage_id), None)

    def numbers_with_prefix(self, prefix: str) -> tuple[int, ...]:
        return tuple(n for n in range(len(self._passages)) if self.passage(n).id.startswith(prefix))

    def run_text(self, run: Run) -> tuple[str, int]:
        entry, i = self._passages[run.first]
        after = i + run.last - run.first + 1
        end = entry.starts[after] if after < len(entry.starts) else len(entry.document.text)
        return entry.document.text[entry.starts[i] : end], entry.starts[i]

    def holding(self, numbers: Sequence[int], letters: str, printed: Sequence[str] = ()) -> Sequence[int]:
        del printed
        return [n for n in numbers if letters in "".join(fold(self.run_text(Run(n, n))[0]).split())]

    def alike(self, number: int) -> Sequence[int]:
        entry, i = self._passages[number]
        mine = [*enumerate(entry.signatures[i])]
        return [
            n
            for n, (other, j) in enumerate(self._passages)
            if n != number and any(key and other.signatures[j][band] == key for band, key in mine)
        ]

    def starts(self, run: Run) -> Sequence[int]:
        return [entry.starts[i] for entry, i in self._passages[run.first : run.last + 1]]

    def text(self, document: StoredDocument) -> str:
        return next(e.document.text for e in self._state.entries if e.document.id == document.document.id)

    def candidates(self, phrases: Sequence[GramPhrase]) -> Candidates:
        """Whole documents that hold all grams."""
        return Candidates((), tuple(self._candidates({gram for phrase in phrases for gram in phrase.grams})))

    def _candidates(self, asked: set[str]) -> Iterator[Run]:
        for stored in self.documents():
            numbers = range(stored.first, stored.last + 1)
            if numbers and all(any(self._count("grams", gram, n) for n in numbers) for gram in asked):
                yield Run(stored.first, stored.last)

    def _count(self, name: str, term: str, number: int) -> int:
        entry, i = self._passages[number]
        return entry.terms[i][name][term]

    def passages_with(self, field: str, term: str) -> Sequence[int]:
        return [n for n in range(len(self._passages)) if self._count(field, term, n)]

    def frequency(self, field: str, term: str, *, most: int = 0) -> int:
        del most
        return len(self.passages_with(field, term))

    def terms(self, field: str, prefix: str = "") -> Iterator[str]:
        every = {term for entry, i in self._passages for term in entry.terms[i][field]}
        return iter(sorted(term for term in every if term.startswith(prefix)))

    def score(
        self,
        terms: Sequence[WeightedTerm | TermGroup],
        models: Mapping[str, FieldModel],
        limit: int | None,
        *,
        among: Sequence[int] | None = None,
        excluding: Collection[int] = (),
    ) -> list[tuple[int, float]]:
        scores = dict.fromkeys(range(len(self._passages)), 0.0)
        lengths = {name: [e.terms[i][name].total() for e, i in self._passages] for name in models}
        for weighted in terms:
            model, length = models[weighted.field], lengths[weighted.field]
            counts, frequency = self._counts(weighted)
            if not counts:
                continue
            average = sum(length) / len(length)
            idf = math.log(1 + (len(length) - frequency + 0.5) / (frequency + 0.5))
            for n, count in counts.items():
                norm = model.k1 * (1 - model.b + model.b * length[n] / average)
                scores[n] += weighted.weight * idf * (count * (model.k1 + 1) / (count + norm))
        chosen = scores.keys() if among is None else set(among)
        found = [(n, scores[n]) for n in sorted(chosen) if scores[n] > 0 and n not in set(excluding)]
        if limit is None:
            return found
        return sorted(found, key=lambda pair: (-pair[1], *self._stands(pair[0])))[:limit]

    def in_order(self, numbers: Sequence[int]) -> Iterator[int]:
        return iter(sorted(numbers, key=self._stands))

    def _stands(self, number: int) -> tuple[list[str], int]:
        return self.passage(number).locator.path.split("/"), number

    def _counts(self, asked: WeightedTerm | TermGroup) -> tuple[dict[int, float], float]:
        if isinstance(asked, WeightedTerm):
            counts = {
                n: float(self._count(asked.field, asked.term, n)) for n in self.passages_with(asked.field, asked.term)
            }
            return counts, len(counts)
        every = range(len(self._passages))
        by_wording = [
            [wording.share * min(self._count(asked.field, term, n) for term in wording.terms) for n in every]
            for wording in asked.wordings
        ]
        totals = {n: sum(counts[n] for counts in by_wording) for n in every}
        held = sum(w.share * sum(map(bool, counts)) for w, counts in zip(asked.wordings, by_wording, strict=True))
        return {n: total for n, total in totals.items() if total}, min(held, len(every))

    def damages(self) -> Iterator[str]:
        yield from ()

    def manifest(self) -> bytes:
        return self._state.manifest

    def close(self) -> None:
        self._passages = []


class MemoryWriter:
    """Gathers changes; ``commit`` gives them to the engine."""

    def __init__(self, engine: "MemoryEngine", state: State, *, fresh: bool) -> None:
        self._engine = engine
        self._before = state
        self._entries = {} if fresh else {entry.document.id: entry for entry in state.entries}
        self._begun: list[Batch] = []

    def add(self, batch: Batch) -> None:
        self._begun = [*self._begun, batch] if batch.resumes else [batch]
        if batch.unfinished:
            return
        for entry in entries(*self._begun):
            self._entries.pop(entry.document.id, None)
            self._entries[entry.document.id] = entry

    def delete(self, document_ids: Collection[str]) -> None:
        for document_id in document_ids:
            self._entries.pop(document_id, None)

    def checkpoint(self, manifest: bytes, stamps: Mapping[str, str]) -> None:
        generation = self._before.generation + 1
        self._before = State(generation, tuple(self._entries.values()), manifest, dict(stamps))
        self._engine.show(self._before)

    def commit(self, manifest: bytes, stamps: Mapping[str, str]) -> None:
        generation = self._before.generation + 1
        self._engine.publish(State(generation, tuple(self._entries.values()), manifest, dict(stamps)))

    def cancel(self) -> None:
        self._engine.publish(None)


class MemoryEngine:
    """An index that lives as long as this object."""

    def __init__(self) -> None:
        self._state: State | None = None
        self._lock = threading.Lock()

    def has_leftovers(self) -> bool:
        return False

    def reader(self) -> MemoryReader:
        if self._state is None:
            raise NoIndexError("there is no index yet; run yinde index")
        return MemoryReader(self._state)

    def writer(self, *, memory: int, fresh: bool) -> MemoryWriter:
        del memory
        if not self._lock.acquire(blocking=False):
            raise LockedError("another process is writing this index")
        return MemoryWriter(self, self._state or State(), fresh=fresh)

    def show(self, state: State) -> None:
        """Replace the state in the middle of a transaction."""
        self._state = state

    def publish(self, state: State | None) -> None:
        """End the transaction, with a new state or the old one."""
        self._state = state or self._state
        self._lock.release()
