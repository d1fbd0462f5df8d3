"""Misspelt words: ``word~``, ``word~2``."""

from dataclasses import dataclass, field

from corpus.model import Span

DEFAULT_EDITS = 1
MAX_EDITS = 2


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word of an alphabet that may differ from what is in the text by up to ``edits`` letters."""

    text: str
    edits: int = DEFAULT_EDITS
    span: Span = field(default=Span(0, 0), compare=False)
