"""The seam behind which an index engine stands.

Everything above this module works with any engine that keeps these promises; ``tests/indexer/test_engine_reading.py``
and ``test_engine_writing.py`` hold every engine to them. Passages have *numbers*: ascending in document order, the
passages of one document contiguous, numbers of deleted passages skipped. Numbers hold for one reader only; IDs hold
across rebuilds.

What is made by the thousand for a look-up, or on the way to every cold one, is a named tuple: both cost a quarter of
a frozen dataclass.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from corpus.model import Document, Passage
    from indexer.batch import Batch


def document_order(path: str) -> list[str]:
    """What documents are ordered by: their paths, folder by folder, so that what is in a folder stays together."""
    return path.split("/")


class GramPhrase(NamedTuple):
    """What an engine needs to know of a phrase to find where it may stand.

    ``grams`` are the terms (see ``indexer.terms.grams``) that every occurrence of the phrase contains; ``length`` is the
    number of folded code points of an occurrence with no optional white space, the distance over which they can lie.
    A phrase without grams (punctuation only) may stand anywhere.
    """

    grams: tuple[str, ...]
    length: int


class Run(NamedTuple):
    """A row of neighbouring passages of one document: numbers ``first`` to ``last``, inclusive."""

    first: int
    last: int


class Candidates(NamedTuple):
    """Where phrases may stand: passages ``alone``, in which they begin and end, and longer ``runs``; each ascending.

    No passage is in two of them. ``runs`` may also hold rows of one passage.
    """

    alone: Sequence[int]
    runs: Sequence[Run]

    def in_order(self) -> Iterator[Run]:
        """All of them as runs, ascending."""
        return iter(sorted([*self.runs, *(Run(number, number) for number in self.alone)]))


class WeightedTerm(NamedTuple):
    """A term of a best-match query. ``weight`` multiplies its BM25 score."""

    field: str
    term: str
    weight: float = 1.0


class Wording(NamedTuple):
    """One way of saying what a ``TermGroup`` asks for: every one of ``terms``, of one field, in the same passage.

    It counts as often as the rarest of its terms does there, times ``share``.
    """

    terms: tuple[str, ...]
    share: float = 1.0


class TermGroup(NamedTuple):
    """Several wordings, each of at least one term, scored together as if they were one term.

    The counts of the wordings in a passage are added up, and so are the numbers of passages that hold them, times their
    shares: the expected counts of a probabilistic structured query (Darwish and Oard 2003). A group never counts as
    standing in more passages than there are. ``weight`` multiplies its BM25 score.
    """

    field: str
    wordings: tuple[Wording, ...]
    weight: float = 1.0


Asked: TypeAlias = WeightedTerm | TermGroup
"""What a best-match query consists of."""


class FieldModel(NamedTuple):
    """BM25 of one field: Robertson and Zaragoza 2009, with the non-negative idf ``ln(1 + (N - n + 0.5) / (n + 0.5))``."""

    k1: float
    b: float


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the index keeps it: everything but its text, which ``Reader.text`` gives.

    ``first`` and ``last`` are the numbers of its passages; ``last < first`` where it has none. ``characters`` is the
    length of its text in code points.
    """

    document: Document
    first: int
    last: int
    characters: int


