"""The characters that mean something in a query, full-width forms and both languages' punctuation included."""

from typing import Final

DOUBLE_QUOTES: Final = '"＂“”„‟'
"""One family: whichever opens a phrase, any of them closes it, since input methods mix them up."""

OPENING_QUOTES: Final = "“„「『《"
"""Open a phrase wherever they stand. The straight ones open one only where no Latin letter or digit is before them."""

CLOSERS: Final = {**dict.fromkeys(DOUBLE_QUOTES, DOUBLE_QUOTES), "「": "」", "『": "』", "《": "》"}

OPENING_PARENS: Final = "(（"
CLOSING_PARENS: Final = ")）"
MINUSES: Final = "-－"
SLASHES: Final = "/／"
COLONS: Final = ":："
STARS: Final = "*＊"
QUESTION_MARKS: Final = "?？"
TILDES: Final = "~～〜"

SENTENCE_PUNCTUATION: Final = ",;:!?，；：！？。、．､｡…"
STRAY_QUOTES: Final = "'‘’」』》”"
SKIPPED: Final = SENTENCE_PUNCTUATION + STRAY_QUOTES + CLOSING_PARENS + "\ufeff\u200b"
"""Skipped before a term, as white space is."""

TRAILING: Final = SENTENCE_PUNCTUATION + STRAY_QUOTES + TILDES + '"＂.\u200b'
"""Not part of a word that they follow."""

WORD_JOINERS: Final = "-'’_.·"
"""May stand in a word that has wildcards, beside letters, digits and the wildcards themselves."""


def first_of(wanted: str, text: str, start: int = 0, end: int | None = None) -> int:
    """Where the first of the wanted characters stands in a text, or in a part of it; -1 where none does."""
    for at in range(start, len(text) if end is None else end):
        if text[at] in wanted:
            return at
    return -1


def to_ascii(text: str) -> str:
    """Give the full-width forms of ASCII characters in ``text`` as ASCII (Unicode block FF01-FF5E)."""
    return "".join(chr(ord(ch) - 0xFEE0) if "！" <= ch <= "～" else ch for ch in text)
