"""Plain text to look for: a keyword as typed, or a phrase in quotation marks."""

from dataclasses import dataclass, field

from corpus.model import Span


@dataclass(frozen=True, slots=True)
class Keyword:
    """A stretch of literal text, without the quotation marks and without the sentence punctuation around it.

    ``quoted`` is true of a phrase: it matches word for word, neither inflected nor expanded. ``span`` holds the code
    points of the query that it was read from, quotation marks included; it takes no part in comparisons.
    """

    text: str
    quoted: bool = False
    span: Span = field(default=Span(0, 0), compare=False)
