"""What stands on a page of a PDF: its printed lines with their places, as PDFium finds them."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from corpus.readers.note_marks import note_marks

_HYPHEN = 2
"""PDFium's code point for a hyphen at which a word is broken; the line end after it is left out."""

_UNMAPPED = 0xFFFD
_LAST = 0x10FFFF
_HIGH_SURROGATES, _LOW_SURROGATES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line or a part of one. Lengths are in points, heights from the page's bottom.

    ``edges`` are the left and right end of each character of ``text``, or of its first and last. ``broken`` says that a
    word goes on on the next line, without the hyphen that was printed.
    """

    text: str
    edges: tuple[tuple[float, float], ...]
    bottom: float
    top: float
    broken: bool = False

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.edges[0][0]

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.edges[-1][1]

    @property
    def size(self) -> float:
        """The height of the type, about an em."""
        return self.top - self.bottom

    def without_characters(self) -> "Line":
        """The same line without the places of its inner characters, which would take a gigabyte for a long book."""
        return replace(self, edges=(self.edges[0], self.edges[-1]))

    def part(self, start: int, end: int) -> "Line":
        """The characters from ``start`` to ``end`` as a line of their own, without white space around them."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return replace(
            self,
            text=self.text[start:end],
            edges=self.edges[start:end],
            broken=self.broken and end == len(self.text),
        )


def page_lines(page: PdfPage) -> Sequence[Line]:
    """The lines of a page in the order in which the file draws them."""
    textpage = page.get_textpage()
    try:
        return [line for line in _lines(textpage.raw, textpage.count_chars()) if line.text]
    finally:
        textpage.close()


def _lines(textpage: object, count: int) -> Iterator[Line]:
    """Take characters together up to each line end that PDFium puts there."""
    box = pdfium.FS_RECTF()
    pointer = ctypes.byref(box)
    text: list[str] = []
    edges: list[tuple[float, float]] = []
    heights: list[tuple[float, float]] = []
    for i in range(count):
        code = pdfium.FPDFText_GetUnicode(textpage, i)
        if code in (0x0A, 0x0D, _HYPHEN):
            if text:
                yield _line(text, edges, heights, broken=code == _HYPHEN)
                text, edges, heights = [], [], []
            continue
        if not pdfium.FPDFText_GetLooseCharBox(textpage, i, pointer):
            continue
        if code in _HIGH_SURROGATES and i + 1 < count:
            low = pdfium.FPDFText_GetUnicode(textpage, i + 1)
            code = _joined(code, low) if low in _LOW_SURROGATES else _UNMAPPED
        elif code in _LOW_SURROGATES and i and pdfium.FPDFText_GetUnicode(textpage, i - 1) in _HIGH_SURROGATES:
            continue  # taken with the one before
        character = chr(code) if 0 < code <= _LAST and code not in _SURROGATES else chr(_UNMAPPED)
        if character.isspace():
            right = edges[-1][1] if edges else box.left
            edges.append((right, right))
        else:
            edges.append((box.left, box.right))
        heights.append((box.bottom, box.top))
        text.append(character)
    if text:
        yield _line(text, edges, heights, broken=False)


def _joined(high: int, low: int) -> int:
    """The code point of a pair of surrogates: PDFium counts in UTF-16."""
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)


def _line(
    text: list[str], edges: list[tuple[float, float]], heights: list[tuple[float, float]], *, broken: bool
) -> Line:
    """A line as high as most of its characters: one symbol of another font does not count. Marks of notes are left out."""
    inked = sorted(height for height, character in zip(heights, text, strict=True) if not character.isspace())
    middle = inked[len(inked) // 2] if inked else (0.0, 0.0)
    whole = "".join(text)
    for start, end in reversed([*note_marks(whole, heights, middle)]):
        whole = whole[:start] + whole[end:]
        del edges[start:end]
    return Line(whole, tuple(edges), *middle, broken=broken).part(0, len(whole))
