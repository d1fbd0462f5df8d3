"""The command line on a library of fakes: what it prints depends on the data alone, not on how they are found."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

from corpus.errors import LibraryError, NotFoundError, QuerySyntaxError
from corpus.model import Document, Passage
from search.cli.run import run
from search.model import Results
from search.suggest.model import Suggestion
from search.summaries import Counts, DocumentCount


@dataclass
class FakeLibrary:
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    results: Results
    root: str = ""
    calls: list[tuple[object, ...]] = field(default_factory=list)

    def close(self) -> None:
        self.calls.append(("closed",))

    def search(self, query: str, **options: object) -> Results:
        self.calls.append(("search", query, options))
        if "「" in query:
            raise QuerySyntaxError(
                "unclosed {opening} at column {column}; close it with {closer}",
                query.index("「") + 1,
                opening="「",
                closer="」",
            )
        return self.results if "碳" in query else Results((), 0, 0, 0, 0, 0.0)

    def files(self, query: str, **filters: object) -> tuple[str, ...]:
        self.calls.append(("files", query, filters))
        return tuple(each.path for each in self.documents if query in each.text)

    def suggest(self, query: str, *, has_matches: bool = False, **filters: object) -> tuple[Suggestion, ...]:
        self.calls.append(("suggest", query, has_matches, filters))
        return (Suggestion(query, "碳中和", 3, "look-alike"),) if "炭" in query else ()

    def count(self, query: str, *, verify: bool = False) -> Counts:
        counted = tuple(
            DocumentCount(each.path, each.text.count(query)) for each in self.documents if query in each.text
        )
        return Counts(counted, sum(each.occurrences for each in counted), len(self.documents) if verify else None)

    def passage(self, passage_id: str) -> Passage:
        found = [each for each in self.passages if each.id.startswith(passage_id)]
        if len(found) != 1:
            raise NotFoundError(f"no passage {passage_id}; yinde search prints the IDs there are")
        return found[0]

    def neighbours(self, passage_id: str, around: int = 1) -> tuple[Passage, ...]:
        wanted = self.passage(passage_id)
        near = (each for each in self.passages if each.document_id == wanted.document_id)
        return tuple(each for each in near if abs(each.ordinal - wanted.ordinal) <= around)

    def document(self, passage: Passage) -> Document:
        return next(each for each in self.documents if each.id == passage.document_id)


@pytest.fixture
def library(
    documents: tuple[Document, ...],
    passages: tuple[Passage, ...],
    results: Results,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> FakeLibrary:
    """Stand in for ``search.library``; the current folder is the library's root."""
    fake = FakeLibrary(documents, passages, results, root=str(tmp_path))

    def open_library(path: str | None = None, *, index: str | None = None) -> AbstractContextManager[FakeLibrary]:
        fake.calls.append(("open", path, index))
        if index == "nowhere":
            raise LibraryError("no index in nowhere; make one with yinde index PATH")
        return closing(fake)

    module = ModuleType("search.library")
    module.open_library = open_library  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "search.library", module)
    monkeypatch.chdir(tmp_path)
    for variable in ("YINDE_INDEX", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    return fake


@pytest.fixture
def calls(library: FakeLibrary) -> list[tuple[object, ...]]:
    """What the command asked of the library."""
    return library.calls


Yinde = Callable[..., tuple[int, str, str]]


@pytest.fixture
def yinde(capsys: pytest.CaptureFixture[str]) -> Yinde:
    """Run a command: exit status, stdout, stderr."""

    def call(*arguments: str) -> tuple[int, str, str]:
        status = run(arguments)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call
