"""Terms close to one another: ``carbon NEAR/5 price``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.model import Span

if TYPE_CHECKING:
    from search.query.syntax import Node

DEFAULT_DISTANCE = 10
MAX_DISTANCE = 1000


@dataclass(frozen=True, slots=True)
class Near:
    """Both sides, in either order, with at most ``distance`` characters of Han or words of an alphabet between them.

    A side is a ``Keyword``, ``Wildcard`` or ``Fuzzy``, or an ``Or`` of these.
    """

    left: Node
    right: Node
    distance: int = DEFAULT_DISTANCE
    span: Span = field(default=Span(0, 0), compare=False)
