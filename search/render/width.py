"""How many columns of a terminal a text takes.

From the Unicode tables of the standard library: wide and full-width characters (UAX #11) take two columns, marks and
format characters none, all others one. The ambiguous class takes one, as terminals outside East Asian legacy modes
have it. wcwidth knows emoji sequences as well, but costs a cold look-up 15 ms to import.
"""

from itertools import accumulate
from unicodedata import category, east_asian_width

_FIRST_MARK = "\u0300"  # nothing below is wide or a combining mark


def character_width(character: str) -> int:
    """Count the columns of one printed character: 0, 1 or 2."""
    if character < _FIRST_MARK:
        return 1
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def display_width(text: str) -> int:
    """Count the columns of a text without control characters."""
    return len(text) if text.isascii() else sum(map(character_width, text))


def columns(text: str) -> list[int]:
    """Give the column at which each character begins, and the width of the whole as one item more."""
    return list(accumulate(map(character_width, text), initial=0))


def shorten(text: str, width: int) -> str:
    """Cut a text to at most ``width`` columns, the last of them an ellipsis where something was cut."""
    if display_width(text) <= width:
        return text
    kept = 0
    room = width - 1
    for character in text:
        room -= character_width(character)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…"
