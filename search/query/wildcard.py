"""Words with gaps: ``climat*``, ``碳?和``."""

from dataclasses import dataclass, field

from corpus.model import Span

MAX_STARS = 3
"""How many ``*`` may stand inside a word, those at its ends aside; it bounds the work of matching."""


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A word in which ``*`` stands for any run of word characters and ``?`` for one; ``text`` has them in ASCII."""

    text: str
    span: Span = field(default=Span(0, 0), compare=False)
