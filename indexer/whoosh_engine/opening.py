"""The passages of a segment over whose end a row of letters or a word runs on into the next. There are few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indexer.keys import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator


class Opening:
    """Those of a segment, by their flags; found once, when a phrase is first looked for that may run over an end."""

    __slots__ = ("_after", "array", "passages")

    def __init__(self, flags: bytes) -> None:
        """``flags`` has a byte of flags for each passage."""
        raised = flags.translate(bytes(octet & OPEN for octet in range(256)))
        self.passages = frozenset(_places(raised, OPEN))
        self._after: dict[int, frozenset[int]] = {}
        self.array: Any = None
        """What ``candidates_arrays`` made of it."""

    def after(self, reach: int) -> frozenset[int]:
        """The passages that stand ``1`` to ``reach`` after one of them."""
        if reach not in self._after:
            on = range(1, reach + 1)
            self._after[reach] = frozenset(number + step for number in self.passages for step in on)
        return self._after[reach]


def _places(data: bytes, octet: int) -> Iterator[int]:
    """Where an octet stands, ascending."""
    at = data.find(octet)
    while at >= 0:
        yield at
        at = data.find(octet, at + 1)
