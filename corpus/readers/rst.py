"""reStructuredText, as docutils understands it: files to include, raw output and configuration files are not heeded."""

import re
from collections.abc import Iterator

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document

from corpus.bib import bib_from_fields, complete
from corpus.encoding import Decoded, decode
from corpus.messages import Message
from corpus.model import Bib
from corpus.readers.content import Content, Source
from corpus.readers.rst_text import DocumentText, inline_text

_LONGEST = 2_000_000
"""Characters that docutils parses in a minute."""

_MOST_WORK = 200_000_000
"""docutils looks for the end of each mark from there to the end of its paragraph: characters passed over in some seconds."""

_LONGEST_LINE = 100_000
_MARK = re.compile(r"[*`|]\S")
_BLANK_LINES = re.compile(r"\n\s*\n")
_MOST_HEADINGS = 20

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "syntax_highlight": "none",
    "line_length_limit": _LONGEST_LINE,
}
_AS_TEXT = Message("its markup, so that it is read as plain text")


def read(source: Source) -> Content:
    """Read a file: what it looks like when it is printed, without comments, markup and link targets.

    One that docutils cannot parse, or not in a bearable time, is read as plain text, and that is said.
    """
    decoded = decode(source.data, source.encoding)
    document = _parsed(decoded.text) if _is_bearable(decoded.text) else None
    if document is None:
        return _plain(decoded, source)
    try:
        printed = DocumentText(decoded.text, _parsed)
        content = printed.of(document)
    except RecursionError:
        return _plain(decoded, source)
    bib = complete(
        bib_from_fields(_fields(document), origin="field list"),
        headings=printed.headings[:_MOST_HEADINGS],
        text=content.text,
        path=source.path,
        structured=True,
    )
    return Content(content.text, bib, "rst", decoded.encoding, content.lines)


def _is_bearable(text: str) -> bool:
    """Tell whether docutils parses this text in seconds: it is quadratic in marks that are opened and never closed."""
    if len(text) > _LONGEST or any(len(line) > _LONGEST_LINE for line in text.split("\n")):
        return False
    return sum(len(block) * len(_MARK.findall(block)) for block in _BLANK_LINES.split(text)) <= _MOST_WORK


def _parsed(text: str) -> nodes.document | None:
    """The tree of a text; None where docutils fails on it, which it does in more ways than one."""
    settings = get_default_settings(Parser)
    for name, value in _SETTINGS.items():
        setattr(settings, name, value)
    document = new_document("", settings)
    try:
        Parser().parse(text, document)
    except Exception:  # noqa: BLE001 - no exception of a library leaves a reader
        return None
    return document


def _plain(decoded: Decoded, source: Source) -> Content:
    bib = complete(Bib(), headings=(), text=decoded.text, path=source.path)
    return Content(decoded.text, bib, "text", decoded.encoding, defects=(_AS_TEXT,))


def _fields(document: nodes.document) -> dict[str, object]:
    """The fields with which a document begins, under the names that its author gave them."""
    fields: dict[str, object] = {}
    for field in _first_fields(document):
        name, body = field.children[:2]
        parts = [inline_text(part) for part in body.findall(nodes.paragraph)]
        if parts:
            fields.setdefault(inline_text(name), parts if len(parts) > 1 else parts[0])
    return fields


def _first_fields(element: nodes.Element) -> Iterator[nodes.field]:
    """The field lists before any text, also those under the first title."""
    for child in element.children:
        if isinstance(child, nodes.field_list):
            yield from child.findall(nodes.field)
        elif isinstance(child, nodes.section):
            yield from _first_fields(child)
            return
        elif not isinstance(child, (nodes.Titular, nodes.Invisible, nodes.system_message)):
            return
