"""Undoing hard line wraps, for display and for splitting. Matching does not depend on any of this.

``paragraphs`` finds the paragraphs and headings that the printed lines of a page make up, although every line may be
followed by a blank one or a blank line may cut a sentence. ``unwrap`` prints a stretch of text as running text. Both only
judge white space; where the page leaves no clue, two paragraphs rather stay one than a sentence becomes two.
"""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Span
from corpus.scripts import UNSPACED

_LINE = re.compile(r"\S[^\n]*")
_BLANK = re.compile(r"\n[^\S\n]*(?:\n\s*)")
_SPACE = re.compile(r"\s+")
_PAUSE = re.compile("[，。；？！]|[,.;?!] ")

CLOSERS = "”’」』】〉》〕）)\\]\"'"
"""Marks that may follow the end of a sentence and belong to it; inside of a character class."""

_HAN_END = re.compile(rf"[。！？；…!?][{CLOSERS}]*\Z")
_LATIN_END = re.compile(rf"[.:;][{CLOSERS}]*\Z")
_WIDE = re.compile(rf"[{UNSPACED}\u3000-\u303f\ufe30-\ufe4f\uff00-\uff65‘’“”…—·]")
_NUMBER = "[0-9０-９一二三四五六七八九十百千零〇]{1,5}"
_MARKER = re.compile(
    rf"[-*+–—•●○■□▪◆◇▲★※‣◦·][^\S\n]|[●■◆▲★※]|[（(](?:{_NUMBER}|[a-zA-Z]|[ivx]{{1,4}})[)）]"
    r"|[一二三四五六七八九十]{1,3}、|[0-9０-９]{1,2}(?:[、)）]|[.．](?![0-9０-９]))|[①-⑳]|#{1,6}[^\S\n]"
    rf"|第[^\S\n]?{_NUMBER}[^\S\n]?[條条章節节編编篇](?:之{_NUMBER}|-\d+)?(?:\s|\Z)"
    r"|(?:Article|Chapter|Section|Part|Annex|Appendix)[ ][0-9IVXLC]+(?:-[0-9]+)?(?:[ .:]|\Z)"
)
"""How a list item or a numbered heading begins. A line of running text rarely does."""

_ALONE = re.compile(
    rf"第[^\S\n]?{_NUMBER}[^\S\n]?[條条章節节編编篇](?:之{_NUMBER}|-\d+)?\Z|[\W\d_]*\Z|(?:Article|Section)[ ][0-9-]+\Z"
)
_TABLE = re.compile(r"[\u2500-\u257f\t]|\S[ ]{3,}\S")

_LONG = 160
"""Columns that no page is wrapped at: longer lines are paragraphs as somebody typed them."""

_FULL = 0.8
"""A line that reaches so much of the measure is taken for full: words, and punctuation that may not begin a line, are
carried to the next one."""

