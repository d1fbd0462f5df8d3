"""The library: what the command line and other programs search with."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from corpus.errors import NotFoundError
from indexer.location import find_index
from indexer.open import IndexSegmenter, open_reader
from indexer.stamps import located
from search.ask import Answers, literal_passages, rank
from search.conditions import accepted_paths
from search.duplicates import each_shown, shown_once
from search.expand import OwnSynonyms, regional
from search.expand.synonyms import SYNONYMS_FILE
from search.hits import make_hit
from search.model import Results
from search.options import SearchOptions
from search.order import by_document
from search.place import locate, passage_at
from search.question import prepare
from search.translate import Translator

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self, Unpack

    from corpus.model import Document, Locator, Passage, Span
    from indexer.engine import Reader
    from search.ask import Ranking
    from search.duplicates import Shown
    from search.expand import Synonyms
    from search.explanation import Explanation
    from search.options import Filters, Sort
    from search.question import Question
    from search.rank import Segmenter
    from search.suggest.model import Suggestion
    from search.summaries import Counts, DocumentSummary, LibraryInfo
    from search.translate import Mode
    from search.why_not.model import WhyNot


def open_library(path: str | os.PathLike[str] | None = None, *, index: str | os.PathLike[str] | None = None) -> Library:
    """Open the index of a folder: ``index``, else the nearest at or above ``path`` (the working folder by default).

    Raises LibraryError where there is none, or where it is damaged or was built by other rules.
    """
    folder = find_index(os.fspath(path or "."), None if index is None else os.fspath(index))
    reader = open_reader(folder)
    return Library(reader, IndexSegmenter(reader), folder)


class Library:
    """A searchable snapshot of an index; commits made after it was opened do not show. Close it, or use ``with``."""

    def __init__(self, reader: Reader, segmenter: Segmenter, folder: str = "") -> None:
        self._reader = reader
        self._segmenter = segmenter
        self._folder = folder
        self._translator = Translator(reader, segmenter, folder)
        self._own_synonyms = OwnSynonyms(os.path.join(folder, SYNONYMS_FILE))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the index's files."""
        self._translator.close()
        self._reader.close()

    @property
    def root(self) -> str:
        """The folder that the paths of documents are relative to."""
        return located(self._reader.stamps, self._folder).root

    @property
    def folder(self) -> str:
        """The folder of the index."""
        return self._folder

    @property
    def reader(self) -> Reader:
        """The index itself, for what looks up texts rather than queries. It closes with the library."""
        return self._reader

    def rank(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        strict: bool = False,
        expanded: bool = True,
        translate: Mode = "auto",
    ) -> Ranking:
        """Which passages answer a query, best first, without their texts: the core of ``search``."""
        options = SearchOptions(limit=limit, offset=offset, strict=strict, expanded=expanded, translate=translate)
        return rank(self._reader, self._segmenter, self._question(query, options), options)

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        strict: bool = False,
        context: int = 0,
        expanded: bool = True,
        sort: Sort = "rank",
        grouped: bool = False,
        explained: bool = False,
        translate: Mode = "auto",
        pinyin: bool = False,
        every: bool = False,
        **filters: Unpack[Filters],
    ) -> Results:
        """The hits of a query from place ``offset`` on, at most ``limit``.

        ``strict`` leaves best matches out, ``expanded=False`` what would be asked beside what was typed; ``context``
        adds so many sentences to each side of a snippet. With ``any_word`` one of the words suffices.

        ``sort`` puts what holds the query in the order of ``path``, or ``date``, newest first, instead of by ``rank``;
        ``grouped`` gives one hit for each document, its best. ``after`` and ``before`` (a year, a month or a day, all
        of it included), ``languages`` (``zh``, ``en``, ``mul``, ``und``) and ``paths`` (of each kind one suffices) are
        conditions on documents, as the fields ``date:``, ``lang:`` and ``path:`` of the query language are.

        ``translate`` says whether to ask in the other language too: ``auto`` where the library holds passages in it,
        ``always`` or ``never``; ``expanded=False`` leaves translations out as well. ``pinyin`` also asks for what
        keywords in Latin letters stand for in Pinyin.

        Of passages that say the same (``search.resemblance``) the best is a hit, and the others are its ``duplicates``;
        ``every`` gives a hit for each of them. Grouped results have a hit for each document, whatever it says.

        ``explained`` results say how the query was read and what put the hits where they stand.

        Raises QuerySyntaxError where the query cannot be understood, UsageError for options with no such value.
        """
        options = SearchOptions(
            limit,
            offset,
            strict,
            context,
            expanded,
            sort,
            grouped,
            translate=translate,
            pinyin=pinyin,
            every=every,
            **filters,
        )
        start = perf_counter()
        question = self._question(query, options)
        answers = Answers(self._reader, self._segmenter, question, options)
        shown = self._shown(answers, options)
        question, ranking = answers.question, shown.ranking
        hits = tuple(
            make_hit(self._reader, question, ranked, place, context, under=under)
            for place, (ranked, under) in enumerate(zip(ranking.entries, shown.under, strict=True), offset + 1)
        )
        documents = sum(1 for _ in by_document(self._reader, ranking.literal))
        elapsed = perf_counter() - start
        return Results(
            hits=hits,
            total=ranking.total,
            documents=documents,
            total_expanded=ranking.total_expanded,
            places=ranking.places,
            elapsed=elapsed,
            more=shown.more,
            expansions=question.expansions(),
            warnings=question.notes,
            explanation=self._explain(question, ranking) if explained else None,
        )

    def _shown(self, answers: Answers, options: SearchOptions) -> Shown:
        if options.every or options.grouped:
            return each_shown(answers.ranking(options.offset + options.limit, options.offset), options.offset)
        return shown_once(self._reader, answers, options.offset, options.limit)

    def _explain(self, question: Question, ranking: Ranking) -> Explanation:
        from search.explain import explain

        return explain(question, ranking, self._reader)

    def suggest(self, query: str, *, has_matches: bool = False, **filters: Unpack[Filters]) -> tuple[Suggestion, ...]:
        """What to try where ``search`` found nothing literally; each suggestion is of something that is there.

        ``has_matches`` tells that there were best matches: then no part of a text in prose is suggested.
        """
        from search.suggest import suggest

        options = SearchOptions(expanded=False, **filters)
        return suggest(self._question(query, options), self._reader, has_matches=has_matches)

    def why_not(self, query: str, file: str) -> WhyNot:
        """Why a file is not among the results of a query, or where it is; ``file`` is named from the current folder."""
        from search.why_not import why_not

        question = self._question(query, SearchOptions())
        return why_not(file, self.root, question, self._reader, self._segmenter)

    def count(self, query: str, *, verify: bool = False) -> Counts:
        """How often the query's phrases stand in each document; of several phrases, the occurrences of all of them.

        ``verify`` also scans the text of every document without the index, and raises VerificationError on any
        difference. Conditions on documents, side by side with the phrases, leave documents out; operators play no part.
        """
        from search.summaries import Counts, DocumentCount
        from search.verify import check_equal, count_by_index, count_by_scan

        question = self._question(query, SearchOptions(expanded=False))
        counts = count_by_index(self._reader, question.matchers)
        if verify:
            check_equal(counts, count_by_scan(self._reader, question.matchers))
        accepted = accepted_paths(question.root, self._reader)
        found = sorted((path, number) for path, number in counts.items() if accepted is None or path in accepted)
        documents = tuple(DocumentCount(path, number) for path, number in found)
        total = sum(document.occurrences for document in documents)
        return Counts(documents, total, self._reader.document_count if verify else None)

    def files(self, query: str, **filters: Unpack[Filters]) -> tuple[str, ...]:
        """The paths of the documents with a passage in tier 1, in order; for ``filters`` see ``search``."""
        options = SearchOptions(expanded=False, **filters)
        numbers = literal_passages(self._reader, self._question(query, options))
        return tuple(sorted({self._reader.document(number).document.path for number in numbers}))

    def passage(self, passage_id: str) -> Passage:
        """The passage of this ID, or of the one ID that starts like this. Raises NotFoundError."""
        return self._reader.passage(self._number(passage_id))

    def neighbours(self, passage_id: str, around: int = 1) -> tuple[Passage, ...]:
        """A passage with up to ``around`` passages before and after it, in the order of the document."""
        number = self._number(passage_id)
        stored = self._reader.document(number)
        numbers = range(max(stored.first, number - around), min(stored.last, number + around) + 1)
        return tuple(map(self._reader.passage, numbers))

    def document(self, passage: Passage) -> Document:
        """The document that a passage of this library is from, with its text."""
        stored = self._reader.document(self._number(passage.id))
        return replace(stored.document, text=self._reader.text(stored))

    def locate(self, passage: Passage, span: Span) -> Locator:
        """Where a stretch of the passage's document stands, which may begin in another passage of it."""
        number = passage_at(self._reader, self._number(passage.id), span.start)
        return locate(self._reader, number, span)

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Every document, in path order."""
        from search.about import summarise

        return tuple(sorted(map(summarise, self._reader.documents()), key=lambda summary: summary.path))

    def info(self) -> LibraryInfo:
        """The library as a whole."""
        from search.about import describe

        return describe(self._reader, self._folder)

    def _question(self, query: str, options: SearchOptions) -> Question:
        if not options.expanded:
            return prepare(query, self._reader, dict, options)
        translate = None if options.translate == "never" else partial(self._translator.translation, options.translate)
        return prepare(query, self._reader, self._synonyms, options, translate)

    def _synonyms(self) -> dict[str, Synonyms]:
        own = self._own_synonyms.current() if self._folder else None
        return {"regional": regional()} if own is None else {"synonym": own, "regional": regional()}

    def _number(self, passage_id: str) -> int:
        numbers = self._reader.numbers_with_prefix(passage_id.strip().lower())
        if len(numbers) == 1:
            return numbers[0]
        if numbers:
            ids = ", ".join(self._reader.passage(number).id for number in numbers[:5])
            raise NotFoundError(
                "{id} is short for {number} passages ({ids}); give more of the ID",
                id=passage_id,
                number=len(numbers),
                ids=ids,
            )
        raise NotFoundError(
            "no passage {id} in this library; its text may have changed: search for it again", id=passage_id
        )
