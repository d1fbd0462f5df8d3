"""Marks of footnotes in a printed line: numbers in brackets or circles, set small and raised above the line.

A raised number without either stays, since it may be an exponent; and so does a mark at the beginning of a line, where the
note itself begins. What is set like the text around it may be a reference that belongs to the sentence (``见文献[3]``),
or the number of an item (``包括①减排``), and stays as well.
"""

import re
from collections.abc import Iterator, Sequence

_NUMBERS = r"[0-9]{1,3}(?:\s?[,，、–—-]\s?[0-9]{1,3})*"
_MARK = re.compile(
    rf"\s?(?:[\[［〔【]\s?{_NUMBERS}\s?[\]］〕】]|(?<![A-Za-z0-9])(?<![A-Za-z0-9]\s)[(（]\s?{_NUMBERS}\s?[)）]"
    "|[\u2460-\u2473\u3251-\u325f\u32b1-\u32bf]+)"
)
"""After a letter or a number, round brackets that are raised are those of a formula."""

_SMALL = 0.8
_RAISED = 0.1
"""Of the height of the line's type: how high a mark is at most, and how far above the line's foot it stands at least."""


def note_marks(
    text: str, heights: Sequence[tuple[float, float]], line: tuple[float, float]
) -> Iterator[tuple[int, int]]:
    """Where marks begin and end in a line's text.

    ``heights`` gives the bottom and the top of each character (of white space anything), ``line`` those of most of the
    line.
    """
    bottom, top = line
    for mark in _MARK.finditer(text):
        places = [heights[i] for i in range(*mark.span()) if not text[i].isspace()]
        if mark.start() and all(
            high - low < _SMALL * (top - bottom) and low > bottom + _RAISED * (top - bottom) for low, high in places
        ):
            yield mark.span()
