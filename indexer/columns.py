"""What a batch says of passages beside their terms: properties as columns, and texts as bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.id_number import to_int
from indexer.invert import narrow
from indexer.keys import UTF16

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from corpus.model import Document, Passage
    from indexer.record import Place

    Row = tuple[int, int, int, int, int, int, int, int]


def tile_bytes(tile: str) -> tuple[int, bytes]:
    """A tile in the shorter of two encodings, and its flag."""
    try:
        utf8 = tile.encode()
    except UnicodeEncodeError:  # lone surrogates: in UTF-16, two in a row would come back as one character
        return 0, tile.encode("utf-8", "surrogatepass")
    if len(utf8) <= len(tile) * 2:
        return 0, utf8
    utf16 = tile.encode("utf-16-le")
    return (UTF16, utf16) if len(utf16) < len(utf8) else (0, utf8)


def places_of(document: Document) -> dict[Place, int]:
    """The pages of a document, numbered from 1."""
    return {(page.number, page.label): i for i, page in enumerate(document.pages, 1)}


def rows_of(passages: Iterable[Passage], places: dict[Place, int], kinds: dict[tuple[str, str], int]) -> list[Row]:
    """What the columns take from passages' own properties. Adds to ``places`` and ``kinds``."""
    rows: list[Row] = []
    for passage in passages:
        at = passage.locator
        place = 0 if at.page is None else places.setdefault((at.page, at.page_label), len(places) + 1)
        kind = kinds.setdefault((passage.language, passage.script), len(kinds))
        number = to_int(passage.id)
        rows.append((number, at.span.start, at.span.end, at.paragraph, at.line_start, at.line_end, place, kind))
    return rows


def columns_of(rows: Sequence[Row]) -> dict[str, NDArray[np.unsignedinteger[Any]]]:
    """The columns, under their names in ``PassageColumns``."""
    names = ("ids", "starts", "ends", "paragraphs", "line_starts", "line_ends", "places", "kinds")
    table = np.array(rows, np.uint64).reshape(len(rows), len(names))
    return {name: narrow(table[:, i]) for i, name in enumerate(names)}
