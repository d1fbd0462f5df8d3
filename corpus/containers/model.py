"""What comes out of a file that holds many documents, and what is asked of whoever opens it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from corpus.containers.budget import Budget
from corpus.limits import USUAL, Limits

ROW = ".row"
"""The suffix that stands for a row of a table; no file has it."""


def everything(_: str) -> bool:
    """Want every member."""
    return True


@dataclass(frozen=True, slots=True)
class Reading:
    """How a container is to be read.

    ``fields`` are pairs: what is looked for in a row (``text``, ``title``, ``author``, ``date``, ``url``, ``id``) and the
    name of the field that has it; what is not named is guessed (``corpus.containers.rows``). ``encoding`` overrules what
    would be detected. A member is left out unless its name is ``wanted``.
    """

    fields: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    limits: Limits = USUAL
    wanted: Callable[[str], bool] = everything


@dataclass(frozen=True, slots=True)
class Member:
    """A document: its name below the container, the suffix by which its reader is found, and its bytes.

    ``line`` is the line of the container on which a row's text begins, 0 for a file.
    """

    name: str
    suffix: str
    data: bytes
    line: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """A member that is not read, and why (a ``corpus.messages.Message``)."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Other:
    """A member of a kind that no reader is for."""

    suffix: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be said of the container: what of it could not be read."""

    what: str


Found = Member | Unread | Other | Remark


class Opener(Protocol):
    """Reads containers of one kind."""

    def __call__(self, file: BinaryIO, name: str, reading: Reading, budget: Budget) -> Iterator[Found]:
        """Give what is in it, in its order, never holding more than a member.

        ``name`` is the file's own, for its suffix. Raises ReadError where it cannot be read on; what came before counts.
        """
        ...
