"""A document's record as the index keeps it: JSON of everything but the text."""

from __future__ import annotations

import json
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from corpus.model import Bib, Document, Page

if TYPE_CHECKING:
    from collections.abc import Iterable

Place = tuple[int, str | None]
"""A page's number and label, as locators give them."""


def encode(
    document: Document, characters: int, places: Iterable[Place] = (), ordinal: int = 0, blank: str = ""
) -> bytes:
    """The record as compact JSON in ASCII, defaults left out. For the rest see ``Record``."""
    bib = document.bib
    pages = [(page.number, page.label, page.start) for page in document.pages]
    own, places = [(number, label) for number, label, _ in pages], list(places)
    fields: dict[str, Any] = {
        "id": document.id,
        "path": document.path,
        "characters": characters,
        "bib": {name: value for name in Bib.__slots__ if (value := getattr(bib, name))},
        "pages": pages,
        "lines": document.lines and [b - a for a, b in pairwise((0, *document.lines))],
        "format": document.format,
        "encoding": document.encoding,
        "language": document.language,
        "script": document.script,
        "places": None if own == places else places,
        "ordinal": ordinal,
        "blank": blank,
    }
    kept = {name: value for name, value in fields.items() if value not in (None, "", [], {}) or name in ("id", "path")}
    if document.lines == ():
        kept["lines"] = []
    return json.dumps(kept, separators=(",", ":")).encode("ascii")


class Record:
    """What ``encode`` made, read: a document without its text, and what its passages share.

    ``characters`` is the length of the text in code points. ``places`` are the pages that passages can stand on. ``ordinal``
    is the first passage's; the others count on from it. ``blank`` is the text of a document without passages (white space;
    otherwise the tiles hold the text).
    """

    __slots__ = ("_document", "blank", "characters", "id", "ordinal", "path", "places")

    def __init__(self, data: bytes) -> None:
        """Read the record. What is none may be found out only when ``document`` is asked for.

        Raises ValueError, KeyError or TypeError for it.
        """
        fields = json.loads(data.decode("ascii"))
        self.id: str = fields["id"]
        self.path: str = fields["path"]
        self.characters: int = fields.get("characters", 0)
        self.ordinal: int = fields.get("ordinal", 0)
        self.blank: str = fields.get("blank", "")
        places = fields.get("places")
        if places is None:
            places = [page[:2] for page in fields.get("pages", ())]
        self.places: list[Place] = [(number, label) for number, label in places]
        self._document: dict[str, Any] | Document = fields

    @property
    def document(self) -> Document:
        """The document, its text empty; made when it is first asked for, which is for few of many passages."""
        found = self._document
        if isinstance(found, dict):
            found = self._document = _document(found)
        return found


def _document(fields: dict[str, Any]) -> Document:
    get = fields.get
    bib = dict(get("bib", {}))
    if "authors" in bib:
        bib["authors"] = tuple(bib["authors"])
    for name in ("extra", "origins"):
        if name in bib:
            bib[name] = tuple((key, value) for key, value in bib[name])
    lines = get("lines")
    return Document(
        id=fields["id"],
        path=fields["path"],
        text="",
        bib=Bib(**bib),
        pages=tuple([Page(number, label, start) for number, label, start in get("pages", ())]),
        lines=None if lines is None else tuple(accumulate(lines)),
        format=get("format", ""),
        encoding=get("encoding", ""),
        language=get("language", ""),
        script=get("script", ""),
    )
