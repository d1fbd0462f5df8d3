"""Which language a text is in, and which script: from its letters, with no model and no guess at rarer languages."""

import os
import re
from functools import cache

from corpus.scripts import HAN

_HAN = re.compile(f"[{HAN}]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_OTHER = re.compile("[\u0370-\u1fff\u3041-\u30fa\uac00-\ud7af]+")

_DATA = os.path.join(os.path.dirname(__file__), "data", "scripts.txt")

_SAMPLE = 1 << 16
"""Code points that are looked at; of a longer text as many in pieces from all over it."""

_PIECES = 16

_LETTERS_PER_HAN = 3
"""Latin letters that say as much as one Han character: a translation is about so much longer."""

_MINOR = 0.15
"""A language or script with less than this share is a quotation or a name in a text of the other."""

_STRAY = 0.05
"""Characters of the wrong script that a text has by its author's habits (台, 着, 群), as a share."""


def language_and_script(text: str) -> tuple[str, str]:
    """The language (``zh``, ``en``, ``mul``, ``und``) and script (``hans``, ``hant``, ``latn``, ``mixed``, ``zyyy``).

    ``mul`` and ``mixed`` need a substantial share of both. Simplified and traditional script are told by characters that
    are written in one of them only; Chinese without any counts as simplified, unless nothing in it is Chinese. Kana,
    Hangul and other alphabets than the Latin are ``und``.
    """
    text = _sample(text)
    han = sum(map(len, _HAN.findall(text)))
    latin = sum(map(len, _LATIN.findall(text))) / _LETTERS_PER_HAN if not text.isspace() else 0.0
    other = sum(map(len, _OTHER.findall(text)))
    if other > han + latin:
        return "und", "zyyy"
    if not han + latin:
        return "und", "zyyy"
    share = han / (han + latin)
    if share < _MINOR:
        return "en", "latn"
    script = _chinese_script(text)
    return ("zh", script) if share > 1 - _MINOR else ("mul", "mixed")


def _chinese_script(text: str) -> str:
    simplified_only, traditional_only = script_tables()
    distinct = set(text)
    hans, hant = len(distinct & simplified_only), len(distinct & traditional_only)
    if hans * _MINOR > hant or not hant:
        return "hans"
    return "hant" if hant * _MINOR > hans or not hans else "mixed"


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    step, size = len(text) // _PIECES, _SAMPLE // _PIECES
    return "".join(text[at : at + size] for at in range(0, len(text) - size + 1, step))


@cache
def script_tables() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that are written in simplified script only, and in traditional script only."""
    with open(_DATA, encoding="utf-8", newline="\n") as file:
        simplified, traditional = file.read().split("\n")[:2]
    return frozenset(simplified), frozenset(traditional)
