"""Terms put together: side by side, ``AND``, ``OR``, ``NOT``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.model import Span

if TYPE_CHECKING:
    from search.query.syntax import Node


@dataclass(frozen=True, slots=True)
class Terms:
    """Two or more terms side by side: all of them for the first tiers, part of them for best match or ``--any``."""

    children: tuple[Node, ...]
    span: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """Two or more terms joined by ``AND``: all of them, in every tier."""

    children: tuple[Node, ...]
    span: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    """Two or more terms joined by ``OR``: one suffices."""

    children: tuple[Node, ...]
    span: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What must be absent: ``NOT word`` or ``-word``. Its child is never itself a ``Not``."""

    child: Node
    span: Span = field(default=Span(0, 0), compare=False)