class Reader(Protocol):
    """A snapshot of a committed index; later commits do not change what it answers.

    What it answers is what it would answer had all files been indexed at once, but for numbers and their order.
    """

    @property
    def generation(self) -> int:
        """The number of the commit, ascending."""
        ...

    @property
    def stamps(self) -> Mapping[str, str]:
        """What shaped the index, as given to ``Writer.commit``."""
        ...

    @property
    def passage_count(self) -> int:
        """How many passages live in the index."""
        ...

    @property
    def passage_limit(self) -> int:
        """One more than the highest passage number."""
        ...

    @property
    def document_count(self) -> int:
        """How many documents live in the index."""
        ...

    def languages(self) -> frozenset[str]:
        """The languages of the passages (``Passage.language``), without looking at their text."""
        ...

    def languages_of(self, numbers: Sequence[int]) -> Sequence[str]:
        """The language of each of the passages, given ascending (``Passage.language``), without looking at their texts."""
        ...

    def documents(self) -> Iterator[StoredDocument]:
        """Every live document, in passage-number order; their ``document.text`` is empty."""
        ...

    def describe(self, describer: Callable[[Document], Document]) -> None:
        """From now on, hand out documents as this makes them of those in the index."""
        ...

    def document(self, number: int) -> StoredDocument:
        """The document that holds passage ``number``; its ``document.text`` is empty."""
        ...

    def document_run(self, number: int) -> Run:
        """All passages of the document that holds passage ``number``; cheaper than ``document`` by far."""
        ...

    def passage(self, number: int) -> Passage:
        """The passage of that number."""
        ...

    def number(self, passage_id: str) -> int | None:
        """The number of the passage with this ID, or None."""
        ...

    def numbers_with_prefix(self, prefix: str) -> tuple[int, ...]:
        """The numbers of all passages whose ID starts with ``prefix``, ascending."""
        ...

    def alike(self, number: int) -> Sequence[int]:
        """Other passages that may be near-duplicates of passage ``number``, ascending.

        Those with the same letters and words in the same order are among them, where there are at least three; of those
        that resemble it in other ways very likely; and also some that do not.
        """
        ...

    def run_text(self, run: Run) -> tuple[str, int]:
        """The document's original text from the start of the run to the start of what follows it, and its offset.

        The first passage of a document begins at 0 for this purpose, and the last ends where the text ends, so that the
        run of all passages gives ``document.text`` whole.
        """
        ...

    def holding(self, numbers: Sequence[int], letters: str, printed: Sequence[str] = ()) -> Sequence[int]:
        """Those of the passages, ascending, in which ``letters`` stand.

        These are folded letters of unspaced scripts; they stand in a text if its folding, without white space, has them
        in a row. ``printed`` are texts that fold to them, the likeliest to stand there: these are looked for first.
        A passage reaches to where the next one begins, as in ``run_text``; no row of letters runs on into the next.
        """
        ...

    def starts(self, run: Run) -> Sequence[int]:
        """Where each passage of the run begins, in code points of the document (the first of a document: 0)."""
        ...

    def text(self, document: StoredDocument) -> str:
        """The whole original text of a document."""
        ...

    def candidates(self, phrases: Sequence[GramPhrase]) -> Candidates:
        """Passages and runs that miss nothing.

        If a passage P is such that *every* one of the phrases has an occurrence beginning in P, then P is among the
        candidates, and so are all passages over which those occurrences extend, in one run with it. Neighbouring runs of one
        document may be joined. There may be candidates in which nothing is found.
        """
        ...

    def passages_with(self, field: str, term: str) -> Sequence[int]:
        """The live passages that hold the term, ascending; none where there are none."""
        ...

    def frequency(self, field: str, term: str, *, most: int = sys.maxsize) -> int:
        """In how many passages the term stands; any number above ``most`` where it is more than that, which is cheaper."""
        ...

    def terms(self, field: str, prefix: str = "") -> Iterator[str]:
        """The terms of a field that start with ``prefix``, in code-point order."""
        ...

    def score(
        self,
        terms: Sequence[Asked],
        models: Mapping[str, FieldModel],
        limit: int | None,
        *,
        among: Sequence[int] | None = None,
        excluding: Collection[int] = (),
    ) -> list[tuple[int, float]]:
        """The ``limit`` best passages and their scores, best first, ties as ``in_order``, scores above zero only.

        ``among`` (ascending numbers) restricts the passages considered, ``excluding`` leaves some out. Without a limit it
        is all of them, in number order.
        """
        ...

    def in_order(self, numbers: Sequence[int]) -> Iterator[int]:
        """The passages, given ascending, by the paths of their documents (``document_order``) and as they stand in them.

        Who takes the first few pays for little more.
        """
        ...

    def manifest(self) -> bytes:
        """What the builder gave to ``Writer.commit``."""
        ...

    def damages(self) -> Iterator[str]:
        """Look at every byte and every number of the index; a line for each thing that is not as it was written."""
        ...

    def close(self) -> None:
        """Release files. The reader answers nothing afterwards."""
        ...


class Writer(Protocol):
    """One transaction. Nothing is seen by readers before ``commit``; ``cancel`` leaves the index as it was."""

    def add(self, batch: Batch) -> None:
        """Add the documents of a batch. A document already in the index under the same ID is replaced.

        A document that a batch left unfinished is left out unless the next one resumes it.
        """
        ...

    def delete(self, document_ids: Collection[str]) -> None:
        """Delete documents committed earlier; unknown IDs are ignored."""
        ...

    def checkpoint(self, manifest: bytes, stamps: Mapping[str, str]) -> None:
        """Make what was added and deleted so far durable and visible, and go on; ``cancel`` then goes back to here.

        While a document is unfinished this does nothing.
        """
        ...

    def commit(self, manifest: bytes, stamps: Mapping[str, str]) -> None:
        """Make everything durable and visible at once."""
        ...

    def cancel(self) -> None:
        """Forget everything since the writer was opened."""
        ...


class Engine(Protocol):
    """Opens indexes in a folder."""

    def has_leftovers(self) -> bool:
        """Whether files lie about of a writer that was killed. They are in nobody's way; the next writer removes them."""
        ...

    def reader(self) -> Reader:
        """Open the last commit. Raises NoIndexError where there is none, LibraryError where it is damaged."""
        ...

    def writer(self, *, memory: int, fresh: bool) -> Writer:
        """Begin a transaction, with about ``memory`` bytes for work; ``fresh`` starts from an empty index.

        Raises LockedError where another process is writing.
        """
        ...
