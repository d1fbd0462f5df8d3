"""EPUB: the documents of a book in its reading order, read as web pages."""

from lxml import etree

from corpus.bib import bib_from_fields, complete
from corpus.encoding import decode
from corpus.errors import ReadError
from corpus.model import Bib
from corpus.readers.content import Content, Source
from corpus.readers.html_text import inner_text, page_text, parse
from corpus.readers.lines import LineCollector, LinedText
from corpus.readers.package import Package, opened, resolve

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TEXT = ("application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document")


def read(source: Source) -> Content:
    """Read a book. Its lines are its paragraphs, counted through from 1."""
    with opened(source.data, source.limits, ".epub") as package:
        if package.data("META-INF/encryption.xml") is not None and package.data("META-INF/rights.xml") is not None:
            raise ReadError("it is locked by digital rights management; it can only be read where it was bought")
        path = _package_document(package)
        tree = package.xml(path)
        if tree is None:
            raise ReadError("it does not say what is in it; open it in an e-book program and save it anew")
        out = LineCollector()
        paragraph = 1
        for name in _spine(tree, path):
            data = package.data(name)
            page = parse(decode(data).text) if data is not None else None
            if page is not None:
                paragraph = _add(out, page_text(page), paragraph)
        bib = _bib(tree)
    content = out.finish()
    bib = complete(bib, headings=(), text=content.text, path=source.path, structured=True)
    return Content(content.text, bib, "epub", "", content.lines)


def _package_document(package: Package) -> str:
    """The name of the member that lists the others (EPUB 3.3, 4.2.6.3.1)."""
    container = package.xml("META-INF/container.xml")
    files = container.iter("{*}rootfile") if container is not None else ()
    return next((path for file in files if (path := file.get("full-path"))), "content.opf")


def _spine(tree: etree._Element, path: str) -> list[str]:
    """The documents of the book in reading order, without the one that only lists its chapters."""
    items = {item.get("id"): item for item in tree.iter(f"{_OPF}item")}
    names = []
    for reference in tree.iter(f"{_OPF}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _TEXT or "nav" in (item.get("properties") or "").split():
            continue
        names.append(resolve(path, item.get("href") or ""))
    return list(dict.fromkeys(names))


def _add(out: LineCollector, page: LinedText, paragraph: int) -> int:
    """Add a document's paragraphs; returns the number that the next one has."""
    out.paragraph()
    for block in page.text.split("\n\n") if page.text else ():
        out.extend(LinedText(block, (paragraph,) * (block.count("\n") + 1)))
        paragraph += 1
    return paragraph


def _bib(tree: etree._Element) -> Bib:
    """The record in a package document, in Dublin Core (EPUB 3.3, 5.5.3)."""

    def values(name: str) -> list[str]:
        return [text for element in tree.iter(f"{_DC}{name}") if (text := inner_text(element).strip())]

    def first(name: str) -> str:
        return next(iter(values(name)), "")

    isbn = next((value.rpartition(":")[2] for value in values("identifier") if "isbn" in value.lower()), "")
    fields: dict[str, object] = {
        "title": first("title"),
        "author": values("creator"),
        "issued": first("date"),
        "publisher": first("publisher"),
        "language": first("language"),
        "abstract": first("description"),
        "ISBN": isbn,
        "type": "book",
    }
    return bib_from_fields(fields, origin="EPUB metadata")
