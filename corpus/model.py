"""The data that crosses rooms: documents, passages and where they stand.

Offsets are code points into ``Document.text`` everywhere; spans are half-open; lines, paragraphs and pages count from 1.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points in a document's original text. Made by the thousand: hence a named tuple."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paged document: it begins at code point ``start`` and runs to the start of the next."""

    number: int
    label: str
    start: int


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a passage stands, in the terms a reader uses to find it again.

    ``path`` is relative to the library's root, with ``/`` between its parts. ``line_start`` and ``line_end`` are lines
    of the *file* (first and last, inclusive), where there are pages those of the page on which it begins; ``page`` counts
    from 1 and is None where the format has no pages.
    """

    path: str
    page: int | None
    page_label: str | None
    paragraph: int
    line_start: int
    line_end: int
    span: Span


@dataclass(frozen=True, slots=True)
class Bib:
    """The bibliographic record of a document, as far as it is known.

    ``date`` is ISO 8601 of whatever precision is known: ``2021``, ``2021-01`` or ``2021-01-28``. ``container`` is what
    the work appeared in (newspaper, journal, site). ``extra`` holds further fields as pairs, in the order found, under the
    names of CSL 1.0.2 variables where there is one. ``origins`` says of a field, named likewise (``title``, ``author``,
    ``issued``, …), where its value came from: ``front matter``, ``sidecar``, ``first line (guess)``.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    container: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    origins: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read.

    ``text`` is what a reader of the file sees, character for character: the whole file for plain text, without front
    matter, markup, navigation and running heads for the other formats. ``lines`` gives the line of the file on which each
    line of ``text`` stands, in a PDF the line of its page (None where they are the same lines). ``id`` names the document
    for as long as it stays in its place. ``language`` is ``zh``, ``en``, ``mul`` or ``und``; ``script`` is ``hans``,
    ``hant``, ``latn``, ``mixed`` or ``zyyy`` (no letters of these). ``defects`` says in words what of the file could not
    be read, or not rightly, and ``repairs`` what was mended; the index keeps neither with the document.
    """

    id: str
    path: str
    text: str
    bib: Bib = Bib()
    pages: tuple[Page, ...] = ()
    lines: tuple[int, ...] | None = None
    format: str = "text"
    encoding: str = "utf-8"
    language: str = "und"
    script: str = "zyyy"
    defects: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A few sentences of a document; ``text == document.text[locator.span.start:locator.span.end]``.

    The passages of a document stand in order and do not overlap; only white space lies outside them. ``id`` is derived
    from the document's ID and the passage's text, so it survives a rebuild and a change elsewhere in the document.
    """

    id: str
    document_id: str
    ordinal: int
    text: str
    locator: Locator
    language: str = "und"
    script: str = "zyyy"
