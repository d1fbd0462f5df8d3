"""The few styles that are used on a terminal, and what is known of it."""

from typing import NamedTuple

TITLE = "1"
PLACE = "36"
MATCH = "1;31"
HEADING = "33"
FAINT = "2"


class Screen(NamedTuple):
    """Where text is drawn: ``width`` in columns, None where lines are not to be wrapped, and whether in colour."""

    width: int | None = None
    colour: bool = False

    def paint(self, text: str, style: str) -> str:
        """Set ``text``, in which no control character is left, in a style (parameters of ECMA-48 SGR)."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and text else text

    def narrower(self, indent: int) -> int | None:
        """Give the columns that remain beside an indent, never fewer than 16: a narrow window is not worth obeying."""
        return None if self.width is None else max(16, self.width - indent)
