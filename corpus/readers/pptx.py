"""PowerPoint presentations (Office Open XML): a page a slide, with its notes."""

from collections.abc import Iterator

from lxml import etree

from corpus.bib import complete
from corpus.errors import ReadError
from corpus.limits import beyond
from corpus.readers.content import Content, Source
from corpus.readers.lines import LineCollector, LinedText
from corpus.readers.office import core_properties
from corpus.readers.package import Package, opened
from corpus.readers.paged import join_pages

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(source: Source) -> Content:
    """Read a presentation. Its pages are its slides, its lines the paragraphs of a slide, counted from 1."""
    with opened(source.data, source.limits, ".pptx") as package:
        slides = list(_slides(package))
        if len(slides) > source.limits.pages:
            raise beyond("pages", "slides", source.limits.pages)
        printed = [_printed(package, slide) for slide in slides]
        titles = [title for slide in slides[:1] if (tree := package.xml(slide)) is not None and (title := _title(tree))]
        bib = core_properties(package)
    text, lines, pages = join_pages(printed)
    return Content(
        text, complete(bib, headings=titles, text=text, path=source.path, structured=True), "pptx", "", lines, pages
    )


def _slides(package: Package) -> Iterator[str]:
    """The names of the slides in the order in which they are shown."""
    main = next(
        (name for kind, name in package.related("").values() if kind == "officeDocument"), "ppt/presentation.xml"
    )
    tree = package.xml(main)
    if tree is None:
        raise ReadError("there is no presentation in it; open it in PowerPoint and save it anew")
    related = package.related(main)
    for slide in tree.iter(f"{_P}sldId"):
        kind, name = related.get(slide.get(_ID) or "", ("", ""))
        if kind == "slide":
            yield name


def _printed(package: Package, slide: str) -> LinedText:
    """What stands on a slide and in its notes."""
    out = LineCollector()
    paragraph = 0
    notes = (name for kind, name in package.related(slide).values() if kind == "notesSlide")
    for name in (slide, *notes):
        tree = package.xml(name)
        if tree is not None:
            paragraph = _print(tree, out, paragraph)
    return out.finish()


def _print(tree: etree._Element, out: LineCollector, paragraph: int) -> int:
    """Add the paragraphs of a tree but for slide numbers and the like; returns how many there are by now."""
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in (f"{_A}fld", _FALLBACK):
                walk.skip_subtree()
            elif element.tag == f"{_A}p":
                paragraph += 1
            elif element.tag == f"{_A}t":
                out.flow(element.text or "", paragraph)
            elif element.tag == f"{_A}br":
                out.flow("\n", paragraph)
        elif element.tag == f"{_A}tc":
            out.cell()
        elif element.tag == f"{_A}tr" or (
            element.tag == f"{_A}p" and next(element.iterancestors(f"{_A}tc"), None) is None
        ):
            out.paragraph()
        elif element.tag == f"{_A}p":
            out.flow("\n", paragraph)
    return paragraph


def _title(tree: etree._Element) -> str:
    """The title of a slide."""
    for shape in tree.iter(f"{_P}sp"):
        place = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        if place is not None and place.get("type") in ("title", "ctrTitle"):
            return "".join(text.text or "" for text in shape.iter(f"{_A}t"))
    return ""
