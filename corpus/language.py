"""Which language a text is in, and which script: from its letters, with no model and no guess at rarer languages."""

import os
from functools import cache

# The kind of a letter is told by the byte of UTF-8 that it begins with. No byte within a character is one of these.
_HAN = bytes((*range(0xE4, 0xEA), 0xF0))
_LATIN = bytes((*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC3, 0xCA)))
_OTHER = bytes((*range(0xCD, 0xE3), *range(0xEA, 0xEE)))
_KANA = (b"\xe3\x81", b"\xe3\x82", b"\xe3\x83")
_RADICALS = tuple(bytes((0xE2, second)) for second in range(0xBA, 0xC0))
_COMPATIBILITY = tuple(bytes((0xEF, second)) for second in range(0xA4, 0xAC))
"""How CJK radicals (U+2E80 to U+2FFF), which PDFs have in place of Han characters, and compatibility ideographs begin."""

_DATA = os.path.join(os.path.dirname(__file__), "data", "scripts.txt")

_SAMPLE = 1 << 12
"""Code points that are looked at; of a longer text as many in pieces from all over it."""

_PIECES = 16

_LETTERS_PER_HAN = 3
"""Latin letters that say as much as one Han character: a translation is about so much longer."""

_MINOR = 0.15
"""A language or script with less than this share is a quotation or a name in a text of the other."""


def language_and_script(text: str) -> tuple[str, str]:
    """The language (``zh``, ``en``, ``mul``, ``und``) and script (``hans``, ``hant``, ``latn``, ``mixed``, ``zyyy``).

    ``mul`` and ``mixed`` need a substantial share of both. Simplified and traditional script are told by characters that
    are written in one of them only; Chinese without any counts as simplified. Kana, Hangul and other alphabets than the
    Latin are ``und``.
    """
    text = _sample(text)
    language = _language(text)
    if language == "mul":
        return language, "mixed"
    return language, chinese_script(text) if language == "zh" else "latn" if language == "en" else "zyyy"


def passage_language(text: str, script: str) -> tuple[str, str]:
    """Language and script of a part of a document whose ``script`` is known and, unless ``mixed``, holds for the part."""
    language = _language(text)
    if language == "zh":
        return language, script if script in ("hans", "hant") else chinese_script(text)
    return language, {"en": "latn", "mul": "mixed"}.get(language, "zyyy")


def _language(text: str) -> str:
    data = text.encode("utf-8", "replace")
    han, latin = _count(data, _HAN), _count(data, _LATIN) / _LETTERS_PER_HAN
    radicals = sum(map(data.count, _RADICALS))
    han += radicals + sum(map(data.count, _COMPATIBILITY))
    other = _count(data, _OTHER) - radicals
    if data.count(b"\xe3") > han:  # punctuation of Chinese begins so too, but never outnumbers the characters
        other += sum(map(data.count, _KANA))
    if other >= han + latin:
        return "und"
    share = han / (han + latin)
    return "en" if share < _MINOR else "zh" if share > 1 - _MINOR else "mul"


def _count(data: bytes, wanted: bytes) -> int:
    """How many bytes are among ``wanted``: ``bytes.translate`` deletes them at about a gigabyte a second."""
    return len(data) - len(data.translate(None, wanted))


def chinese_script(text: str) -> str:
    """Tell ``hans``, ``hant`` or ``mixed`` by the different characters of a Chinese text."""
    simplified_only, traditional_only = script_tables()
    distinct = set(text)
    hans, hant = len(distinct & simplified_only), len(distinct & traditional_only)
    if hant <= hans * _MINOR:
        return "hans"
    return "hant" if hans <= hant * _MINOR else "mixed"


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
