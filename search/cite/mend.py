"""Punctuation where citeproc-py leaves it and a printer would not."""

import re

_TAGS = r"((?:</[a-z]+>)*)"
_AFTER_MARK = re.compile(rf"([?!？！。…]){_TAGS}([”’]?){_TAGS}\.(?=\s|<|$)")
_OUTSIDE = re.compile(rf"([”’]+){_TAGS}([.,])(?![.,])")
_DOUBLED = re.compile(rf"([.,;]){_TAGS}\1(?!\1)")
_RANGE = re.compile(r"(?<=\d)–(?=\d)")


def mend(text: str, *, punctuation_inside: bool, hyphen_ranges: bool) -> str:
    """Text of a reference with its punctuation put right.

    A full stop after ``?``, ``!`` or a Chinese full stop goes; a stop or comma goes inside the closing quotation mark
    where the locale has it so (``punctuation-in-quote``); what stands twice stands once; number ranges take the hyphen
    where the style's ``page-range-delimiter`` is one.
    """
    mended = _AFTER_MARK.sub(r"\1\2\3\4", text)
    if punctuation_inside:
        mended = _OUTSIDE.sub(r"\3\1\2", mended)
    mended = _DOUBLED.sub(r"\1\2", mended)
    return _RANGE.sub("-", mended) if hyphen_ranges else mended
