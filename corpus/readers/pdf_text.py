"""Printed lines put together as a text: pages in a row, words that line ends broke made whole, paragraphs set off."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.model import Page
from corpus.readers.pdf_page import Line
from corpus.readers.running_heads import running

_INDENT = 1.2
_MOST_INDENT = 6.0
"""Ems by which the first line of a paragraph is set in; more is a centred line or another column."""

_APART = 1.6
"""How many times the usual distance of lines sets paragraphs apart."""

_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page's label, empty where the file gives none, and its lines in reading order."""

    label: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of all pages. ``lines`` gives for each of its lines the line of the page, counted from the top, from 1."""

    text: str
    lines: tuple[int, ...]
    pages: tuple[Page, ...]


def print_pages(pages: Sequence[PrintedPage]) -> PageText:
    """Put pages together without running heads and page numbers.

    The first line of a paragraph keeps an indent and white above it keeps a blank line, by which ``corpus.reflow`` knows
    it. A word broken at a line end is whole again: it keeps its hyphen if it is written with one elsewhere or has another,
    else a soft hyphen stands in its place.
    """
    whole = "\n".join(line.text for page in pages for line in page.lines)
    hyphenated = set(map(str.lower, _HYPHENATED.findall(whole)))
    dropped = running([[line.text for line in page.lines] for page in pages])
    pieces: list[str] = []
    numbers: list[int] = []
    starts: list[Page] = []
    length = 0
    broken = ""
    for number, (page, out) in enumerate(zip(pages, dropped, strict=True), 1):
        usual = _Usual(page.lines)
        kept = [i for i in range(len(page.lines)) if i not in out]
        starts.append(Page(number, page.label, length + (0 if broken or not pieces else 1)))
        for i in kept:
            line = page.lines[i]
            if broken:
                lead = _joint(broken, line.text, hyphenated)
            else:
                blank = i > 0 and i - 1 in kept and usual.is_apart(page.lines[i - 1], line)
                lead = ("\n" if pieces else "") + "\n" * blank + "  " * usual.is_indented(line)
                numbers += [i + 1] * (1 + blank)
            pieces.append(lead + line.text)
            length += len(pieces[-1])
            broken = line.text if line.broken else ""
    return PageText("".join(pieces), tuple(numbers), tuple(starts))


def _joint(before: str, after: str, hyphenated: set[str]) -> str:
    """What stands between the two parts of a word that a line end broke: its own hyphen, or one that does not count."""
    first, second = _LAST_WORD.search(before), _WORD.match(after)
    if first is None or second is None:
        return "-"
    compound = before[: first.start()].endswith("-") or after[second.end() :].startswith("-")
    return "-" if compound or f"{first[0]}-{second[0]}".lower() in hyphenated else _SOFT_HYPHEN


class _Usual:
    """What is usual on a page: the distance of its lines, and where they begin."""

    def __init__(self, lines: Sequence[Line]) -> None:
        distances = [
            distance for a, b in pairwise(lines) if 0 < (distance := a.bottom - b.bottom) < 4 * max(a.size, b.size)
        ]
        self._distance = median(distances) if distances else 0.0
        self._lefts = sorted(line.left for line in lines)

    def is_apart(self, above: Line, line: Line) -> bool:
        """Tell whether there is more white than usual above a line."""
        return above.bottom - line.bottom > _APART * self._distance > 0

    def is_indented(self, line: Line) -> bool:
        """Tell whether a line is set in, as seen from the nearest margin at which several lines begin."""
        em = line.size or 1.0
        margin = [left for left in self._lefts if line.left - _MOST_INDENT * em <= left <= line.left - _INDENT * em]
        beside = sum(abs(left - line.left) < em / 2 for left in self._lefts)
        return len(margin) > 2 * beside
