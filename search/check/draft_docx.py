"""Paragraphs of a Word manuscript: body, footnotes and endnotes.

WordprocessingML: ECMA-376, part 1, 17.3. Deleted text (``w:del``) is no text; inserted text is.
"""

import io
import zipfile
from typing import TYPE_CHECKING

from corpus.errors import ReadError

if TYPE_CHECKING:
    from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_LARGEST = 64 << 20
"""Bytes of XML that one part may inflate to."""


def paragraphs(data: bytes, path: str) -> list[tuple[str, bool]]:
    """Each paragraph with whether it is set in a style for quotations. Raises ReadError where it is no Word file."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    found: list[tuple[str, bool]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if _PARTS[0] not in names:
                raise ReadError("{path}: not a Word document; save it as .docx", path=path)
            for part in names.intersection(_PARTS):
                if package.getinfo(part).file_size > _LARGEST:
                    raise ReadError(
                        "{path}: larger than {megabytes} MB of text; split it", path=path, megabytes=_LARGEST >> 20
                    )
            for part in _PARTS:
                if part in names:
                    root = etree.fromstring(package.read(part), parser)
                    found += [_paragraph(element) for element in root.iter(f"{_W}p")]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise ReadError("{path}: not a Word document ({reason}); save it as .docx", path=path, reason=error) from None
    return [(text, quote) for text, quote in found if text]


def _paragraph(element: "etree._Element") -> tuple[str, bool]:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(f"{_W}val", "") if style is not None else ""
    nodes = element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr")
    pieces = [(node.text or "") if node.tag == f"{_W}t" else " " for node in nodes]
    return " ".join("".join(pieces).split()), "quote" in name.lower() or "引用" in name or "引文" in name
