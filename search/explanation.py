"""An account of a search. Data only: ``search.explain`` makes it, ``search.render.explanation`` draws it."""

from dataclasses import dataclass

from search.fusion import Scale


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
    holds for best matches too. ``scores`` are by hit, in order, and for each the terms that gave it most come first; so are
    ``scales``, None for a hit whose score is the sum of its terms. The sum, multiplied by both factors of the scale, is the
    score by which the hits stand in their order.
    """

    read_as: str
    required: str
    terms: tuple[TermRead, ...]
    lookups: tuple[LookedUp, ...]
    scores: tuple[tuple[TermScore, ...], ...]
    scales: tuple[Scale | None, ...]
