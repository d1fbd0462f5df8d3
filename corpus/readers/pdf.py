"""PDF, by PDFium: page by page, in reading order, without running heads; what cannot be read is reported by page."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pypdfium2 import PdfDocument, PdfiumError

from corpus.bib import clean, complete, names_a_part
from corpus.errors import ReadError
from corpus.garbled import is_garbled, is_unmapped
from corpus.limits import beyond
from corpus.messages import Message
from corpus.model import Bib
from corpus.readers.columns import in_reading_order
from corpus.readers.content import Content, Source
from corpus.readers.metadata import saved_with
from corpus.readers.pdf_page import Line, page_lines
from corpus.readers.pdf_text import PageText, PrintedPage, print_pages
from corpus.readers.running_heads import printed_numbers

_PASSWORD = 4
"""PDFium's FPDF_ERR_PASSWORD."""

_EMPTY = Message("no text on {pages}")
_GARBLED = Message("garbled text on {pages}")
_DAMAGED = Message("damage on {pages}")

_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_LEAST_TITLE = 1.15
"""The title of a page is set in type so many times as large as most of its text, or larger."""

_LONGEST_TITLE = 100
_MOST_NAMED = 20
"""Pages that a report names one by one."""


def read(source: Source) -> Content:
    """Read a PDF. Raises ReadError where it is damaged, locked, too long, or has no text on any page."""
    try:
        document = PdfDocument(source.data)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise ReadError("it is locked with a password; save a copy without one") from None
        raise ReadError("it is damaged or no PDF; open it in a viewer and save it anew") from None
    try:
        if len(document) > source.limits.pages:
            raise beyond("pages", "pages", source.limits.pages)
        return _read(document, source)
    finally:
        document.close()


def _read(document: PdfDocument, source: Source) -> Content:
    pages: list[PrintedPage] = []
    damaged: list[int] = []
    empty: list[int] = []
    garbled: list[int] = []
    for index in range(len(document)):
        lines = _lines(document, index)
        kept = [line for line in lines or () if not is_unmapped(line.text)]
        if lines is None:
            damaged.append(index + 1)
        elif not lines:
            empty.append(index + 1)
        elif len(kept) < len(lines) / 2 or is_garbled("\n".join(line.text for line in kept)):
            garbled.append(index + 1)
        pages.append(PrintedPage(_label(document, index), kept))
    if not any(page.lines for page in pages):
        raise ReadError(_unreadable(len(pages), damaged, garbled))
    printed = print_pages(_labelled(pages))
    defects = tuple(
        Message(what.template, pages=_named(numbers, len(pages)))
        for what, numbers in ((_EMPTY, empty), (_GARBLED, garbled), (_DAMAGED, damaged))
        if numbers
    )
    return Content(
        printed.text, _bib(document, pages, printed, source), "pdf", "", printed.lines, printed.pages, defects
    )


def _lines(document: PdfDocument, index: int) -> Sequence[Line] | None:
    """The lines of a page in reading order; None where the page cannot be opened."""
    try:
        page = document[index]
    except PdfiumError:
        return None
    try:
        return [line.without_characters() for line in in_reading_order(page_lines(page))]
    except PdfiumError:
        return None
    finally:
        page.close()


def _label(document: PdfDocument, index: int) -> str:
    try:
        return clean(document.get_page_label(index))
    except (PdfiumError, UnicodeDecodeError):
        return ""


def _labelled(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages with the labels that the file gives them, else with the numbers printed on them, else counted."""
    if any(page.label for page in pages):
        return [replace(page, label=page.label or str(number)) for number, page in enumerate(pages, 1)]
    numbers = printed_numbers([[line.text for line in page.lines] for page in pages])
    return [replace(page, label=numbers.get(index, str(index + 1))) for index, page in enumerate(pages)]


def _named(numbers: Sequence[int], count: int) -> str:
    if len(numbers) == count:
        return Message.counting("its only page", "all {number} pages", count)
    named = ", ".join(map(str, numbers[:_MOST_NAMED]))
    rest = len(numbers) - _MOST_NAMED
    if rest > 0:
        return Message("pages {named} and {rest} more of {count}", named=named, rest=rest, count=count)
    return Message.counting(
        "page {named} of {count}", "pages {named} of {count}", len(numbers), named=named, count=count
    )


def _unreadable(count: int, damaged: Sequence[int], garbled: Sequence[int]) -> str:
    if not count or len(damaged) == count:
        return Message("none of its pages can be opened; open it in a viewer and save it anew")
    advice = Message("recognise the text first, as with: ocrmypdf --force-ocr IN.pdf OUT.pdf")
    if garbled:
        return Message.counting(
            "its only page is without text that can be told from its glyphs; {advice}",
            "none of its {number} pages has text that can be told from its glyphs; {advice}",
            count,
            advice=advice,
        )
    return Message.counting(
        "its only page is without a text layer; {advice}",
        "none of its {number} pages has a text layer; {advice}",
        count,
        advice=advice,
    )


def _bib(document: PdfDocument, pages: Sequence[PrintedPage], printed: PageText, source: Source) -> Bib:
    """The record: from the file's metadata, which whoever saved it may have left wrong, and from the first page."""
    try:
        metadata = document.get_metadata_dict(skip_empty=True)
    except (PdfiumError, UnicodeDecodeError):
        metadata = {}
    author = metadata.get("Author", "")
    made = _DATE.match(metadata.get("CreationDate", ""))
    bib = saved_with(
        "PDF metadata",
        title=metadata.get("Title", ""),
        authors=[] if author in metadata.get("Creator", "") else [author],
        created="-".join(part for part in made.groups() if part) if made else "",
        extra={"keyword": metadata.get("Keywords", "")},
    )
    if not bib.title and (title := _largest(pages)):
        bib = replace(bib, title=title, origins=(*bib.origins, ("title", "largest type (guess)")))
    return complete(bib, headings=(), text=printed.text, path=source.path)


def _largest(pages: Sequence[PrintedPage]) -> str:
    """The lines set in the largest type on the first page with text, if they stand together and out."""
    lines = next((page.lines for page in pages if page.lines), ())
    sizes = sorted(line.size for line in lines for _ in line.text)
    largest = max(line.size for line in lines)
    if largest < _LEAST_TITLE * sizes[len(sizes) // 2]:
        return ""
    chosen = [i for i, line in enumerate(lines) if line.size > largest * 0.95 and any(map(str.isalpha, line.text))]
    if not chosen or chosen[-1] - chosen[0] >= len(chosen):
        return ""
    texts = [lines[i].text for i in chosen]
    joined = texts[0]
    for text in texts[1:]:
        joined += text if joined[-1] > "\u2e80" and text[0] > "\u2e80" else f" {text}"
    title = clean(joined)
    return title if 1 < len(title) <= _LONGEST_TITLE and not names_a_part(title) else ""
