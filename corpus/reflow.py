"""Undoing hard line wraps, for display and for splitting. Matching does not depend on any of this.

``paragraphs`` finds the paragraphs and headings that the printed lines of a page make up, although every line may be
followed by a blank one or a blank line may cut a sentence. ``unwrap`` prints a stretch of text as running text. Both only
judge white space; where the page leaves no clue, two paragraphs rather stay one than a sentence becomes two.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from corpus.model import Span

# Whoever shows a passage imports this module, so what is not looked for in whole texts is looked for without regular
# expressions: those with East Asian characters take a millisecond each to compile.

DROPPED = "\u2060"
"""What a reader puts in the place of a character that is not read: a word joiner, which is invisible."""

_BREAK = re.compile(r"\n\s*")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_GAP = re.compile(rf"\s+|{DROPPED}+")

CLOSERS = "”’」』】〉》〕）)]\"'"
"""Marks that may follow the end of a sentence and belong to it."""

PRINTED = frozenset(("text", "row", "pdf"))
"""Formats whose lines are those of a page; the others mark their paragraphs."""

_HAN_ENDS = "。！？；…!?"
_ENDS = "。！？；…!?.:;"
_PAUSES = ("，", "。", "；", "？", "！", ", ", ". ", "; ")
_OPENINGS = tuple(
    """此外， 另外， 然而， 但是， 例如， 总之， 總之， 据悉， 據悉， 事实上， 事實上， 换言之， 換言之，
    与此同时， 與此同時， 值得注意的是，""".split()  # noqa: SIM905 - a list of words reads best so
)
"""What begins a sentence wherever it stands: of 144 MB of hard-wrapped text no sentence had one on a new line."""

_RULES = ("\t", "   ", "│", "─", "┃", "━", "║", "═", "┌", "├", "└")
"""What is found in the rows of tables, and in no running text."""

_MARKER_STARTS = frozenset("-*+–—•●○■□▪◆◇▲★※‣◦·（(一二三四五六七八九十0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩#第ACSP")


@cache
def _marker() -> re.Pattern[str]:
    """How a list item or a numbered heading begins. A line of running text rarely does."""
    number = "[0-9０-９一二三四五六七八九十百千零〇]{1,5}"
    return re.compile(
        r"[-*+–—•●○■□▪◆◇▲★※‣◦·][^\S\n]|[●■◆▲★※①②③④⑤⑥⑦⑧⑨⑩]|#{1,6}[^\S\n]"
        rf"|[（(](?:{number}|[a-zA-Z]|[ivx]{{1,4}})[)）]"
        r"|[一二三四五六七八九十]{1,3}、|[0-9０-９]{1,2}(?:[、)）]|[.．](?![0-9０-９]))"
        rf"|第[^\S\n]?{number}[^\S\n]?[條条章節节編编篇](?:之{number}|-\d+)?(?:\s|\Z)"
        r"|(?:Article|Chapter|Section|Part|Annex|Appendix)[ ][0-9IVXLC]+(?:-[0-9]+)?(?:[ .:]|\Z)"
    )


_LONG = 160
"""Columns that no page is wrapped at: longer lines are paragraphs as somebody typed them."""

_FULL = 0.8
"""A line that reaches so much of the measure is taken for full: words, and punctuation that may not begin a line, are
carried to the next one."""

_HALF = 0.5
_CENTRED = 8
_INDENT = 2
_LONGEST_MARKER = 20
_LONGEST_NUMBER = 12
"""Characters of a heading that is a number only: ``第 165 條之 1``."""


class Unwrapped(NamedTuple):
    """Running text. ``offsets[i]`` is where ``text[i]`` stands in the input; for a space put there, where a break began."""

    text: str
    offsets: Sequence[int]


def paragraphs(text: str, *, structured: bool = False, sliced: bool = False) -> Sequence[Span]:
    """The paragraphs, headings and list items of a text, in order; only white space lies outside of them.

    ``structured`` says that the text comes from a format that marks paragraphs: they end at blank lines and nowhere else;
    ``sliced``, that its first line may lack its beginning.
    """
    return list(_spans(text, structured=structured, sliced=sliced))


def each_paragraph(text: str, *, structured: bool = False) -> Iterator[Span]:
    """As ``paragraphs``, one at a time: a large text has millions, each larger than what is kept of a line."""
    return _spans(text, structured=structured, sliced=False)


def _spans(text: str, *, structured: bool, sliced: bool) -> Iterator[Span]:
    """As ``paragraphs``; ``sliced`` says that the first line may lack its beginning."""
    if "\n" not in text:
        text = text.replace("\r", "\n")  # the line ends of old Macintosh files
    return _blocks(text) if structured else _printed_paragraphs(text, sliced=sliced)


def _blocks(text: str) -> Iterator[Span]:
    """What stands between blank lines."""
    at = 0
    blanks = ((blank.start(), blank.end()) for blank in _BLANK.finditer(text))
    for end, following in chain(blanks, [(len(text), len(text))]):
        block = text[at:end]
        if stripped := block.strip():
            start = at + len(block) - len(block.lstrip())
            yield Span(start, start + len(stripped))
        at = following


def _printed_paragraphs(text: str, *, sliced: bool) -> Iterator[Span]:
    page = _Page(text, sliced=sliced)
    first = 0
    for i in range(1, len(page.starts)):
        end = page.ends[i - 1]
        if text[end - 1] in "。！？；" or not page.continues(i, first):
            yield Span(page.starts[first], end)
            first = i
    if page.starts:
        yield Span(page.starts[first], page.ends[-1])


class _Page:
    """The printed lines of a text that are not blank, and what tells whether one goes on with another.

    ``starts`` and ``ends`` are without white space; ``gaps`` counts the blank lines before each. Most line breaks are
    decided by the character before them, so whatever else is known of a line is computed when it is asked for.
    """

    def __init__(self, text: str, *, sliced: bool) -> None:
        self.text = text
        self.starts, self.ends, self.gaps = array("I"), array("I"), array("I")
        self._sliced = sliced
        self._find_lines()
        self._doubled = self._is_double_spaced()
        long = sum(1 for start, end in zip(self.starts, self.ends, strict=True) if end - start > _LONG)
        self._long = long * 10 > len(self.starts)

    def _find_lines(self) -> None:
        text = self.text
        at = len(text) - len(text.lstrip())
        last = len(text.rstrip())
        gap = 0
        for found in _BREAK.finditer(text, at, last):
            end = found.start()
            while text[end - 1].isspace():
                end -= 1
            self.starts.append(at)
            self.ends.append(end)
            self.gaps.append(gap)
            at = found.end()
            gap = text.count("\n", found.start() + 1, at)
        if at < last:
            self.starts.append(at)
            self.ends.append(last)
            self.gaps.append(gap)

    def _is_double_spaced(self) -> bool:
        """Tell whether blank lines follow printed lines, not paragraphs: most lines have one, sentence ended or not."""
        gaps = sum(map(bool, self.gaps[1:]))
        if gaps * 10 < len(self.gaps) * 6:
            return False
        open_ended = sum(1 for i in range(1, len(self.gaps)) if self.gaps[i] and self._last(i - 1) not in _ENDS)
        return open_ended * 3 > gaps

    def _last(self, i: int) -> str:
        """The last character of a line but for closing quotes and brackets."""
        tail = self.text[max(self.ends[i] - 4, self.starts[i]) : self.ends[i]]
        return (tail.rstrip(CLOSERS) or tail)[-1]

    def _is_marked(self, i: int) -> bool:
        """Tell whether a line begins as a list item or numbered heading does."""
        start = self.starts[i]
        return (
            self.text[start] in _MARKER_STARTS
            and _marker().match(self.text[start : min(start + 20, self.ends[i])]) is not None
        )

    def _width(self, i: int) -> int:
        """Columns of a line: UTF-8 has three bytes for what takes two columns, and one for what takes one."""
        content = (
            self.text[self.starts[i] : self.ends[i]] if self.ends[i] - self.starts[i] <= _LONG else "x" * _LONG * 2
        )
        return (len(content) + len(content.encode("utf-8", "surrogatepass"))) // 2

    def _indent(self, i: int) -> int:
        """Columns of white space before a line."""
        start = self.starts[i]
        before = self.text[self.text.rfind("\n", max(start - _LONG, 0), start) + 1 : start]
        return len(before) + before.count("\u3000") if before.isspace() else 0

    def _stands_alone(self, i: int) -> bool:
        """Tell whether a line is never part of running text: a table's row, a rule, a page number, a bare ``第 3 條``."""
        if self.ends[i] - self.starts[i] > _LONG:
            return False
        content = self.text[self.starts[i] : self.ends[i]]
        if len(content) <= _LONGEST_NUMBER and content[0] in "第AS" and self._is_marked(i):
            return True
        return not any(map(str.isalpha, content)) or any(map(content.__contains__, _RULES))

    def continues(self, i: int, first: int) -> bool:
        """Tell whether line ``i`` goes on with the paragraph that began at line ``first`` and has come to ``i - 1``."""
        if self._stands_alone(i - 1):
            return False
        ending = self.text[self.ends[i - 1] - 1]
        beginning, last = self.text[self.starts[i]], self._last(i - 1)
        if last in _HAN_ENDS and (is_wide(last) or self._width(i - 1) > _LONG):
            return False
        if self._is_marked(i) or self._stands_alone(i):
            return False
        if last.isalnum() and self.text.startswith(_OPENINGS, self.starts[i]):
            return False
        indent, indent_above = self._indent(i), self._indent(i - 1)
        if indent >= indent_above + _INDENT and not self._is_marked(first):
            return False
        inside = i - 1 > first
        if indent_above >= _CENTRED and indent < indent_above and not inside:
            return False
        gap = self.gaps[i] - 1 if self._doubled and self.gaps[i] else self.gaps[i]
        reach = self._reach(i, inside=inside)
        if is_wide(beginning) or is_wide(ending):
            return _continues_han(last, reach, gap, inside=inside)
        if self._long or self._width(i - 1) > _LONG:
            return beginning.islower() and last not in _ENDS
        return _continues_latin(last, beginning, reach, gap, inside=inside)

    def _reach(self, i: int, *, inside: bool) -> float:
        """How much of the measure the line above ``i`` fills, judged by its paragraph so far, or by what follows it."""
        if self._sliced and i == 1 and self._pauses(0):
            return 1.0  # text with pauses is no heading, so it is the rest of a line
        if inside:
            return self._width(i - 1) / max(self._width(i - 2), 1)
        reach = self._width(i - 1) / max(self._width(i), 1)
        if reach >= _FULL and i + 1 < len(self.starts) and not (self._pauses(i - 1) or self._pauses(i)):
            # Two headlines, one under the other, are both shorter by far than the text below them.
            reach = min(reach, self._width(i - 1) / max(self._width(i + 1), 1) / _HALF * _FULL)
        return reach

    def _pauses(self, i: int) -> bool:
        """Tell whether there is punctuation in a line that headlines do without."""
        return any(self.text.find(mark, self.starts[i], self.ends[i]) >= 0 for mark in _PAUSES)


