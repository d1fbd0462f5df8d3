"""What a benchmark asks of an engine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from benchmarks.datasets import Doc

PAGE = 10
"""How many answers an engine returns: one page of results."""


class Index(Protocol):
    """An index opened for searching in this process."""

    def ask(self, question: str) -> list[str]:
        """The IDs of the ten best documents for a question, best first, their texts read."""
        ...

    def look_up(self, phrase: str) -> int:
        """How many documents hold the phrase, the texts of ten of them read."""
        ...

    def find(self, phrase: str) -> set[str]:
        """The IDs of all documents that hold the phrase, as this engine sees it."""
        ...

    def close(self) -> None:
        """Release files."""
        ...


@runtime_checkable
class Pages(Protocol):
    """An index that also makes what a user is shown: hits with their places, records and marked snippets."""

    def page(self, query: str) -> None:
        """Make a page of hits for a query as typed."""
        ...


class Engine(Protocol):
    """A way to index and search documents, each of them one passage.

    ``questions`` says whether it ranks answers to questions, ``shortest`` how many characters a phrase needs at least.
    """

    name: str
    questions: bool
    shortest: int

    def build(self, documents: Sequence[Doc], folder: Path) -> None:
        """Index the documents, and their texts as printed, into an empty folder."""
        ...

    def open(self, folder: Path) -> Index:
        """Open what ``build`` left in the folder."""
        ...
