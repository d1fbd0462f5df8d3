"""A reader over all segments of a commit: the engine's promises, kept without importing Whoosh or numpy."""

from __future__ import annotations

import os
import sys
from bisect import bisect_left, bisect_right
from heapq import merge
from itertools import accumulate
from typing import TYPE_CHECKING

from corpus.errors import LibraryError, NoIndexError
from corpus.id_number import prefix_range, to_int
from indexer.engine import Candidates, FieldModel, GramPhrase, Run, StoredDocument, TermGroup, WeightedTerm
from indexer.whoosh_engine.candidates import candidates, numbered
from indexer.whoosh_engine.core import SegmentCore
from indexer.whoosh_engine.guard import guard, guarded
from indexer.whoosh_engine.holding import holding
from indexer.whoosh_engine.layout import MANIFEST_EXTENSION, manifest_stem
from indexer.whoosh_engine.live import live_frequency, live_languages, live_passages
from indexer.whoosh_engine.mapped import MappedFile, damaged
from indexer.whoosh_engine.toc import Contents, read_latest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from corpus.model import Document, Passage
    from indexer.whoosh_engine.score import Scorer

_ATTEMPTS = 20


def open_latest(folder: str) -> IndexReader:
    """Open the last commit in a folder. Raises NoIndexError where there is none, LibraryError where it is damaged."""
    missing = ""
    for _ in range(_ATTEMPTS):
        opened = guard(_open)(folder)
        if isinstance(opened, IndexReader):
            return opened
        missing = opened
    raise damaged(missing, "it is missing")


def _open(folder: str) -> IndexReader | str:
    """A reader, or the name of a file that is missing: a writer may just have committed, and tidied it away."""
    try:
        contents = read_latest(folder)
        if contents is None:
            raise NoIndexError("{path}: there is no index here; run yinde index", path=folder)
        return IndexReader(folder, contents)
    except FileNotFoundError as error:
        return str(error.filename)
    except OSError as error:
        raise LibraryError(
            "{path}: cannot read the index ({reason}); check its permissions",
            path=error.filename or folder,
            reason=error,
        ) from error


