"""Pages of marked-up text, joined."""

from collections.abc import Sequence

from corpus.model import Page
from corpus.readers.lines import LinedText

_BREAK = "\n\n"


def join_pages(printed: Sequence[LinedText]) -> tuple[str, tuple[int, ...], tuple[Page, ...]]:
    """The text of all pages, the line of each of its lines on its page, and the pages, numbered from 1."""
    pieces: list[str] = []
    lines: list[int] = []
    pages: list[Page] = []
    length = 0
    for number, page in enumerate(printed, 1):
        if page.text and pieces:
            pieces.append(_BREAK)
            length += len(_BREAK)
            lines.append(lines[-1])
        pages.append(Page(number, str(number), length))
        if page.text:
            pieces.append(page.text)
            length += len(page.text)
            lines.extend(page.lines)
    return "".join(pieces), tuple(lines), tuple(pages)
