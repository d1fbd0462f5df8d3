"""A large document in pieces, so that what is made of it is never in memory all at once."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.fold import fold
from indexer.terms import WORD_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.model import Document, Passage

LARGE = 4 << 20
"""Code points of a document that is taken in pieces; files of so many bytes or more are looked at one by one."""
PIECE = 1 << 19
"""Code points of a piece: enough for arrays to pay."""

Share = tuple["Passage", str]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some passages of a document, with all that is needed to analyse them by themselves.

    ``tiles`` are the passages' shares of the text (``indexer.batch``). ``before`` is the last folded code point in front of
    them, ``after`` the tiles that follow, as far as a gram can reach. ``document`` is without its text; ``resumes`` says
    that pieces of it came before. In its last piece ``passages_in_all`` and ``characters`` are the document's, else 0.
    """

    document: Document
    passages: tuple[Passage, ...]
    tiles: tuple[str, ...]
    before: str
    after: tuple[str, ...]
    resumes: bool
    passages_in_all: int = 0
    characters: int = 0

    @property
    def is_last(self) -> bool:
        """Whether the document ends with it."""
        return self.passages_in_all > 0


def pieces(document: Document, passages: Iterable[Passage], size: int) -> Iterator[Piece]:
    """The pieces of a document, each of ``size`` code points or the least more; none where it has no passages."""
    shares = _shares(document.text, passages)
    bare, light = replace(document, text=""), replace(document, text="", lines=None)
    coming: deque[Share] = deque()
    before, total = "", 0
    while taken := list(_taken(coming, shares, size)):
        reach = sum(_solid(tile) for _, tile in coming)
        while reach < WORD_LIMIT and (share := next(shares, None)) is not None:
            coming.append(share)
            reach += _solid(share[1])
        tiles = tuple(tile for _, tile in taken)
        piece = Piece(light, tuple(passage for passage, _ in taken), tiles, before, _texts(coming), total > 0)
        total += len(taken)
        yield piece if coming else replace(piece, document=bare, passages_in_all=total, characters=len(document.text))
        before = next((folded[-1] for tile in reversed(tiles) if (folded := fold(tile))), before)


def _taken(coming: deque[Share], shares: Iterator[Share], size: int) -> Iterator[Share]:
    while size > 0:
        share = coming.popleft() if coming else next(shares, None)
        if share is None:
            return
        yield share
        size -= len(share[1])


def _texts(shares: Iterable[Share]) -> tuple[str, ...]:
    return tuple(tile for _, tile in shares)


def _shares(text: str, passages: Iterable[Passage]) -> Iterator[Share]:
    """Each passage with its tile."""
    start = 0
    waiting: Passage | None = None
    for passage in passages:
        if waiting is not None:
            end = passage.locator.span.start
            yield waiting, text[start:end]
            start = end
        waiting = passage
    if waiting is not None:
        yield waiting, text[start:]


def _solid(tile: str) -> int:
    """How many folded code points other than white space a tile has."""
    return sum(map(len, fold(tile).split()))
