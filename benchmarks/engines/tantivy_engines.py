"""tantivy with three analyses: bigrams, rjieba words, and both fields of yinde's own analysis."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.datasets import Doc
from benchmarks.engines import analysis
from benchmarks.engines.base import PAGE

if TYPE_CHECKING:
    import tantivy

HEAP_BYTES = 512_000_000
"""As much as yinde may use by default."""


@dataclass(frozen=True, slots=True)
class TermField:
    """A field of terms; ``positions`` where phrases are looked up in it."""

    name: str
    terms: analysis.Terms
    positions: bool


def bigrams() -> "TantivyEngine":
    """One field of bigrams."""
    return TantivyEngine("tantivy-bigrams", (TermField("grams", analysis.bigrams, positions=True),), 2)


def words() -> "TantivyEngine":
    """One field of rjieba's words."""
    return TantivyEngine("tantivy-words", (TermField("words", analysis.words, positions=True),), 1)


def both() -> "TantivyEngine":
    """Words and grams as yinde makes them; positions for grams alone, to answer phrases with."""
    grams = TermField("grams", analysis.grams, positions=True)
    return TantivyEngine("tantivy-both", (grams, TermField("words", analysis.own_words, positions=False)), 1)


class TantivyEngine:
    """tantivy through its Python package, fed terms that are joined by spaces; phrases use the first field."""

    questions = True

    def __init__(self, name: str, fields: Sequence[TermField], shortest: int) -> None:
        self.name = name
        self.shortest = shortest
        self._fields = tuple(fields)

    def build(self, documents: Sequence[Doc], folder: Path) -> None:
        """Analyse on all cores, index with tantivy's default number of threads, wait for its merges."""
        import tantivy

        writer = tantivy.Index(self._schema(), path=str(folder)).writer(HEAP_BYTES)
        bodies = [document.body for document in documents]
        terms = analysis.analysed(bodies, [field.terms for field in self._fields])
        for document, body, texts in zip(documents, bodies, terms, strict=True):
            entry = tantivy.Document()
            entry.add_text("id", document.id)
            entry.add_bytes("body", body.encode())
            for field, text in zip(self._fields, texts, strict=True):
                entry.add_text(field.name, text)
            writer.add_document(entry)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> "TantivyIndex":
        """Open the index; its schema is stored with it."""
        return TantivyIndex(folder, self._fields)

    def _schema(self) -> "tantivy.Schema":
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_bytes_field("body", stored=True)
        for field in self._fields:
            option = "position" if field.positions else "freq"
            builder.add_text_field(field.name, tokenizer_name="whitespace", index_option=option)
        return builder.build()


class TantivyIndex:
    """A tantivy searcher: a question is any of its terms in any field, by BM25 with tantivy's constants."""

    def __init__(self, folder: Path, fields: tuple[TermField, ...]) -> None:
        import tantivy

        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()
        self._fields = fields

    def ask(self, question: str) -> list[str]:
        """The best of all documents that share a term with the question."""
        import tantivy

        schema = self._index.schema
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, field.name, term, "freq"))
            for field in self._fields
            for term in field.terms(question)
        ]
        return self._ids(tantivy.Query.boolean_query(clauses), PAGE)

    def look_up(self, phrase: str) -> int:
        """A phrase query, or its term query where the phrase is one term."""
        result = self._searcher.search(self._phrase(phrase), PAGE)
        texts = [self._searcher.doc(address)["body"] for _, address in result.hits]
        return max(int(getattr(result, "count", 0)), len(texts))

    def find(self, phrase: str) -> set[str]:
        """The same without a limit."""
        return set(self._ids(self._phrase(phrase), max(1, self._searcher.num_docs)))

    def close(self) -> None:
        """The index closes with its last reference."""

    def _ids(self, query: "tantivy.Query", limit: int) -> list[str]:
        found = [self._searcher.doc(address) for _, address in self._searcher.search(query, limit).hits]
        return [document["id"][0] for document in found if document["body"]]

    def _phrase(self, phrase: str) -> "tantivy.Query":
        import tantivy

        field = self._fields[0]
        terms: list[str | tuple[int, str]] = [*field.terms(phrase)]
        if len(terms) == 1:
            return tantivy.Query.term_query(self._index.schema, field.name, terms[0])
        return tantivy.Query.phrase_query(self._index.schema, field.name, terms)
