"""The codec: what Whoosh asks of a segment, answered from yinde's own files.

Reading goes through ``core``, which knows nothing of Whoosh; the readers here only speak Whoosh's language, so that
Whoosh's own queries, searchers and mergers work on the index too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh.codec.base import Codec, FieldCursor, PerDocumentReader, TermsReader
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo

from indexer.keys import FIELDS
from indexer.whoosh_engine.passage_writer import PassageWriter
from indexer.whoosh_engine.segment import BagSegment
from indexer.whoosh_engine.term_writer import TermWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.whoosh_engine.core import SegmentCore
    from indexer.whoosh_engine.storage import DurableStorage

    Term = tuple[str, bytes]


class BagCodec(Codec):  # type: ignore[misc]
    """A codec for fields that are bags of terms."""

    length_stats = False

    def per_document_writer(self, storage: DurableStorage, segment: BagSegment) -> PassageWriter:
        """Write documents and passages."""
        return PassageWriter(storage, segment)

    def field_writer(self, storage: DurableStorage, segment: BagSegment) -> TermWriter:
        """Write terms and postings."""
        return TermWriter(storage, segment)

    def terms_reader(self, storage: DurableStorage, segment: BagSegment) -> BagTermsReader:
        """Read terms and postings."""
        del storage
        return BagTermsReader(segment.core)

    def per_document_reader(self, storage: DurableStorage, segment: BagSegment) -> PassageReader:
        """Read documents and passages."""
        del storage
        return PassageReader(segment.core, segment)

    def new_segment(self, storage: DurableStorage, indexname: str) -> BagSegment:
        """Begin a segment."""
        del indexname
        return BagSegment(storage.folder)

    def postings_writer(self, dbfile: object, byteids: bool = False) -> None:
        """Refuse: whole fields are written at once."""
        raise NotImplementedError

    def postings_reader(self, dbfile: object, terminfo: object, format_: object, term: object = None) -> None:
        """Refuse: ``terms_reader`` gives matchers."""
        raise NotImplementedError


class BagTermsReader(TermsReader):  # type: ignore[misc]
    """Terms and postings of a segment, deleted passages included."""

    def __init__(self, core: SegmentCore) -> None:
        self._core = core

    def __contains__(self, term: Term) -> bool:
        field, text = term
        return field in FIELDS and self._core.dictionary(field).find(text.decode("utf-8")) is not None

    def indexed_field_names(self) -> tuple[str, ...]:
        """The fields that hold terms."""
        return FIELDS

    def cursor(self, fieldname: str, fieldobj: object) -> BagCursor:
        """Walk through the terms of a field."""
        del fieldobj
        return BagCursor(self, fieldname)

    def terms(self) -> Iterator[Term]:
        """All terms of all fields, in order."""
        for field in FIELDS:
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """The terms of a field that do not sort before ``prefix``."""
        for term, _ in self._core.dictionary(fieldname).terms():
            text = term.encode("utf-8")
            if text >= prefix:
                yield fieldname, text

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        """All terms with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        """The terms of a field from ``prefix`` on, with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """What is known of a term. Raises KeyError where it does not occur."""
        postings = self._core.postings(fieldname, text.decode("utf-8"))
        if postings is None:
            raise KeyError((fieldname, text))
        numbers, counts = postings.numbers(), postings.counts()
        lengths = self._core.lengths(fieldname)
        held = [lengths[number] for number in numbers]
        return TermInfo(sum(counts), len(numbers), min(held), max(held), max(counts), numbers[0], numbers[-1])

    def frequency(self, fieldname: str, text: bytes) -> int:
        """How often a term occurs."""
        weight: int = self.term_info(fieldname, text).weight()
        return weight

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many passages a term occurs."""
        count: int = self.term_info(fieldname, text).doc_frequency()
        return count

    def matcher(self, fieldname: str, text: bytes, format_: object, scorer: object = None) -> ListMatcher:
        """The passages that hold a term."""
        postings = self._core.postings(fieldname, text.decode("utf-8"))
        if postings is None:
            raise KeyError((fieldname, text))
        info = self.term_info(fieldname, text)
        term = (fieldname, text)
        return ListMatcher(postings.numbers(), postings.counts(), None, format_, scorer, term=term, terminfo=info)


class BagCursor(FieldCursor):  # type: ignore[misc]
    """A place among the terms of a field."""

    def __init__(self, reader: BagTermsReader, field: str) -> None:
        self._reader = reader
        self._field = field
        self._text: bytes | None = None
        self._rest: Iterator[Term] = iter(())
        self.first()

    def first(self) -> bytes | None:
        """Go to the first term."""
        return self.find(b"")

    def find(self, string: bytes) -> bytes | None:
        """Go to the first term that does not sort before ``string``."""
        self._rest = self._reader.terms_from(self._field, string)
        return self.next()

    def next(self) -> bytes | None:
        """Go to the next term."""
        self._text = next(self._rest, (self._field, None))[1]
        return self._text

    def text(self) -> bytes | None:
        """The term here; None behind the last."""
        return self._text

    def term_info(self) -> TermInfo:
        """What is known of the term here."""
        return self._reader.term_info(self._field, self._text or b"")

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._text is not None


class PassageReader(PerDocumentReader):  # type: ignore[misc]
    """Passages of a segment."""

    def __init__(self, core: SegmentCore, segment: BagSegment) -> None:
        self._core = core
        self._segment = segment

    def doc_count(self) -> int:
        """How many passages live."""
        count: int = self._segment.doc_count()
        return count

    def doc_count_all(self) -> int:
        """How many passages there are, deleted ones included."""
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        """Whether any is deleted."""
        return self._segment.has_deletions()

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one is deleted."""
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """Those that are deleted."""
        return self._segment.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """How many occurrences of the field's terms a passage holds."""
        return self._core.lengths(fieldname)[docnum] if fieldname in FIELDS else default

    def field_length(self, fieldname: str) -> int:
        """The sum of the lengths of all passages."""
        return sum(self._core.lengths(fieldname)) if fieldname in FIELDS else 0

    def min_field_length(self, fieldname: str) -> int:
        """The least of the lengths."""
        return min(self._core.lengths(fieldname), default=0) if fieldname in FIELDS else 0

    def max_field_length(self, fieldname: str) -> int:
        """The highest of the lengths."""
        return max(self._core.lengths(fieldname), default=0) if fieldname in FIELDS else 0

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """ID, path and text of a passage."""
        passage = self._core.passage(docnum)
        return {"id": passage.id, "path": passage.locator.path, "text": passage.text}
