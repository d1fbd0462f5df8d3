"""What a search gives back. Data only: ``search.render`` draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import Bib, Locator, Passage, Span

if TYPE_CHECKING:
    from search.explanation import Explanation


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
class Duplicate:
    """A passage that says the same as a hit: its ID, and where its first match stands, or it itself (see ``search.hits``).

    ``whole`` is false where it is only part of what the hit says, or has some words more.
    """

    id: str
    at: Locator
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found. ``matches`` are spans of the document's original text.

    ``at`` is where the first match stands, and where the passage does if nothing is marked; ``line`` is its first line.
    Where results are grouped by document, ``others`` counts its further passages of the same tier.
    ``duplicates`` are other passages found that say the same, and are not shown for themselves.
    ``tier`` 1: holds every keyword literally; 2: the same through an expansion, named in ``via``; 3: best match.
    """

    rank: int
    tier: int
    score: float
    passage: Passage
    bib: Bib
    matches: tuple[Span, ...]
    snippet: Snippet
    at: Locator
    via: tuple[str, ...] = ()
    others: int = 0
    duplicates: tuple[Duplicate, ...] = ()

    @property
    def line(self) -> int:
        """The line of the file on which the first match begins."""
        return self.at.line_start


TRANSLATION = "translation"
"""The kind of an expansion that is in the other language."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """What yinde asked on its own: ``asked`` is the user's term, ``also`` what was looked up beside it, ``kind`` why."""

    asked: str
    also: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Results:
    """The hits of one page of results.

    ``total`` counts the passages of tier 1, ``documents`` the documents that they are of, and ``total_expanded`` the
    passages of tier 2: true counts, whatever ``limit`` was. ``places`` is how many hits tiers 1 and 2 would have in all,
    were near-duplicates shown each for itself; ``more`` says whether any of them comes after this page.
    ``elapsed`` is in seconds.
    """

    hits: tuple[Hit, ...]
    total: int
    documents: int
    total_expanded: int
    places: int
    elapsed: float
    more: bool = False
    expansions: tuple[Expansion, ...] = ()
    warnings: tuple[str, ...] = ()
    explanation: Explanation | None = None
