"""What is known of a document, as a condition: ``title:碳中和``, ``lang:zh``, ``date:>=2021``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.model import Span

if TYPE_CHECKING:
    from search.query.date import DateRange
    from search.query.keyword import Keyword
    from search.query.wildcard import Wildcard

TEXT_FIELDS = ("title", "author", "source", "path", "doc")
CHOICES = {"lang": ("zh", "en", "mul", "und"), "script": ("hans", "hant", "latn", "mixed", "zyyy")}
PASSAGE_FIELD = "pinyin"
"""The one field that is about what a passage says; the others are conditions on documents."""

FIELDS = (*TEXT_FIELDS, *CHOICES, "date", PASSAGE_FIELD)


@dataclass(frozen=True, slots=True)
class Field:
    """A condition on the field ``name``, one of ``FIELDS``.

    ``value`` is a ``DateRange`` for ``date``, a ``Keyword`` holding one of ``CHOICES`` for ``lang`` and ``script``, and
    otherwise a ``Keyword``, or a ``Wildcard`` where it was typed unquoted with ``*`` or ``?`` in it.
    """

    name: str
    value: Keyword | Wildcard | DateRange
    span: Span = field(default=Span(0, 0), compare=False)