def _continues_han(last: str, reach: float, gap: int, *, inside: bool) -> bool:
    if last in "，、,":
        return True
    if last in "：:":
        return reach >= _FULL and not gap
    return reach >= (_HALF if inside and not gap else _FULL)


def _continues_latin(last: str, beginning: str, reach: float, gap: int, *, inside: bool) -> bool:
    lower = beginning.islower()
    if gap:
        return lower and last not in _ENDS and reach >= _FULL
    if last in _ENDS:
        return reach >= _FULL
    return lower or reach >= (_HALF if inside else _FULL)


def is_wide(character: str) -> bool:
    """Tell whether a character is set without spaces around it: of an unspaced script, or East Asian punctuation."""
    if character < "\u2e80":
        return character in "‘’“”…—·" or "\u0e00" <= character <= "\u109f" or "\u1780" <= character <= "\u17ff"
    return not ("\uac00" <= character <= "\udfff" or "\U0001f000" <= character <= "\U0001faff")


def unwrap(text: str, *, structured: bool = False) -> Unwrapped:
    """Any slice of a text as running text: one line a paragraph, no white space that only the page made.

    A break beside a Han character or East Asian punctuation goes, between words it becomes one space; runs of spaces
    become one. What stands for dropped characters goes. Nothing else is changed.
    """
    pieces: list[str] = []
    offsets = array("Q")
    for span in _spans(text, structured=structured, sliced=True):
        if pieces:
            pieces.append("\n")
            offsets.append(offsets[-1] + 1)
        at = span.start
        for space in _GAP.finditer(text, span.start, span.end):
            pieces.append(text[at : space.start()])
            offsets.extend(range(at, space.start()))
            at = space.end()
            if kept := _kept(text, space):
                pieces.append(kept)
                offsets.append(space.start())
        pieces.append(text[at : span.end])
        offsets.extend(range(at, span.end))
    return Unwrapped("".join(pieces), offsets)


def _kept(text: str, space: re.Match[str]) -> str:
    """What stays of a run of white space, or of dropped characters, inside of a paragraph."""
    if space[0][0] == DROPPED:
        return ""
    if "\n" in space[0] or "\r" in space[0]:
        return "" if is_wide(text[space.start() - 1]) or is_wide(text[space.end()]) else " "
    return space[0] if len(space[0]) == 1 else space[0][0] if space[0].strip("\u3000") == "" else " "