_HALF = 0.5
_CENTRED = 8
_INDENT = 2


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """Running text. ``offsets[i]`` is where ``text[i]`` stands in the input; for a space put there, where a break began."""

    text: str
    offsets: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: its span without white space around it, its columns, and how many blank ones precede."""

    start: int
    end: int
    indent: int
    width: int
    gap: int


def paragraphs(text: str, *, structured: bool = False) -> Sequence[Span]:
    """The paragraphs, headings and list items of a text, in order; only white space lies outside of them.

    ``structured`` says that the text comes from a format that marks paragraphs: they end at blank lines and nowhere else.
    """
    return _blocks(text) if structured else _printed_paragraphs(text, sliced=False)


def _printed_paragraphs(text: str, *, sliced: bool) -> list[Span]:
    """The paragraphs of printed lines; ``sliced`` says that the first line may lack its beginning."""
    lines = _lines(text)
    if not lines:
        return []
    doubled = _is_double_spaced(text, lines)
    long = sum(line.width > _LONG for line in lines) * 10 > len(lines)
    spans = []
    start, first = lines[0].start, 0
    for i in range(1, len(lines)):
        cut = sliced and i == 1 and _PAUSE.search(text, lines[0].start, lines[0].end) is not None
        if not _continues(text, lines, i, first, doubled=doubled, long=long, cut=cut):
            spans.append(Span(start, lines[i - 1].end))
            start, first = lines[i].start, i
    spans.append(Span(start, lines[-1].end))
    return spans


def _blocks(text: str) -> list[Span]:
    spans = []
    at = 0
    for end, following in [*((blank.start(), blank.end()) for blank in _BLANK.finditer(text)), (len(text), len(text))]:
        block = text[at:end]
        if stripped := block.strip():
            start = at + len(block) - len(block.lstrip())
            spans.append(Span(start, start + len(stripped)))
        at = following
    return spans


def _lines(text: str) -> list[_Line]:
    lines = []
    previous = 0
    for found in _LINE.finditer(text):
        content = found[0].rstrip()
        start = found.start()
        # UTF-8 has three bytes for what takes two columns, and one for what takes one.
        width = (len(content) + len(content[:_LONG].encode("utf-8", "surrogatepass"))) // 2
        before = text[previous:start]
        indent = before[before.rfind("\n") + 1 :]
        gap = max(before.count("\n") - 1, 0)
        lines.append(_Line(start, start + len(content), len(indent) + indent.count("\u3000"), width, gap))
        previous = found.end()
    return lines


def _is_double_spaced(text: str, lines: Sequence[_Line]) -> bool:
    """Tell whether blank lines follow printed lines rather than paragraphs: most lines have one, sentence ended or not."""
    gaps = [i for i in range(1, len(lines)) if lines[i].gap]
    if len(gaps) * 10 < len(lines) * 6:
        return False
    open_ended = sum(1 for i in gaps if not _ends_sentence(text, lines[i - 1]))
    return open_ended * 3 > len(gaps)


def _ends_sentence(text: str, line: _Line) -> bool:
    tail = text[max(line.end - 4, line.start) : line.end]
    return _HAN_END.search(tail) is not None or _LATIN_END.search(tail) is not None


def _continues(text: str, lines: Sequence[_Line], i: int, first: int, *, doubled: bool, long: bool, cut: bool) -> bool:
    """Tell whether line ``i`` goes on with the paragraph that began at line ``first`` and has come to line ``i - 1``.

    ``cut`` says that the line above lacks its beginning, so that its width tells nothing.
    """
    above, line = lines[i - 1], lines[i]
    tail = text[max(above.end - 4, above.start) : above.end]
    if _HAN_END.search(tail) and (_WIDE.search(tail) or above.width > _LONG):
        return False
    gap = line.gap - 1 if doubled and line.gap else line.gap
    head = text[line.start : line.start + 20]
    if _MARKER.match(head) or _stands_alone(text, above) or _stands_alone(text, line):
        return False
    measure = 0 if cut else lines[i - 2].width if i - 1 > first else line.width
    wide = _WIDE.match(head) is not None or _WIDE.search(tail[-1:]) is not None
    if line.indent >= above.indent + _INDENT and not _MARKER.match(text[lines[first].start : lines[first].start + 20]):
        return False
    if above.indent >= _CENTRED and line.indent < above.indent and i - 1 == first:
        return False
    if wide:
        return _continues_han(tail, above, measure, gap, inside=i - 1 > first)
    return _continues_latin(tail, head, above, measure, gap, inside=i - 1 > first, long=long)


def _continues_han(tail: str, above: _Line, measure: int, gap: int, *, inside: bool) -> bool:
    if tail[-1] in "，、,":
        return True
    if tail[-1] in "：:" or gap:
        return above.width >= _FULL * measure and not (gap and tail[-1] in "：:")
    return above.width >= (_HALF if inside else _FULL) * measure


def _continues_latin(tail: str, head: str, above: _Line, measure: int, gap: int, *, inside: bool, long: bool) -> bool:
    ended = _LATIN_END.search(tail) is not None or _HAN_END.search(tail) is not None
    lower = head[:1].islower()
    if long or above.width > _LONG:
        return lower and not ended
    if gap:
        return lower and not ended and above.width >= _FULL * measure
    if ended:
        return above.width >= _FULL * measure
    return lower or above.width >= (_HALF if inside else _FULL) * measure


def _stands_alone(text: str, line: _Line) -> bool:
    """Tell whether a line is never part of running text: a table's row, a rule, a page number, a bare ``第 3 條``."""
    if line.end - line.start > _LONG:
        return False
    content = text[line.start : line.end]
    return _ALONE.match(content) is not None or _TABLE.search(content) is not None


def unwrap(text: str, *, structured: bool = False) -> Unwrapped:
    """Any slice of a text as running text: one line a paragraph, no white space that only the page made.

    A break beside a Han character or East Asian punctuation goes, between words it becomes one space; runs of spaces
    become one. Nothing but white space is changed.
    """
    pieces: list[str] = []
    offsets = array("Q")
    for span in _blocks(text) if structured else _printed_paragraphs(text, sliced=True):
        if pieces:
            pieces.append("\n")
            offsets.append(offsets[-1] + 1)
        at = span.start
        for space in _SPACE.finditer(text, span.start, span.end):
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
    """What stays of a run of white space inside of a paragraph."""
    if "\n" in space[0] or "\r" in space[0]:
        beside = text[space.start() - 1] + text[space.end()]
        return "" if _WIDE.search(beside) else " "
    return space[0] if len(space[0]) == 1 else space[0][0] if space[0].strip("\u3000") == "" else " "