@guarded
class IndexReader:
    """A snapshot of a commit; implements ``indexer.engine.Reader``."""

    def __init__(self, folder: str, contents: Contents) -> None:
        """Map the files of a commit. Raises FileNotFoundError, or LibraryError where one is damaged."""
        self._contents = contents
        path = os.path.join(folder, manifest_stem(contents.generation) + MANIFEST_EXTENSION)
        self._manifest = MappedFile(path, contents.manifest.length, contents.manifest.checksum)
        self.cores: list[SegmentCore] = []
        try:
            self.cores.extend(SegmentCore(folder, entry) for entry in contents.segments)
        except BaseException:
            self.close()
            raise
        self._bases = list(accumulate((core.passage_count for core in self.cores), initial=0))
        self._scorer: Scorer | None = None
        self._describe: Callable[[Document], Document] | None = None

    @property
    def generation(self) -> int:
        """The number of the commit."""
        return self._contents.generation

    @property
    def stamps(self) -> Mapping[str, str]:
        """What shaped the index."""
        return self._contents.stamps

    @property
    def passage_count(self) -> int:
        """How many passages live in the index."""
        return sum(core.live_count for core in self.cores)

    @property
    def passage_limit(self) -> int:
        """One more than the highest passage number."""
        return self._bases[-1]

    @property
    def document_count(self) -> int:
        """How many documents live in the index."""
        return sum(core.entry.documents - len(core.deleted_places()) for core in self.cores)

    def languages(self) -> frozenset[str]:
        """The languages of the passages."""
        return frozenset().union(*map(live_languages, self.cores))

    def languages_of(self, numbers: Sequence[int]) -> list[str]:
        """The language of each of the passages."""
        found: list[str] = []
        for base, core, here in self._parts(numbers):
            languages = [language for language, _ in core.meta["kinds"]]
            found += [languages[kind] for kind in core.column("p.kind").picked([number - base for number in here])]
        return found

    def documents(self) -> Iterator[StoredDocument]:
        """Every live document, in passage-number order."""
        for base, core in zip(self._bases, self.cores, strict=False):
            deleted = core.deleted_places()
            for place in range(core.entry.documents):
                if place not in deleted:
                    yield self._stored(base, core, place)

    def document(self, number: int) -> StoredDocument:
        """The document that holds passage ``number``."""
        base, core = self._core(number)
        return self._stored(base, core, core.place_of(number - base))

    def describe(self, describer: Callable[[Document], Document]) -> None:
        """From now on, hand out documents as this makes them of those in the index."""
        self._describe = describer

    def _stored(self, base: int, core: SegmentCore, place: int) -> StoredDocument:
        first, after = core.passages_of(place)
        record = core.record(place)
        document = record.document if self._describe is None else self._describe(record.document)
        return StoredDocument(document, base + first, base + after - 1, record.characters)

    def document_run(self, number: int) -> Run:
        """All passages of the document that holds passage ``number``."""
        base, core = self._core(number)
        first, after = core.passages_of(core.place_of(number - base))
        return Run(base + first, base + after - 1)

    def passage(self, number: int) -> Passage:
        """The passage of that number."""
        base, core = self._core(number)
        return core.passage(number - base)

    def number(self, passage_id: str) -> int | None:
        """The number of the passage with this ID, or None."""
        try:
            found = self._with_ids(range(to_int(passage_id), to_int(passage_id) + 1))
        except ValueError:
            return None
        return found[0] if found else None

    def numbers_with_prefix(self, prefix: str) -> tuple[int, ...]:
        """The numbers of all passages whose ID starts with ``prefix``, ascending."""
        return self._with_ids(prefix_range(prefix))

    def _with_ids(self, ids: range) -> tuple[int, ...]:
        bases = zip(self._bases, self.cores, strict=False)
        return tuple(base + number for base, core in bases for number in core.with_ids(ids))

    def alike(self, number: int) -> tuple[int, ...]:
        """Passages that may say the same as passage ``number``."""
        base, own = self._core(number)
        keys = own.signatures.of(number - base)
        found: list[int] = []
        for start, core in zip(self._bases, self.cores, strict=False):
            if core is not own or own.has_twin(number - base):
                found += sorted(start + other for other in core.sharing(keys) if start + other != number)
        return tuple(found)

    def run_text(self, run: Run) -> tuple[str, int]:
        """The text of a run, and its offset in the document."""
        base, core = self._core(run.first)
        return core.text(run.first - base, run.last - base), core.start(run.first - base)

    def holding(self, numbers: Sequence[int], letters: str, printed: Sequence[str] = ()) -> Sequence[int]:
        """Those of the passages in which the letters stand."""
        found: list[int] = []
        for base, core, here in self._parts(numbers):
            within = [number - base for number in here] if base else here
            has = holding(core, within, letters, printed)
            found += [base + number for number in has] if base else has
        return found

    def _parts(self, numbers: Sequence[int]) -> Iterator[tuple[int, SegmentCore, Sequence[int]]]:
        """Ascending passages by segment, each with the number of its first."""
        if len(self.cores) == 1:
            yield 0, self.cores[0], numbers
            return
        for base, core in zip(self._bases, self.cores, strict=False):
            yield base, core, numbers[bisect_left(numbers, base) : bisect_left(numbers, base + core.passage_count)]

    def starts(self, run: Run) -> Sequence[int]:
        """Where each passage of the run begins."""
        base, core = self._core(run.first)
        later = core.column("p.start").part(run.first - base + 1, run.last - base + 1)
        return [core.start(run.first - base), *later]

    def text(self, document: StoredDocument) -> str:
        """The whole original text of a document."""
        if document.last < document.first:
            return self._blank(document)
        return self.run_text(Run(document.first, document.last))[0]

    def _blank(self, document: StoredDocument) -> str:
        for core in self.cores:
            deleted = core.deleted_places()
            for place in core.places_of(document.document.id):
                if place not in deleted:
                    return core.record(place).blank
        return ""

    def candidates(self, phrases: Sequence[GramPhrase]) -> Candidates:
        """Passages and runs in which all phrases may be found."""
        return numbered((base, candidates(core, phrases)) for base, core in zip(self._bases, self.cores, strict=False))

    def passages_with(self, field: str, term: str) -> Sequence[int]:
        """The live passages that hold the term."""
        found: list[int] = []
        for base, core in zip(self._bases, self.cores, strict=False):
            numbers = live_passages(core, field, term)
            found += [base + number for number in numbers] if base else numbers
        return found

    def frequency(self, field: str, term: str, *, most: int = sys.maxsize) -> int:
        """In how many passages the term stands."""
        return live_frequency(self.cores, field, term, most)

    def terms(self, field: str, prefix: str = "") -> Iterator[str]:
        """The terms of a field that start with ``prefix``, in code-point order."""
        last = None
        for term in merge(*(_live_terms(core, field, prefix) for core in self.cores)):
            if term != last:
                yield term
                last = term

    def score(
        self,
        terms: Sequence[WeightedTerm | TermGroup],
        models: Mapping[str, FieldModel],
        limit: int | None,
        *,
        among: Sequence[int] | None = None,
        excluding: Collection[int] = (),
    ) -> list[tuple[int, float]]:
        """The best passages and their scores."""
        if self._scorer is None:
            from indexer.whoosh_engine.score import Scorer

            self._scorer = Scorer(self.cores)
        return self._scorer.best(terms, models, limit, among, excluding)

    def in_order(self, numbers: Sequence[int]) -> Iterator[int]:
        """The passages by the paths of their documents."""
        from indexer.whoosh_engine.path_order import in_order

        yield from in_order(self.cores, self._bases, numbers)

    def manifest(self) -> bytes:
        """What the builder gave to ``Writer.commit``. Raises LibraryError where it is damaged."""
        return self._manifest.section("manifest")

    def verify(self) -> None:
        """Check every byte of the index. Raises LibraryError on damage."""
        self._manifest.check_all()
        for core in self.cores:
            core.verify()

    def damages(self) -> Iterator[str]:
        """Look at every byte and every number of the index, and tell what is not as it was written."""
        from indexer.whoosh_engine.audit import audit

        try:
            self._manifest.check_all()
        except LibraryError as error:
            yield error.message
        for core in self.cores:
            yield from audit(core)

    def close(self) -> None:
        """Release files."""
        self._manifest.close()
        for core in self.cores:
            core.close()

    def _core(self, number: int) -> tuple[int, SegmentCore]:
        """The segment that holds a passage, and the number of its first."""
        if not 0 <= number < self._bases[-1]:
            raise IndexError(f"no passage has number {number}")
        place = bisect_right(self._bases, number) - 1
        return self._bases[place], self.cores[place]


def _live_terms(core: SegmentCore, field: str, prefix: str) -> Iterator[str]:
    for term, number in core.dictionary(field).terms(prefix):
        if core.live is None or any(core.live[at] for at in core.postings_at(field, number).numbers()):
            yield term
