"""The obvious stack: OpenCC-py to simplified, jieba's ChineseAnalyzer, Whoosh TEXT, all with their defaults."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.datasets import Doc
from benchmarks.engines.base import PAGE

FIELD = "body"


class Stack:
    """What a tutorial would build from the packages that yinde itself uses."""

    name = "stack"
    questions = True
    shortest = 1

    def build(self, documents: Sequence[Doc], folder: Path) -> None:
        """Convert each text, let ChineseAnalyzer cut it, and let Whoosh index it with positions."""
        from jieba.analyse import ChineseAnalyzer  # type: ignore[import-untyped]
        from opencc import OpenCC
        from whoosh.fields import ID, TEXT, Schema
        from whoosh.index import create_in

        convert = OpenCC("t2s").convert
        schema = Schema(id=ID(stored=True, unique=True), body=TEXT(stored=True, analyzer=ChineseAnalyzer()))
        writer = create_in(folder, schema).writer()
        for document in documents:
            body = document.body
            writer.add_document(id=document.id, body=convert(body), _stored_body=body)
        writer.commit()

    def open(self, folder: Path) -> "StackIndex":
        """Open the Whoosh index."""
        return StackIndex(folder)


class StackIndex:
    """A Whoosh searcher: a question is any of its words, a phrase goes quoted to Whoosh's own query parser."""

    def __init__(self, folder: Path) -> None:
        from opencc import OpenCC
        from whoosh.index import open_dir
        from whoosh.qparser import QueryParser

        self._convert = OpenCC("t2s").convert
        index = open_dir(folder)
        self._analyzer = index.schema[FIELD].analyzer
        self._parser = QueryParser(FIELD, index.schema)
        self._searcher = index.searcher()

    def ask(self, question: str) -> list[str]:
        """BM25F over the words of the question, any of which may be missing."""
        from whoosh.query import Or, Term

        terms = [Term(FIELD, token.text) for token in self._analyzer(self._convert(question))]
        results = self._searcher.search(Or(terms).normalize(), limit=PAGE)
        return [hit["id"] for hit in results if hit[FIELD]]

    def look_up(self, phrase: str) -> int:
        """Whoosh's phrase query."""
        results = self._searcher.search(self._phrase(phrase), limit=PAGE)
        texts = [hit[FIELD] for hit in results]
        return max(len(results), len(texts))

    def find(self, phrase: str) -> set[str]:
        """The same without a limit."""
        return {hit["id"] for hit in self._searcher.search(self._phrase(phrase), limit=None)}

    def close(self) -> None:
        """Close the searcher."""
        self._searcher.close()

    def _phrase(self, phrase: str) -> Any:  # noqa: ANN401 - Whoosh has no types
        return self._parser.parse(f'"{self._convert(phrase)}"')
