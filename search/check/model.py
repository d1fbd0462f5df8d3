"""What is checked, and what comes of it."""

from dataclasses import dataclass
from enum import Enum

from corpus.model import Bib, Span
from search.cite.locators import CitedPlace


class Verdict(str, Enum):
    """What became of a quotation."""

    FOUND = "found"
    CUT = "cut"
    OTHER_SCRIPT = "other script"
    AMBIGUOUS = "ambiguous"
    ALTERED = "altered"
    NOT_FOUND = "not found"


FAILURES = frozenset({Verdict.ALTERED, Verdict.NOT_FOUND})
"""The verdicts for which ``yinde check`` exits with status 1."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in a draft. ``text`` is its words without marks and markup; ``span`` and ``line`` its place in the draft.

    ``pointer`` is where the draft's ``[@key]`` that follows stands, and ``key`` what it says; ``located`` tells whether
    it names a page or the like already.
    """

    text: str
    span: Span
    line: int
    key: str = ""
    pointer: Span | None = None
    located: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a comparison: alike where ``same``; else ``printed`` in the source stands as ``quoted`` in the draft."""

    printed: str
    quoted: str
    same: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands: the passage in which it begins, and page, paragraph and line of its first character.

    ``cited`` is how a citation names it, from its first character to its last.
    """

    path: str
    passage_id: str
    span: Span
    page: str
    paragraph: int
    line: int
    cited: CitedPlace
    printed: str
    bib: Bib


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation with its verdict.

    ``places`` are all places for *ambiguous*, the one source otherwise, the closest passage for *altered*, and none for
    *not found*. ``segments`` compare it, for *altered* and *other script*. ``likeness`` is 1 less the edit distance by
    length.
    """

    quoted: Quoted
    verdict: Verdict
    places: tuple[Place, ...] = ()
    segments: tuple[Segment, ...] = ()
    likeness: float = 1.0
