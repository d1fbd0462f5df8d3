"""Draw a passage among its neighbours, line by line as the file has it.

The lines of the passage itself have a bar beside their number::

    25    在这些挑战面前，世界各国的命运休戚与共，不可能独善其
    27  │ 习近平主席去年已宣布中国 2030年前碳排放达到峰值，2060

A line that holds the end of one passage and the beginning of the next is drawn in two rows, the number on the first.
"""

from collections.abc import Iterator, Sequence

from corpus.model import Document, Passage, Span
from corpus.reflow import DROPPED
from search.render.screen import FAINT, TITLE, Screen
from search.render.terminal import Locate, draw_source
from search.render.visible import one_line, visible, visible_name
from search.render.width import shorten
from search.render.wrap import wrap


def draw_passage(
    passage: Passage, around: Sequence[Passage], document: Document, screen: Screen, locate: Locate = str
) -> Iterator[str]:
    """Yield the lines of a passage, ``around`` being its neighbours in document order and itself among them."""
    title = one_line(document.bib.title) or visible_name(document.path)
    yield screen.paint(shorten(title, screen.width) if screen.width else title, TITLE)
    yield from draw_source(passage, document.bib, screen, locate, screen.width)
    yield ""
    shown = Span(around[0].locator.span.start, around[-1].locator.span.end)
    rows = list(_rows(document, shown, passage.locator.span))
    digits = max(len(number) for number, _, _ in rows)
    for number, text, own in rows:
        yield from _draw_row(number.rjust(digits), text, screen, own=own)


def _rows(document: Document, shown: Span, own: Span) -> Iterator[tuple[str, str, bool]]:
    """Yield number, text and whether it is the passage's own, for what lies in ``shown``, cut where ``own`` is.

    Lines that one line of the file gave (of HTML, say) have its number once, the first of them that is not blank.
    """
    text = document.text
    numbers = list(map(str, document.lines or ()))
    previous = ""
    for index, line in enumerate(_lines(text)):
        start, end = max(line.start, shown.start), min(line.end, shown.end)
        if line.start >= shown.end:
            return
        if line.end < shown.start:
            continue
        number = numbers[index] if numbers else str(index + 1)
        if numbers[index + 1 : index + 2] == [number] and not text[line.start : line.end].strip():
            number = previous
        cuts = sorted({start, end, *(cut for cut in (own.start, own.end) if start < cut < end)})
        before = "…" if text[line.start : start].strip() else ""
        after = "…" if text[end : line.end].strip() else ""
        for first, last in zip(cuts, cuts[1:] or cuts, strict=False):
            part = f"{before if first == start else ''}{text[first:last]}{after if last == end else ''}"
            yield number if number != previous else "", part, own.start <= first < own.end
            previous = number


def _lines(text: str) -> Iterator[Span]:
    """Yield the lines as ``corpus.split`` counts them: a carriage return ends one only where no line feed does."""
    ending = "\n" if "\n" in text else "\r"
    start = 0
    while (end := text.find(ending, start)) >= 0:
        yield Span(start, end)
        start = end + 1
    yield Span(start, len(text))


def _draw_row(number: str, text: str, screen: Screen, *, own: bool) -> Iterator[str]:
    bar = "│" if own else " "
    shown = visible(text.replace(DROPPED, "").rstrip())
    for line in wrap(shown, screen.narrower(len(number) + 4)):
        part = shown[line.start : line.end]
        yield f"{screen.paint(number, FAINT)}  {bar} {part if own else screen.paint(part, FAINT)}".rstrip()
        number = " " * len(number)
