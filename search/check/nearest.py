"""The stretch of a text that is closest to a pattern, by edit distance.

Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming", JACM 46 (1999), with
Python's integers as bit vectors of any length.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Nearest:
    """``text[start:end]`` has edit distance ``distance`` from the pattern, and nothing in the text has a smaller one."""

    start: int
    end: int
    distance: int


def nearest(pattern: str, text: str) -> Nearest:
    """Find the closest stretch, the first of several places.

    Where a stretch and a longer one are equally close, the letters at its ends are taken for changed rather than for left
    out: 抵消 is closest to 抵銷, not to 抵.
    """
    if not pattern:
        return Nearest(0, 0, 0)
    end, distance = _best_end(pattern, text, anchored=False)
    back = text[max(0, end - len(pattern) - distance) : end][::-1]
    length, _ = _best_end(pattern[::-1], back, anchored=True)
    return Nearest(end - length, end, distance)


def _best_end(pattern: str, text: str, *, anchored: bool) -> tuple[int, int]:
    """Where the closest match ends, and its distance; if ``anchored`` it has to begin where the text does."""
    masks: dict[str, int] = {}
    for i, char in enumerate(pattern):
        masks[char] = masks.get(char, 0) | 1 << i
    full = (1 << len(pattern)) - 1
    last = 1 << len(pattern) - 1
    positive, negative = full, 0
    score = len(pattern)
    best, best_end, tied = score, 0, True
    for j, char in enumerate(text, 1):
        match = masks.get(char, 0)
        diagonal = (((match & positive) + positive) ^ positive) | match | negative
        rise = negative | ~(diagonal | positive) & full
        fall = positive & diagonal
        score += bool(rise & last) - bool(fall & last)
        rise = (rise << 1 | anchored) & full
        fall = (fall << 1) & full
        positive = fall | ~(diagonal | rise) & full
        negative = rise & diagonal
        tied = score < best or (tied and score == best)
        if tied and (score < best or char.isalnum()):
            best, best_end = score, j
    return best_end, best
