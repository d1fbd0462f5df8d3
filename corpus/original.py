"""Letters of unspaced scripts as a pattern for original text, to look into many texts without folding each."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from corpus.fold import fold_table


class OriginalPattern(NamedTuple):
    """A pattern that matches wherever the letters may stand; where it is ``certain``, wherever it matches they do."""

    pattern: re.Pattern[str]
    certain: bool


@lru_cache(maxsize=64)
def original_pattern(letters: str) -> OriginalPattern:
    """The pattern for folded letters.

    Folding takes one character at a time. So what stands for a letter is the characters that fold to it, and between two
    letters stands what gives nothing or white space. Letters that come out of ligatures too may stand wherever one is.
    """
    originals, gap, ligatures = _unfolded()
    expression = f"[\\s{gap}]*".join(f"[{re.escape(letter + originals.get(letter, ''))}]" for letter in letters)
    found = sorted({ligature for letter in letters for ligature in ligatures.get(letter, "")})
    if found:
        expression += f"|[{re.escape(''.join(found))}]"
    return OriginalPattern(re.compile(expression), not found)


@cache
def _unfolded() -> tuple[dict[str, str], str, dict[str, str]]:
    """What folds to each character, beside itself; what gives nothing, inside a class; the ligatures that give a letter."""
    originals: dict[str, str] = {}
    ligatures: dict[str, str] = {}
    nothing: list[int] = []
    for code, value in fold_table().items():
        folded = chr(value) if isinstance(value, int) else value or ""
        if not folded.strip():
            nothing.append(code)
        elif len(folded) > 1:
            for letter in folded:
                ligatures[letter] = ligatures.get(letter, "") + chr(code)
        else:
            originals[folded] = originals.get(folded, "") + chr(code)
    return originals, _ranges(sorted(nothing)), ligatures


def _ranges(codes: list[int]) -> str:
    """Ascending code points as the inside of a character class."""
    rows = groupby(enumerate(codes), lambda pair: pair[1] - pair[0])
    ends = [[code for _, code in row] for _, row in rows]
    return "".join(f"{re.escape(chr(row[0]))}-{re.escape(chr(row[-1]))}" for row in ends)
