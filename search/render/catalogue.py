"""Draw what a library holds: the table of its documents, and the library as a whole."""

from collections.abc import Iterator, Sequence

from corpus.messages import Message
from search.render.json import Value
from search.render.kinds import characters, documents, kinds, listed, name_of, passages, size
from search.render.screen import FAINT, PLACE, Screen
from search.render.speech import gettext as _
from search.render.speech import spoken
from search.render.terminal import Locate
from search.render.visible import visible, visible_name
from search.render.width import display_width, shorten
from search.summaries import DocumentSummary, LibraryInfo

_GAP = "  "
_PATH = Message("path")
_HEADINGS = (Message("passages"), Message("characters"), Message("script"), Message("date"), Message("title"))
_STAMPS = {
    "rules": Message("rules"),
    "fold table": Message("fold table"),
    "dictionary": Message("dictionary"),
    "user dictionary": Message("user dictionary"),
    "records": Message("records"),
    "root": Message("root"),
}
_NUMBERS = 2
"""The first columns of a row, set to the right."""
_NARROWEST_TITLE = 10


def draw_documents(documents: Sequence[DocumentSummary], screen: Screen, locate: Locate = str) -> Iterator[str]:
    """Yield a heading and a line for each document, in columns; paths are whole, titles shortened to the screen."""
    paths = [visible_name(locate(each.path)) for each in documents]
    rows = [_row(each) for each in documents]
    headings = tuple(map(spoken, _HEADINGS))
    path_width = max(map(display_width, (spoken(_PATH), *paths)))
    widths = [max(map(display_width, column)) for column in zip(headings, *rows, strict=True)]
    room = None if screen.width is None else screen.width - path_width - sum(widths[:-1]) - len(_GAP) * len(widths)
    yield screen.paint(_GAP.join((_left(spoken(_PATH), path_width), *_cells(headings, widths, room))).rstrip(), FAINT)
    for path, row in zip(paths, rows, strict=True):
        padding = " " * (path_width - display_width(path))
        yield _GAP.join((screen.paint(path, PLACE) + padding, *_cells(row, widths, room))).rstrip()


def draw_info(info: LibraryInfo, screen: Screen) -> Iterator[str]:
    """Yield the facts of a library, one a line."""
    facts = [
        (_("library"), visible_name(info.root)),
        (_("index"), f"{visible_name(info.index)} ({size(info.index_bytes)})"),
        (_("built"), visible(info.built)),
        (_("holds"), listed([documents(info.documents), passages(info.passages)])),
        ("", characters(info.characters)),
        (_("languages"), kinds(info.languages)),
        (_("scripts"), kinds(info.scripts)),
        *((spoken(_STAMPS.get(name, name)), visible(_stamp(value))) for name, value in info.stamps if value),
    ]
    width = max(display_width(name) for name, _ in facts)
    for name, value in facts:
        if value:
            yield f"{screen.paint(_left(name, width), FAINT)}{_GAP}{value}"


def document_object(summary: DocumentSummary) -> Value:
    """Give a document as an object; ``characters`` are code points."""
    bib = summary.bib
    return {
        "path": summary.path,
        "title": bib.title,
        "authors": list(bib.authors),
        "date": bib.date,
        "container": bib.container,
        "url": bib.url,
        "passages": summary.passages,
        "characters": summary.characters,
        "language": summary.language,
        "script": summary.script,
        "format": summary.format,
        "encoding": summary.encoding,
    }


def info_object(info: LibraryInfo) -> Value:
    """Give a library as an object; ``index_bytes`` is the size of its index on disk."""
    return {
        "root": info.root,
        "index": info.index,
        "documents": info.documents,
        "passages": info.passages,
        "characters": info.characters,
        "index_bytes": info.index_bytes,
        "built": info.built,
        "languages": dict(info.languages),
        "scripts": dict(info.scripts),
        "stamps": dict(info.stamps),
    }


def _row(summary: DocumentSummary) -> tuple[str, ...]:
    script = name_of(summary.script)
    numbers = f"{summary.passages:,}", f"{summary.characters:,}"
    return (*numbers, script, visible(summary.bib.date), visible(summary.bib.title))


def _stamp(value: str) -> str:
    return _("none") if value == "none" else value


def _cells(row: Sequence[str], widths: Sequence[int], room: int | None) -> Iterator[str]:
    """Set a row's cells to their columns' widths: numbers to the right, the rest to the left, the last to what is left."""
    *cells, title = row
    for number, (cell, width) in enumerate(zip(cells, widths, strict=False)):
        yield _right(cell, width) if number < _NUMBERS else _left(cell, width)
    yield title if room is None else shorten(title, max(room, _NARROWEST_TITLE))


def _right(text: str, width: int) -> str:
    return " " * (width - display_width(text)) + text


def _left(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))
