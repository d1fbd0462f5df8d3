"""What there is to say of a file and a query."""

from dataclasses import dataclass
from typing import Literal


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
    its best place in the whole ranking, with near-duplicates each for itself, and ``tier`` that of the hit there, as in
    ``Hit``; both are 0 where it has none. ``under`` is the path of the document under whose hit it is only named.
    """

    path: str
    absence: str = ""
    changed: str = ""
    rank: int = 0
    tier: int = 0
    parts: tuple[PartAnswered, ...] = ()
    under: str = ""
