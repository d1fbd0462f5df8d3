"""Terms put together: side by side, ``AND``, ``OR``, ``NOT``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.model import Span

if TYPE_CHECKING:
    from search.query.syntax import Node


@dataclass(frozen=True, slots=True)
class Several:
    """Two or more terms put together. Only its subclasses are used; making them dataclasses too would cost start-up time."""

    children: tuple[Node, ...]
    span: Span = field(default=Span(0, 0), compare=False)


class Terms(Several):
    """Terms side by side: all of them for the first tiers, part of them for best match or ``--any``."""

    __slots__ = ()


class And(Several):
    """Terms joined by ``AND``: all of them, in every tier."""

    __slots__ = ()


class Or(Several):
    """Terms joined by ``OR``: one suffices."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Not:
    """What must be absent: ``NOT word`` or ``-word``. Its child is never itself a ``Not``."""

    child: Node
    span: Span = field(default=Span(0, 0), compare=False)
