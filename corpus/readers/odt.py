"""OpenDocument texts (ODF 1.3): what is printed, with the changes that are tracked made."""

from lxml import etree

from corpus.bib import complete
from corpus.errors import ReadError
from corpus.model import Bib
from corpus.readers.content import Content, Source
from corpus.readers.lines import LineCollector
from corpus.readers.metadata import saved_with
from corpus.readers.package import Package, opened

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"

_LEFT_OUT = frozenset(
    (
        f"{_TEXT}tracked-changes",
        f"{_TEXT}note-citation",
        f"{_TEXT}ruby-text",
        f"{_OFFICE}annotation",
        f"{_OFFICE}forms",
        f"{_TEXT}sequence-decls",
    )
)
_PARAGRAPHS = frozenset((f"{_TEXT}p", f"{_TEXT}h"))
_MOST_HEADINGS = 20


def read(source: Source) -> Content:
    """Read an OpenDocument text. Its lines are its paragraphs, counted from 1; notes stand at its end."""
    with opened(source.data, source.limits, ".odt") as package:
        tree = package.xml("content.xml")
        body = tree.find(f"{_OFFICE}body/{_OFFICE}text") if tree is not None else None
        if body is None:
            raise ReadError("there is no text in it; open it in its program and save it anew")
        notes = list(body.iter(f"{_TEXT}note-body"))
        for note in notes:
            parent = note.getparent()
            if parent is not None:
                parent.remove(note)
        printer = _Printer()
        for part in (body, *notes):
            printer.print(part)
        bib = _bib(package)
    headings = ["".join(map(str, heading.itertext())) for heading in list(body.iter(f"{_TEXT}h"))[:_MOST_HEADINGS]]
    content = printer.out.finish()
    bib = complete(bib, headings=headings, text=content.text, path=source.path, structured=True)
    return Content(content.text, bib, "odt", "", content.lines)


def _bib(package: Package) -> Bib:
    tree = package.xml("meta.xml")
    meta = tree.find(f"{_OFFICE}meta") if tree is not None else None
    if meta is None:
        return Bib()

    def value(name: str) -> str:
        return meta.findtext(name) or ""

    return saved_with(
        "document properties",
        title=value(f"{_DC}title"),
        authors=[value(f"{_META}initial-creator") or value(f"{_DC}creator")],
        created=value(f"{_META}creation-date") or value(f"{_DC}date"),
        extra={"keyword": value(f"{_META}keyword"), "language": value(f"{_DC}language")},
    )


class _Printer:
    """Walks a tree and collects what is printed."""

    def __init__(self) -> None:
        self.out = LineCollector()
        self._paragraph = 0
        self._cells = 0

    def print(self, tree: etree._Element) -> None:
        """Add what is printed of a tree."""
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element.tag in _LEFT_OUT:
                    walk.skip_subtree()
                    continue
                self._open(element)
                text, holder = element.text, element
            else:
                self._close(element)
                text, holder = (None, None) if element is tree else (element.tail, element.getparent())
            if text and holder is not None and _holds_text(holder):
                self.out.flow(text, self._paragraph)

    def _open(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _PARAGRAPHS:
            self._paragraph += 1
        elif tag == f"{_TEXT}line-break":
            self.out.paragraph()
        elif tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            self.out.flow(" ", self._paragraph)
        elif tag == f"{_TABLE}table-cell":
            self._cells += 1

    def _close(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _PARAGRAPHS:
            if self._cells:
                self.out.flow("\n", self._paragraph)
            else:
                self.out.paragraph()
        elif tag == f"{_TABLE}table-cell":
            self._cells -= 1
            self.out.cell()
        elif tag == f"{_TABLE}table-row":
            self.out.paragraph()


def _holds_text(element: etree._Element) -> bool:
    """Tell whether the characters in an element are text; between blocks they are the indents of the XML."""
    return element.tag in _PARAGRAPHS or next(element.iterancestors(*_PARAGRAPHS), None) is not None
