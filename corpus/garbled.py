"""Telling text from what only has the code points of one: glyphs that a file maps to no character, or to wrong ones."""

import unicodedata

from corpus.encoding import plausibility

_UNMAPPED = 0.3
"""The share of a line's characters that may stand for no character."""

_LEAST = 10
"""Characters beyond ASCII by which a text can be judged."""

_IMPLAUSIBLE = 0.65
"""``corpus.encoding.plausibility`` is 1.0 to 1.4 of Chinese, 0.9 of lists of chemicals, up to 0.6 of wrong glyphs."""


def is_unmapped(text: str) -> bool:
    """Tell whether much of a text is private, unassigned, control or replacement characters."""
    inked = [character for character in text if not character.isspace()]
    lost = sum(
        character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs") for character in inked
    )
    return lost > _UNMAPPED * len(inked)


def is_garbled(text: str) -> bool:
    """Tell whether the Han characters of a text are put together as in no Chinese or Japanese text."""
    from corpus.fold import fold

    han = "".join(character for character in fold(text) if "\u3400" <= character <= "\u9fff")
    kana = sum("\u3041" <= character <= "\u30ff" for character in text)
    return len(han) >= _LEAST and kana * 10 < len(han) and plausibility(han) < _IMPLAUSIBLE
