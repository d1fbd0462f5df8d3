"""Words with gaps: ``climat*``, ``碳?和``."""

from dataclasses import dataclass, field

from corpus.model import Span

ANY_RUN = "*"
ANY_ONE = "?"


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A word in which ``*`` stands for any run of word characters and ``?`` for one; ``text`` has them in ASCII."""

    text: str
    span: Span = field(default=Span(0, 0), compare=False)
