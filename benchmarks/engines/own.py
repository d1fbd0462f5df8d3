"""yinde itself, one passage a document."""

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.datasets import Doc
from benchmarks.engines.base import PAGE

if TYPE_CHECKING:
    from corpus.model import Document, Passage
    from indexer.batch import Batch
    from indexer.segment import WordSegmenter
    from search.ask import Ranking
    from search.translate import Mode

MEMORY_BYTES = 512_000_000
MAXIMUM_UNDER_WAY = 20_000
_CHUNK = 400


def yinde() -> "Yinde":
    """The engine under test."""
    return Yinde()


def one_language() -> "Yinde":
    """The same, asked only in the language of the question, as every other engine is."""
    return Yinde("yinde-one-language", "never")


def translating() -> "Yinde":
    """The same, asked in both languages whatever the documents are in."""
    return Yinde("yinde-translating", "always")


class Yinde:
    """Documents go to the index past the reading and splitting of files, so that each stays one passage."""

    questions = True
    shortest = 1

    def __init__(self, name: str = "yinde", translate: "Mode" = "auto") -> None:
        self.name = name
        self._translate = translate

    def build(self, documents: Sequence[Doc], folder: Path) -> None:
        """Analyse in as many processes as there are cores and write in this one, as ``yinde index`` does."""
        from indexer.location import place_index
        from indexer.manifest import Manifest, encode
        from indexer.open import open_engine
        from indexer.stamps import stamps
        from indexer.workers import Crash, Workers

        chunks = [documents[start : start + _CHUNK] for start in range(0, len(documents), _CHUNK)]
        with Workers(_Analyser(), os.cpu_count() or 1) as workers:
            location = place_index([str(folder)], environ={})
            Path(location.index).mkdir()
            writer = open_engine(location.index).writer(memory=MEMORY_BYTES, fresh=True)
            for _, batch in workers.run(chunks, len, MAXIMUM_UNDER_WAY):
                if isinstance(batch, Crash):
                    raise RuntimeError("a worker process died")  # noqa: TRY004 - a result, not an argument
                writer.add(batch)
        writer.commit(encode(Manifest()), stamps((), location))

    def open(self, folder: Path) -> "YindeIndex":
        """Open the library."""
        return YindeIndex(folder, self._translate)


class YindeIndex:
    """Queries as they are typed, through parsing, tiers and true totals; ``page`` is the library as its users have it."""

    def __init__(self, folder: Path, translate: "Mode") -> None:
        from indexer.location import INDEX_FOLDER
        from indexer.open import IndexSegmenter, open_reader
        from search.library import Library

        index = str(folder / INDEX_FOLDER)
        self._reader = open_reader(index)
        self._segmenter = IndexSegmenter(self._reader)
        self._library = Library(self._reader, self._segmenter, index)
        self._translate: Mode = translate

    def ask(self, question: str) -> list[str]:
        """The first page of the ranking, whatever the tiers; a quotation mark that was never closed is left out."""
        from corpus.errors import QuerySyntaxError

        try:
            ranking = self._library.rank(question, limit=PAGE, translate=self._translate)
        except QuerySyntaxError:
            ranking = self._library.rank(question.replace('"', " "), limit=PAGE, translate=self._translate)
        return self._read(ranking)

    def look_up(self, phrase: str) -> int:
        """A quoted phrase: the true total, and the texts of the first page."""
        from indexer.engine import Run

        ranking = self._library.rank(f"“{phrase}”", limit=PAGE, strict=True)
        for entry in ranking.entries:
            self._reader.run_text(Run(entry.number, entry.number))
        return ranking.total

    def find(self, phrase: str) -> set[str]:
        """The documents in which the phrase is counted."""
        return {document.path for document in self._library.count(f"“{phrase}”").documents}

    def page(self, query: str) -> None:
        """A page of hits, with everything that is shown of them."""
        self._library.search(query, limit=PAGE)

    def close(self) -> None:
        """Close the library, and with it the reader."""
        self._library.close()

    def _read(self, ranking: "Ranking") -> list[str]:
        passages = [self._reader.passage(entry.number) for entry in ranking.entries]
        return [passage.locator.path for passage in passages if passage.text]


class _Analyser:
    """What a worker process does; it crosses to it before anything is loaded."""

    def prepare(self) -> None:
        """Load what all documents need."""
        from indexer.analyse import prepare

        prepare(self._segmenter)

    def __call__(self, documents: Sequence[Doc]) -> "Batch":
        """The documents' terms."""
        from indexer.analyse import analyse

        return analyse(list(_passages(documents)), self._segmenter)

    @cached_property
    def _segmenter(self) -> "WordSegmenter":
        from indexer.segment import WordSegmenter

        return WordSegmenter()


def _passages(documents: Sequence[Doc]) -> "Iterator[tuple[Document, list[Passage]]]":
    from corpus.language import language_and_script
    from corpus.model import Bib, Document, Locator, Passage, Span

    for doc in documents:
        text = doc.body
        language, script = language_and_script(text)
        document = Document(doc.id, doc.id, text, Bib(title=doc.title), language=language, script=script)
        where = Locator(doc.id, None, None, 1, 1, text.count("\n") + 1, Span(0, len(text)))
        yield document, [Passage(_passage_id(doc.id), doc.id, 0, text, where, language, script)]


def _passage_id(name: str) -> str:
    from corpus.id_number import BITS, to_id

    return to_id(int.from_bytes(sha256(name.encode()).digest()[:8], "big") >> (64 - BITS))
