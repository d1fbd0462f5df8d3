"""Conditions on documents: ``title:``, ``author:``, ``date:`` and their like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.fold import fold
from search.query.date import DateRange
from search.query.wildcard import Wildcard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from corpus.model import Document
    from indexer.engine import StoredDocument
    from search.query.field import Field

_TEXTS: Mapping[str, Callable[[Document], tuple[str, ...]]] = {
    "title": lambda document: (document.bib.title,),
    "author": lambda document: document.bib.authors,
    "source": lambda document: (document.bib.container, document.bib.publisher, document.bib.url),
    "path": lambda document: (document.path,),
    "doc": lambda document: (document.id,),
}


def accepts(field: Field, stored: StoredDocument) -> bool:
    """Whether a document meets a condition.

    Texts meet it where they contain the value, scripts, width and case aside; a document in both languages or scripts
    meets the condition for either.
    """
    document, value = stored.document, field.value
    if isinstance(value, DateRange):
        return value.overlaps(document.bib.date)
    if field.name == "lang":
        return document.language in {value.text, "mul"}
    if field.name == "script":
        return document.script in {value.text, "mixed"}
    texts = [_squeezed(text) for text in _TEXTS[field.name](document)]
    if isinstance(value, Wildcard):
        parts = ({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in _squeezed(value.text))
        pattern = re.compile("".join(parts), re.DOTALL)
        return any(pattern.search(text) for text in texts)
    wanted = _squeezed(value.text)
    return any(wanted in text for text in texts)


def _squeezed(text: str) -> str:
    return "".join(fold(text).split())
