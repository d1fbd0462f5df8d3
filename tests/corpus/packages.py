"""Word, PowerPoint, OpenDocument and EPUB files small enough to be written by hand."""

import io
import zipfile
from collections.abc import Mapping, Sequence

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(members: Mapping[str, str]) -> bytes:
    """A ZIP file with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def _related(**targets: str) -> str:
    links = "".join(
        f'<Relationship Id="{key}" Type="{_TYPES}/{key.rstrip("0123456789")}" Target="{target}"/>'
        for key, target in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def _core(title: str, author: str) -> str:
    return (
        '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f"{_DC}><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
        "<dcterms:created>2021-03-04T05:06:07Z</dcterms:created></c:coreProperties>"
    )


def make_docx(body: str, *, notes: str = "", title: str = "", author: str = "") -> bytes:
    """A Word document with this XML as its body, ``notes`` as its footnotes."""
    return zipped(
        {
            "_rels/.rels": _related(officeDocument="word/document.xml"),
            "word/document.xml": f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": _related(footnotes="footnotes.xml"),
            "word/footnotes.xml": f"<w:footnotes {_W}>{notes}</w:footnotes>",
            "docProps/core.xml": _core(title, author),
        }
    )


def docx_paragraphs(*paragraphs: str) -> str:
    """Plain paragraphs of a Word document."""
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)


def make_pptx(slides: Sequence[str], notes: Mapping[int, str] | None = None) -> bytes:
    """A presentation with these shape trees, ``notes`` by the slide's index; the slides' files are numbered backwards."""
    last = len(slides)
    members = {
        "_rels/.rels": _related(officeDocument="ppt/presentation.xml"),
        "ppt/presentation.xml": f"<p:presentation {_P} {_R}><p:sldIdLst>"
        + "".join(f'<p:sldId r:id="slide{last - i}"/>' for i in range(last))
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": _related(**{f"slide{n}": f"slides/s{n}.xml" for n in range(1, last + 1)}),
    }
    for i, slide in enumerate(slides):
        members[f"ppt/slides/s{last - i}.xml"] = f"<p:sld {_P} {_A}>{slide}</p:sld>"
        if notes and i in notes:
            members[f"ppt/slides/_rels/s{last - i}.xml.rels"] = _related(notesSlide="../notes/n.xml")
            members["ppt/notes/n.xml"] = f"<p:notes {_P} {_A}>{notes[i]}</p:notes>"
    return zipped(members)


def shape(*paragraphs: str, kind: str = "body") -> str:
    """A shape of a slide with these paragraphs."""
    runs = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
    return f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody>{runs}</p:txBody></p:sp>'


def make_odt(body: str, *, title: str = "", author: str = "") -> bytes:
    """An OpenDocument text with this XML as its body."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "meta")
    )
    return zipped(
        {
            "content.xml": f"<office:document-content {names}><office:body><office:text>\n  {body}\n</office:text>"
            "</office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {names} {_DC}><office:meta><dc:title>{title}</dc:title>"
            f"<meta:initial-creator>{author}</meta:initial-creator><meta:creation-date>2021-03-04T05:06:07"
            "</meta:creation-date></office:meta></office:document-meta>",
        }
    )


def make_epub(chapters: Sequence[str], metadata: str = "") -> bytes:
    """A book of these chapters, each the body of an XHTML page, in a folder of its own."""
    items = "".join(
        f'<item id="c{i}" href="text/c%20{i}.xhtml" media-type="application/xhtml+xml"/>' for i in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(chapters)))
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf"><metadata {_DC}>{metadata}</metadata>'
        f"<manifest>{items}"
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine></package>',
        "OEBPS/nav.xhtml": "<html><body><p>目录</p></body></html>",
    }
    for i, chapter in enumerate(chapters):
        members[f"OEBPS/text/c {i}.xhtml"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
            f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{chapter}</body></html>'
        )
    return zipped(members)
