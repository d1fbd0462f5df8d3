"""Collecting the text of a marked-up file together with the lines on which it stands."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[ \t\r\n\f]+|[^ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class LinedText:
    """A text, and for each of its lines the line of the file on which that stands."""

    text: str
    lines: tuple[int, ...]


class LineCollector:
    """Puts together running text as a browser would, except that a line break in the source stays a line break.

    Paragraphs are separated by one blank line. That keeps the line of every word known, and the end of a paragraph
    distinct from a mere break.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._numbers: list[int] = []
        self._current: list[str] = []
        self._number = 1
        self._space = ""

    def flow(self, text: str, line: int) -> int:
        """Add running text that begins on ``line`` of the file; white space collapses. Returns the line it ends on."""
        for token in _TOKEN.findall(text):
            if token[0] in " \t\r\n\f":
                line += token.count("\n")
                self._space = "\n" if "\n" in token or self._space == "\n" else " "
                continue
            if not self._current:
                self._number = line
            elif self._space == "\n":
                self._break()
                self._number = line
            elif self._space:
                self._current.append(" ")
            self._space = ""
            self._current.append(token)
        return line

    def verbatim(self, text: str, line: int) -> int:
        """Add preformatted text, such as program code, line by line. Returns the line it ends on."""
        for i, content in enumerate(text.split("\n")):
            if i:
                self._break()
                self._number = line + i
            if content and not self._current:
                self._number = line + i
            self._current.append(content.rstrip("\r"))
        return line + text.count("\n")

    def cell(self) -> None:
        """End a table's cell."""
        if self._current:
            self._current.append("\t")
        self._space = ""

    def paragraph(self) -> None:
        """End a paragraph, if there is one."""
        self._break()
        self._space = ""
        if self._lines and self._lines[-1]:
            self._lines.append("")
            self._numbers.append(self._number)

    def extend(self, other: LinedText) -> None:
        """Add paragraphs that were collected elsewhere."""
        self.paragraph()
        if other.text:
            self._lines.extend(other.text.split("\n"))
            self._numbers.extend(other.lines)
            self._number = self._numbers[-1]
            self.paragraph()

    def finish(self) -> LinedText:
        """All that was collected, without blank lines at its end."""
        self._break()
        while self._lines and not self._lines[-1]:
            self._lines.pop()
            self._numbers.pop()
        return LinedText("\n".join(self._lines), tuple(self._numbers))

    def _break(self) -> None:
        line = "".join(self._current).rstrip(" \t")
        self._current.clear()
        if line or (self._lines and self._lines[-1]):
            self._lines.append(line)
            self._numbers.append(self._number)
