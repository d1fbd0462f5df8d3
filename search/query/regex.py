"""Regular expressions over folded text: ``/regex/``."""

from dataclasses import dataclass, field

from corpus.model import Span


@dataclass(frozen=True, slots=True)
class Regex:
    r"""A regular expression, as written between the slashes with ``\/`` undone."""

    pattern: str
    span: Span = field(default=Span(0, 0), compare=False)
