"""A document's record as the index keeps it: JSON of everything but the text."""

from __future__ import annotations

import json
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from corpus.model import Bib, Document, Page

Place = tuple[int, str | None]
"""A page's number and label, as locators give them."""


class Record(NamedTuple):
    """A document without its text, and what its passages share.

    ``places`` are the pages that passages can stand on. ``ordinal`` is the first passage's; the others count on from
    it. ``blank`` is the text of a document without passages (white space; otherwise the tiles hold the text).
    """

    document: Document
    characters: int
    places: tuple[Place, ...]
    ordinal: int
    blank: str


def encode(record: Record) -> bytes:
    """The record as compact JSON in ASCII, defaults left out."""
    document, bib = record.document, record.document.bib
    pages = [(page.number, page.label, page.start) for page in document.pages]
    own = tuple((number, label) for number, label, _ in pages)
    fields: dict[str, Any] = {
        "id": document.id,
        "path": document.path,
        "characters": record.characters,
        "bib": {name: value for name in Bib.__slots__ if (value := getattr(bib, name))},
        "pages": pages,
        "lines": document.lines and [b - a for a, b in pairwise((0, *document.lines))],
        "format": document.format,
        "encoding": document.encoding,
        "language": document.language,
        "script": document.script,
        "places": None if own == record.places else record.places,
        "ordinal": record.ordinal,
        "blank": record.blank,
    }
    kept = {name: value for name, value in fields.items() if value not in (None, "", [], {}) or name in ("id", "path")}
    if document.lines == ():
        kept["lines"] = []
    return json.dumps(kept, separators=(",", ":")).encode("ascii")


def decode(data: bytes) -> Record:
    """What ``encode`` made; the document's text is empty. Raises ValueError or KeyError on anything else."""
    fields = json.loads(data.decode("ascii"))
    get = fields.get
    bib = get("bib", {})
    if "authors" in bib:
        bib["authors"] = tuple(bib["authors"])
    for name in ("extra", "origins"):
        if name in bib:
            bib[name] = tuple((key, value) for key, value in bib[name])
    pages = tuple([Page(number, label, start) for number, label, start in get("pages", ())])
    lines, places = get("lines"), get("places")
    document = Document(
        id=fields["id"],
        path=fields["path"],
        text="",
        bib=Bib(**bib),
        pages=pages,
        lines=None if lines is None else tuple(accumulate(lines)),
        format=get("format", ""),
        encoding=get("encoding", ""),
        language=get("language", ""),
        script=get("script", ""),
    )
    own = [(page.number, page.label) for page in pages] if places is None else [(n, label) for n, label in places]
    return Record(document, get("characters", 0), tuple(own), get("ordinal", 0), get("blank", ""))
