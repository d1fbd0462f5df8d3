"""What a library tells of itself beside hits: counts, and what it holds. Kept apart, since a look-up needs none of it."""

from dataclasses import dataclass

from corpus.model import Bib


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """The occurrences of a query's phrases in one document."""

    path: str
    occurrences: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Occurrences by document, in path order, documents without any left out.

    ``verified`` is None unless a plain scan was asked for; then it is the number of documents scanned.
    """

    documents: tuple[DocumentCount, ...]
    total: int
    verified: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One line of ``yinde list``."""

    path: str
    bib: Bib
    passages: int
    characters: int
    language: str
    script: str
    format: str
    encoding: str


@dataclass(frozen=True, slots=True)
class LibraryInfo:
    """What ``yinde info`` tells: sizes in bytes, ``built`` in ISO 8601 with time zone."""

    root: str
    index: str
    documents: int
    passages: int
    characters: int
    index_bytes: int
    built: str
    stamps: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, int], ...]
    scripts: tuple[tuple[str, int], ...]
