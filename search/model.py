"""What a search gives back. Data only: ``search.render`` draws it."""

from dataclasses import dataclass
from typing import Literal

from corpus.model import Bib, Passage, Span


@dataclass(frozen=True, slots=True)
class Snippet:
    """A fragment of a passage for display, with its wraps undone.

    ``text`` is the printed text without the line breaks that only the page made. ``marks`` are the matches, as half-open
    ranges of code points of ``text``. ``cut_start`` and ``cut_end`` say whether the passage goes on before and after.
    """

    text: str
    marks: tuple[Span, ...]
    cut_start: bool
    cut_end: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found. ``matches`` are spans of the document's original text.

    ``line`` is the line of the file on which the first match begins, and that of the passage where nothing is marked.
    Where results are grouped by document, ``others`` counts its further passages of the same tier.
    ``tier`` 1: holds every keyword literally; 2: the same through an expansion, named in ``via``; 3: best match.
    """

    rank: int
    tier: int
    score: float
    passage: Passage
    bib: Bib
    matches: tuple[Span, ...]
    snippet: Snippet
    line: int
    via: tuple[str, ...] = ()
    others: int = 0


@dataclass(frozen=True, slots=True)
class Expansion:
    """What yinde asked on its own: ``asked`` is the user's term, ``also`` what was looked up beside it, ``kind`` why."""

    asked: str
    also: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class TermRead:
    """A term of a query as it was read. ``forms`` are the words of the library that it stands for, if not for itself."""

    text: str
    kind: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Terms that were looked up together: how many passages were ``read`` for them, and in how many they were ``found``.

    None is read where the index alone knows.
    """

    terms: tuple[str, ...]
    read: int
    found: int


@dataclass(frozen=True, slots=True)
class TermScore:
    """What a term of the index, from the field ``words`` or ``grams``, gave to a passage's score."""

    term: str
    field: str
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a query was read and what became of it.

    ``read_as`` is the query as it was read, options included, in the query language; ``required`` the part of it that
    holds for best matches too. ``scores`` are by hit, in order, and for each the terms that gave it most come first.
    """

    read_as: str
    required: str
    terms: tuple[TermRead, ...]
    lookups: tuple[LookedUp, ...]
    scores: tuple[tuple[TermScore, ...], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The hits of one page of results.

    ``total`` counts the passages of tier 1, ``documents`` the documents that they are of, and ``total_expanded`` the
    passages of tier 2: true counts, whatever ``limit`` was. ``places`` is how many hits tiers 1 and 2 have in all.
    ``elapsed`` is in seconds.
    """

    hits: tuple[Hit, ...]
    total: int
    documents: int
    total_expanded: int
    places: int
    elapsed: float
    expansions: tuple[Expansion, ...] = ()
    warnings: tuple[str, ...] = ()
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to try where nothing was found. ``instead`` stands in so many ``passages``, and this is what it is:

    ``look-alike``: ``asked`` with one character exchanged; ``spelling``: with one word spelt otherwise; ``part``: the
    longest part of it that occurs; ``apart``: one of several terms that do occur, in different passages; ``absent``: a
    term for which there is nothing (``instead`` is empty);
    ``conditions``: the query as it is, in documents that its conditions leave out (``asked`` and ``instead`` are empty).
    """

    asked: str
    instead: str
    passages: int
    kind: Literal["look-alike", "spelling", "part", "apart", "absent", "conditions"]


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


@dataclass(frozen=True, slots=True)
class PartAnswered:
    """A part of a query, and how a document answers it.

    ``passages`` counts those of a term or, for an exclusion, those with what is excluded; for a condition it is 1 where
    the document meets it and 0 where not. ``nearest`` is the text of the document that comes closest to a term that it
    does not hold, and stands on ``line``; of a condition on one field, what the document has there.
    """

    text: str
    kind: Literal["term", "exclusion", "condition"]
    passages: int
    nearest: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a file is not among the results, or where it is.

    ``absence`` says why it is not in the index, and ``changed`` what has become of it since it was indexed. ``rank`` is
    its best place in the whole ranking and ``tier`` that of the hit there, as in ``Hit``; both are 0 where it has none.
    """

    path: str
    absence: str = ""
    changed: str = ""
    rank: int = 0
    tier: int = 0
    parts: tuple[PartAnswered, ...] = ()
