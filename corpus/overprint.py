"""Text that was printed twice over, to look bold, and comes out of a PDF with every run of glyphs doubled.

``解振華與克里解振華與克里1515日至日至`` is read as ``解振華與克里15日至``. The second of two runs is replaced, character by
character, by a word joiner (U+2060): it is invisible, matching ignores it, ``corpus.reflow.unwrap`` leaves it out, and every
offset into the text remains what it is in the file.
"""

import re
from dataclasses import dataclass

from corpus.messages import Message
from corpus.reflow import DROPPED

_LONGEST_RUN = 40
_CANDIDATE = re.compile(rf"^[^\S\n]*(\S[^\n]{{0,{_LONGEST_RUN - 1}}}?)\1[^\n]*$", re.MULTILINE)
"""A line that begins with a run and the same run again."""

_LONGEST_LINE = 200
_LEAST_LINE = 12
"""Characters but for white space that a line has at least: ``人民万岁人民万岁`` may be meant."""

_REPEATED = re.compile(r"(.+?)\1{2,}")
"""The same again and again is what somebody wrote: overprint doubles one run, then another."""

_LEAST_RUN = 4
"""One run is at least so long, and there are at least two: what is only said twice is one run."""


@dataclass(frozen=True, slots=True)
class ReadOnce:
    """A text as long as the one it was made from, and how many of its lines were printed twice over."""

    text: str
    lines: int

    @property
    def repairs(self) -> tuple[str, ...]:
        """What was mended, in words."""
        if not self.lines:
            return ()
        return (
            Message.counting(
                "{number} line printed twice over, read once",
                "{number} lines printed twice over, read once",
                self.lines,
            ),
        )


def read_once(text: str) -> ReadOnce:
    """Blank the second copy in every line that consists of doubled runs from end to end. Linear but for such lines."""
    pieces, lines = mended_pieces(text)
    return ReadOnce("".join(pieces), lines)


def mended_pieces(text: str) -> tuple[list[str], int]:
    """The pieces of the text of ``read_once``, and its lines: who has a large one can let go of it before joining them."""
    pieces: list[str] = []
    at = lines = 0
    for candidate in _CANDIDATE.finditer(text):
        mended = _mended(candidate[0]) if len(candidate[0]) <= _LONGEST_LINE else None
        if mended is not None:
            pieces += [text[at : candidate.start()], mended]
            at = candidate.end()
            lines += 1
    return [*pieces, text[at:]] if pieces else [text], lines


def _mended(line: str) -> str | None:
    """The line with each second run blanked; None where it is not doubled from end to end."""
    places = [i for i, character in enumerate(line) if not character.isspace()]
    inked = "".join(line[i] for i in places)
    if len(inked) < _LEAST_LINE or len(inked) % 2 or _REPEATED.fullmatch(inked):
        return None
    runs = _doubled_runs(inked)
    if runs is None or len(runs) < 2 or not any(_is_phrase(inked[start : start + size]) for start, size in runs):
        return None
    mended = list(line)
    for start, size in runs:
        for i in range(start + size, start + 2 * size):
            mended[places[i]] = DROPPED
    return "".join(mended)


def _is_phrase(run: str) -> bool:
    return len(run) >= _LEAST_RUN and len(set(run)) > 2


def _doubled_runs(inked: str) -> list[tuple[int, int]] | None:
    """Take a line apart into runs that are each there twice: where they begin and how long one copy is; or None.

    Found from the end: ``best[i]`` is the longest run with which the rest from ``i`` can be taken apart, 0 for none.
    """
    size = len(inked)
    best = [0] * (size + 1)
    for i in range(size - 2, -1, -1):
        for length in range(min((size - i) // 2, _LONGEST_RUN), 0, -1):
            following = i + 2 * length
            if (following == size or best[following]) and inked[i : i + length] == inked[i + length : following]:
                best[i] = length
                break
    if not best[0]:
        return None
    runs = []
    at = 0
    while at < size:
        runs.append((at, best[at]))
        at += 2 * best[at]
    return runs
