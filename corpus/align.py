"""The way back from a derived text to the text it was derived from."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from corpus.model import Span


class Alignment(NamedTuple):
    """For each code point of a derived text, the offset in the original of the code point that gave it.

    ``offsets`` is None where the two texts correspond one to one.
    """

    offsets: Sequence[int] | None
    original: str

    def span(self, start: int, end: int) -> Span:
        """The original text behind the derived range ``start`` to ``end`` (``start < end``).

        Marks that belong to the last character (accents, variation selectors) are part of the span: a quotation that
        cut an accent off would not be what is printed.
        """
        if self.offsets is None:
            return Span(start, end)
        first = self.offsets[start]
        last = self.offsets[end - 1] + 1
        while last < len(self.original) and unicodedata.category(self.original[last]) in ("Mn", "Me"):
            last += 1
        return Span(first, last)
