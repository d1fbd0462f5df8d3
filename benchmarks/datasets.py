"""Documents, questions and judgments: retrieval sets as they lie on disk."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Doc:
    """One document of a set, which is one passage.

    ``body`` is what every engine indexes: the title on a line of its own, then the text.
    """

    id: str
    title: str
    text: str

    @property
    def body(self) -> str:
        """The title, where there is one, and the text."""
        return f"{self.title}\n{self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True)
class Query:
    """A question put to a set."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """A set of documents, the questions asked of it, and what answers them.

    ``documents`` is the file the documents come from; several sets may share one. ``relevance`` maps a question's ID
    to the IDs of the documents that answer it, each with its grade (above zero).
    """

    name: str
    documents: Path
    queries: tuple[Query, ...]
    relevance: Mapping[str, Mapping[str, int]]


def documents_file(folder: Path) -> Path:
    """The documents of the set in ``folder``: its own, or those of the set it varies.

    A folder without documents takes those of the folder beside it whose name begins its own, as
    ``encyclopedia-cross-script`` takes those of ``encyclopedia``. Raises FileNotFoundError where there are none.
    """
    base = folder.resolve()
    names = [base.name]
    while "-" in names[-1]:
        names.append(names[-1].rpartition("-")[0])
    for name in names:
        for suffix in (".jsonl", ".jsonl.gz"):
            path = base.parent / name / f"docs{suffix}"
            if path.is_file():
                return path
    raise FileNotFoundError(f"no docs.jsonl or docs.jsonl.gz in {folder} nor beside it")


def load_set(folder: Path) -> RetrievalSet:
    """Read the questions and judgments in ``folder``; the documents are left for ``read_documents``."""
    queries = tuple(Query(line["id"], line["text"]) for line in _json_lines(folder / "queries.jsonl"))
    relevance: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, document, grade = line.split("\t")
        if int(grade) > 0:
            relevance.setdefault(query, {})[document] = int(grade)
    resolved = folder.resolve()
    parent = resolved.parent.name
    name = f"{parent}/{resolved.name}" if parent == "parallel" else resolved.name
    return RetrievalSet(name, documents_file(folder), queries, relevance)


def read_documents(path: Path) -> tuple[Doc, ...]:
    """All documents of a ``docs.jsonl`` or ``docs.jsonl.gz``."""
    return tuple(Doc(line["id"], line.get("title", ""), line["text"]) for line in _json_lines(path))


def read_questions(path: Path) -> tuple[str, ...]:
    """The texts of a ``queries.jsonl``."""
    return tuple(line["text"] for line in _json_lines(path))


def write_documents(path: Path, documents: Iterable[Doc]) -> None:
    """Write documents in the form that ``read_documents`` reads."""
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            line = {"id": document.id, "title": document.title, "text": document.text}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def text_bytes(documents: Sequence[Doc]) -> int:
    """The size of what is indexed, in bytes of UTF-8."""
    return sum(len(document.body.encode()) for document in documents)


def sample_bytes(documents: Sequence[Doc], limit: int) -> tuple[Doc, ...]:
    """As many documents, evenly strewn over the whole, as come to about ``limit`` bytes of UTF-8."""
    total = text_bytes(documents)
    if total <= limit:
        return tuple(documents)
    wanted = max(1, len(documents) * limit // total)
    return tuple(documents[number * len(documents) // wanted] for number in range(wanted))


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
