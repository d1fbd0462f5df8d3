"""Word documents (Office Open XML): what is printed, with insertions accepted and deletions made."""

from collections.abc import Iterator

from lxml import etree

from corpus.bib import complete
from corpus.errors import ReadError
from corpus.limits import Limits
from corpus.readers.content import Content, Source
from corpus.readers.lines import LineCollector
from corpus.readers.office import core_properties
from corpus.readers.package import Package, opened

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset(
    (
        _FALLBACK,
        *(
            f"{_W}{name}"
            for name in ("del", "moveFrom", "rt", "pPr", "sectPr", "footnoteReference", "endnoteReference")
        ),
    )
)
"""What is deleted, said twice, a reading beside its character, or the mark of a note within a sentence."""

_NOTES = (("footnotes", f"{_W}footnote"), ("endnotes", f"{_W}endnote"))
_HEADING = ("title", "heading1", "heading 1", "1")
_MOST_HEADINGS = 20


def read(source: Source) -> Content:
    """Read a Word document. Its lines are its paragraphs, counted from 1; notes stand at its end."""
    with opened(source.data, source.limits, ".docx") as package:
        printer = _Printer()
        for tree in _printed(package):
            printer.print(tree)
        bib = core_properties(package)
    content = printer.out.finish()
    bib = complete(bib, headings=printer.headings, text=content.text, path=source.path, structured=True)
    return Content(content.text, bib, "docx", "", content.lines)


def styled_paragraphs(data: bytes, limits: Limits) -> list[tuple[str, str]]:
    """The paragraphs of a Word document as printed, each on one line, with the name of its style; notes at the end.

    Raises ReadError for whatever is wrong with it.
    """
    found = []
    with opened(data, limits, ".docx") as package:
        for tree in _printed(package):
            for paragraph in tree.iter(f"{_W}p"):
                if not any(ancestor.tag in _LEFT_OUT for ancestor in paragraph.iterancestors()):
                    printer = _Printer()
                    printer.print(paragraph)
                    found.append((" ".join(printer.out.finish().text.split()), _style(paragraph)))
    return found


def _printed(package: Package) -> Iterator[etree._Element]:
    """What is printed of a document: its body, then each of its notes."""
    main = next((name for kind, name in package.related("").values() if kind == "officeDocument"), "word/document.xml")
    tree = package.xml(main)
    if tree is None:
        raise ReadError("there is no document in it; open it in Word and save it anew")
    yield tree
    yield from _notes(package, main)


def _notes(package: Package, main: str) -> Iterator[etree._Element]:
    """The footnotes and endnotes, without those that only draw the rule above the others."""
    related = package.related(main).values()
    for kind, element in _NOTES:
        tree = next((package.xml(name) for sort, name in related if sort == kind), None)
        if tree is not None:
            yield from (note for note in tree.iter(element) if note.get(f"{_W}type") in (None, "normal"))


class _Printer:
    """Walks a tree and collects what is printed."""

    def __init__(self) -> None:
        self.out = LineCollector()
        self.headings: list[str] = []
        self._paragraph = 0

    def print(self, tree: etree._Element) -> None:
        """Add what is printed of a tree."""
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element.tag in _LEFT_OUT or (element.tag == f"{_W}r" and _is_hidden(element)):
                    walk.skip_subtree()
                else:
                    self._open(element)
            elif element.tag == f"{_W}p":
                self._close(element)
            elif element.tag == f"{_W}tc":
                self.out.cell()
            elif element.tag == f"{_W}tr":
                self.out.paragraph()

    def _open(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == f"{_W}p":
            self._paragraph += 1
            if next(element.iterancestors(f"{_W}p"), None) is not None:
                self.out.paragraph()  # a text box within a paragraph
        elif tag == f"{_W}t":
            self.out.flow(element.text or "", self._paragraph)
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            self.out.flow(" ", self._paragraph)
        elif tag in (f"{_W}br", f"{_W}cr"):
            self.out.paragraph()
        elif tag == f"{_W}noBreakHyphen":
            self.out.flow("-", self._paragraph)

    def _close(self, paragraph: etree._Element) -> None:
        if _style(paragraph).lower() in _HEADING and len(self.headings) < _MOST_HEADINGS:
            self.headings.append("".join(text.text or "" for text in paragraph.iter(f"{_W}t")))
        if next(paragraph.iterancestors(f"{_W}tc"), None) is None:
            self.out.paragraph()
        else:
            self.out.flow("\n", self._paragraph)


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else style.get(f"{_W}val") or ""


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val") not in ("0", "false", "off")
