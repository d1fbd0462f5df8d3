"""Make what a terminal would obey into something a reader can see.

Texts, titles and file names come from anywhere. An escape sequence in one of them could recolour, overwrite or answer
for the reader, so nothing that is not a printed character reaches a terminal as it is.
"""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_SYMBOLS = {code: 0x2400 + code for code in range(0x20)} | {
    ord("\t"): ord(" "),
    0x7F: ord("\N{SYMBOL FOR DELETE}"),
    0x2028: ord("\N{SYMBOL FOR NEWLINE}"),
    0x2029: ord("\N{SYMBOL FOR NEWLINE}"),
}
_C1 = range(0x80, 0xA0)
_DIRECTION = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SURROGATES = range(0xD800, 0xE000)
_NAME_BYTES = range(0xDC80, 0xDD00)

_TEXT = _SYMBOLS | dict.fromkeys((*_C1, *_DIRECTION, *_SURROGATES), ord(REPLACEMENT))
_NAME = {code: shown for code, shown in _TEXT.items() if code not in _NAME_BYTES}


def visible(text: str) -> str:
    """Show control characters as signs, one for one: ESC as ␛, a line break as ␊, a tab as a space.

    C1 controls, overrides of the writing direction and lone surrogates have no sign and become U+FFFD. The length in
    code points stays the same.
    """
    return text.translate(_TEXT)


def visible_name(name: str) -> str:
    """Do as ``visible``, but keep the bytes of a file name that are not UTF-8 (PEP 383), to be written as they were.

    No terminal that reads UTF-8 obeys a lone byte above 0x7F, and the name can be copied and used.
    """
    return name.translate(_NAME)


def one_line(text: str) -> str:
    """Show a title or an author's name on one line: runs of white space become one space, controls become signs."""
    return visible(" ".join(text.split()))
