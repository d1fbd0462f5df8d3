"""Text without the white space that does not count, and the way back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.fold import fold_aligned
from corpus.model import Span
from corpus.scripts import WORD_CHARACTER

_SPACE = re.compile(rf"(?P<gap>(?<={WORD_CHARACTER})\s+(?={WORD_CHARACTER}))|\s+")
QUOTATION_MARKS = "\"'“”‘’「」『』﹁﹂﹃﹄«»‹›〝〞＂＇"
"""Marks that change with the text around them (“‘…’” inside of 「『…』」), so one is as good as another."""

_UNIFIED = str.maketrans(dict.fromkeys(QUOTATION_MARKS, '"'))


@dataclass(frozen=True, slots=True)
class Squeezed:
    """``text`` has one space between words of an alphabet and none elsewhere; ``offsets[i]`` is where ``text[i]`` stood."""

    text: str
    offsets: Sequence[int]


def squeeze(text: str) -> Squeezed:
    """Take out the white space that matching passes over."""
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for space in _SPACE.finditer(text):
        pieces.append(text[at : space.start()])
        offsets.extend(range(at, space.start()))
        if space["gap"]:
            pieces.append(" ")
            offsets.append(space.start())
        at = space.end()
    pieces.append(text[at:])
    offsets.extend(range(at, len(text)))
    return Squeezed("".join(pieces), offsets)


@dataclass(frozen=True, slots=True)
class Comparable:
    """Squeezed and folded text: ``folded`` for comparing; ``span`` leads back to the text that was given."""

    folded: str
    squeezed: Squeezed
    original: str

    def span(self, start: int, end: int) -> Span:
        """The stretch of the given text behind the folded range ``start`` to ``end`` (``start < end``)."""
        _, alignment = fold_aligned(self.squeezed.text)
        inner = alignment.span(start, end)
        return Span(self.squeezed.offsets[inner.start], self.squeezed.offsets[inner.end - 1] + 1)


def comparable(text: str) -> Comparable:
    """Text made ready for comparing: script, width, case, accents, white space and kind of quotation mark do not count."""
    squeezed = squeeze(text)
    folded, _ = fold_aligned(squeezed.text)
    return Comparable(folded.translate(_UNIFIED), squeezed, text)
