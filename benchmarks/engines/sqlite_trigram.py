"""SQLite's FTS5 with trigrams, and a scan of the same table for phrases that are shorter than three characters."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from benchmarks.datasets import Doc
from benchmarks.engines.analysis import matching_text
from benchmarks.engines.base import PAGE

FILE = "index.sqlite"
_TRIGRAM = 3


class SqliteTrigram:
    """One FTS5 table: folded text indexed, text as printed beside it. It does not answer questions."""

    name = "sqlite-trigram"
    questions = False
    shortest = 1

    def build(self, documents: Sequence[Doc], folder: Path) -> None:
        """Insert in one transaction and merge the index into one piece."""
        connection = sqlite3.connect(folder / FILE)
        with connection:
            connection.execute(
                "CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, body UNINDEXED, folded, tokenize = 'trigram')"
            )
            rows = ((document.id, document.body, matching_text(document.body)) for document in documents)
            connection.executemany("INSERT INTO docs VALUES (?, ?, ?)", rows)
        with connection:
            connection.execute("INSERT INTO docs(docs) VALUES ('optimize')")
        connection.close()

    def open(self, folder: Path) -> "SqliteIndex":
        """Connect to the database."""
        return SqliteIndex(folder)


class SqliteIndex:
    """A connection that answers phrases by MATCH, and by ``instr`` over all rows where they are too short for that."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / FILE)

    def ask(self, question: str) -> list[str]:
        """Trigrams alone do not rank questions."""
        raise NotImplementedError(f"no ranking of {question!r} by trigrams")

    def look_up(self, phrase: str) -> int:
        """Count, and read the first page."""
        condition, argument = self._condition(phrase)
        page = f"SELECT id, body FROM docs WHERE {condition} LIMIT {PAGE}"
        self._connection.execute(page, (argument,)).fetchall()
        (count,) = self._connection.execute(f"SELECT count(*) FROM docs WHERE {condition}", (argument,)).fetchone()
        return int(count)

    def find(self, phrase: str) -> set[str]:
        """All IDs."""
        condition, argument = self._condition(phrase)
        return {name for (name,) in self._connection.execute(f"SELECT id FROM docs WHERE {condition}", (argument,))}

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _condition(self, phrase: str) -> tuple[str, str]:
        folded = matching_text(phrase)
        if len(folded) < _TRIGRAM:
            return "instr(folded, ?) > 0", folded
        quoted = folded.replace('"', '""')
        return "docs MATCH ?", f'"{quoted}"'
