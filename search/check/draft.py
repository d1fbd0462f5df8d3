"""Manuscripts as they are written: plain text, Markdown, HTML and Word, brought to one form.

A block is a paragraph with a map back to the file, so that what is found in it can be pointed at. Code, front matter and
comments are no text of a draft.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import ReadError, UsageError
from corpus.model import Span

PLAIN = frozenset({".txt", ".text", ".md", ".markdown", ".mdown", ".qmd", ".rmd"})
"""Endings of drafts that are text themselves, in which locators can be filled in."""

_BLANK = re.compile(r"\n[ \t\r]*(?:\n[ \t\r]*)+")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t\r]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t\r]*$|\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_QUOTED_LINES = re.compile(r"(?:^[ \t]{0,3}>[^\n]*(?:\n|\Z))+", re.MULTILINE)
_QUOTE_SIGN = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a draft. ``offsets[i]`` is where ``text[i]`` stands in the draft; ``quote`` tells a block quote."""

    text: str
    offsets: Sequence[int]
    quote: bool = False

    def span(self, start: int, end: int) -> Span:
        """A stretch of the block (``start < end``) in the draft."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Draft:
    """A manuscript. ``text`` is that of the file where it is text, else its paragraphs, one a line."""

    path: str
    text: str
    blocks: tuple[Block, ...]
    is_text: bool

    def line(self, offset: int) -> int:
        """The line of ``text`` on which an offset stands, from 1; of a Word or HTML file its paragraph."""
        return self.text.count("\n", 0, offset) + 1


def read_draft(path: str) -> Draft:
    """Read a manuscript. Raises ReadError where it cannot be, UsageError for a kind of file that is none."""
    ending = os.path.splitext(path)[1].lower()
    data = _contents(path)
    if ending in PLAIN:
        text = _decoded(path, data)
        return Draft(path, text, tuple(_markdown_blocks(text)), is_text=True)
    if ending in (".html", ".htm", ".xhtml"):
        from search.check.draft_html import paragraphs as html_paragraphs

        return _of_paragraphs(path, html_paragraphs(data, path))
    if ending == ".docx":
        from search.check.draft_docx import paragraphs as docx_paragraphs

        return _of_paragraphs(path, docx_paragraphs(data, path))
    raise UsageError("{path}: manuscripts are read as .txt, .md, .docx or .html; save it as one of these", path=path)


def _contents(path: str) -> bytes:
    if not os.path.isfile(path):
        raise ReadError("{path}: there is no such file", path=path)
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise ReadError("{path}: it cannot be opened: {reason}", path=path, reason=error) from error


def _decoded(path: str, data: bytes) -> str:
    from corpus.encoding import decode

    try:
        return decode(data).text
    except ReadError as error:
        raise ReadError("{path}: {reason}", path=path, reason=error) from error


def _of_paragraphs(path: str, paragraphs: Sequence[tuple[str, bool]]) -> Draft:
    blocks = []
    at = 0
    for text, quote in paragraphs:
        blocks.append(Block(text, range(at, at + len(text)), quote))
        at += len(text) + 1
    return Draft(path, "\n".join(text for text, _ in paragraphs), tuple(blocks), is_text=False)


def _markdown_blocks(text: str) -> Iterator[Block]:
    """The paragraphs of plain text or Markdown; what is no text is blanked out, so that every offset stays."""
    blanked = text
    for pattern in (_FRONT_MATTER, _FENCE, _CODE, _COMMENT):
        blanked = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), blanked)
    at = 0
    for quote in _QUOTED_LINES.finditer(blanked):
        yield from _paragraphs(blanked, at, quote.start())
        yield from _quoted_paragraphs(blanked, quote.start(), quote.end())
        at = quote.end()
    yield from _paragraphs(blanked, at, len(blanked))


def _paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    at = start
    for blank in [*_BLANK.finditer(text, start, end), None]:
        to = blank.start() if blank else end
        if text[at:to].strip():
            yield Block(text[at:to], range(at, to))
        at = blank.end() if blank else end


def _quoted_paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    """The paragraphs of a block quote, without its signs."""
    pieces: list[str] = []
    offsets: list[int] = []
    for line in re.finditer(r"[^\n]*\n?", text[start:end]):
        sign = _QUOTE_SIGN.match(line[0])
        content = line[0][sign.end() :] if sign else line[0]
        if not content.strip() and pieces:
            yield Block("".join(pieces), offsets, quote=True)
            pieces, offsets = [], []
        elif content.strip():
            first = start + line.end() - len(content)
            pieces.append(content)
            offsets = [*offsets, *range(first, first + len(content))]
    if pieces:
        yield Block("".join(pieces), offsets, quote=True)
