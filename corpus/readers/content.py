"""What a reader is given and what it gives back."""

from dataclasses import dataclass
from typing import Protocol

from corpus.limits import USUAL, Limits
from corpus.model import Bib, Page


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: its bytes, its path for what is said about it, the encoding its user insists on, and the limits.

    ``line`` is the line of its table on which a row's text begins, and 0 for a file.
    """

    data: bytes
    path: str
    encoding: str | None = None
    limits: Limits = USUAL
    line: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds, in the terms of ``corpus.model.Document``."""

    text: str
    bib: Bib
    format: str
    encoding: str
    lines: tuple[int, ...] | None = None
    pages: tuple[Page, ...] = ()
    defects: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()


class Reader(Protocol):
    """Reads files of one format."""

    def __call__(self, source: Source) -> Content:
        """Read a file. Raises ReadError, without naming the file, where it is malformed; any bytes may be given."""
        ...
