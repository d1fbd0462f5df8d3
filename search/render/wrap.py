"""Break text into lines of a terminal, Chinese and Latin mixed.

A line may end at a space, or on either side of a wide character, except before a mark that closes and after one that
opens (GB/T 15834-2011 and UAX #14 agree on these). A word longer than a line is broken where the line ends.
"""

from collections.abc import Iterator

from corpus.model import Span
from search.render.width import character_width

_NEVER_FIRST = frozenset("\"'，。、；：？！）》〉」』】〕］｝”’…—～·‧・％‰℃°,.;:?!)]}%ー々〻")
_NEVER_LAST = frozenset("\"'（《〈「『【〔［｛“‘￥＄([{")


def wrap(text: str, width: int | None) -> Iterator[Span]:
    """Yield the lines of ``text`` as spans, none wider than ``width`` columns, spaces at the breaks left out.

    A line break in the text always ends a line. With no ``width`` only these do. ``width`` is at least 2.
    """
    start = 0
    while start <= len(text):
        newline = text.find("\n", start)
        end = len(text) if newline < 0 else newline
        if width is None:
            yield Span(start, end)
        else:
            yield from _wrap_line(text, start, end, width)
        start = end + 1


def _wrap_line(text: str, start: int, end: int, width: int) -> Iterator[Span]:
    """Break ``text[start:end]``, which holds no line break."""
    line, opportunity, column = start, start, 0
    here = start
    while here < end:
        character = text[here]
        if here > line and _may_break(text[here - 1], character):
            opportunity = here
        size = character_width(character)
        if column + size > width and character != " " and size and here > line:
            here = opportunity if opportunity > line else here
            yield _stripped(text, line, here)
            line = opportunity = here
            column = 0
            continue
        column += size
        here += 1
    yield _stripped(text, line, end)


def _may_break(before: str, after: str) -> bool:
    if after == " " or not character_width(after):
        return False
    if before == " ":
        return True
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return character_width(before) > 1 or character_width(after) > 1 or before == "—"


def _stripped(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] == " ":
        end -= 1
    return Span(start, end)
