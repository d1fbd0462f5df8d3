"""Text that was decoded wrongly before it was saved: ``ç¢³ä¸å’Œ`` and ``锟斤拷`` are valid UTF-8."""

import re

_UTF8_AS_GBK = re.compile("[锛銆鈥鐨鏄鍦][^\x00-\x7f]*[锛銆鈥鐨鏄鍦]")
"""What ，。、“的是在 become when their UTF-8 is read as GBK; none of these is a common character."""

_LOST = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯")
"""U+FFFD, and what it becomes when its UTF-8 is read as GBK; memory that was never written to, read as GBK."""


def mojibake_lines(text: str) -> list[int]:
    """The lines of a text, counted from 1, on which there is mojibake. Western kinds are told by ftfy's heuristic."""
    from ftfy.badness import badness

    return [
        number
        for number, line in enumerate(text.split("\n"), 1)
        if not line.isascii() and (_LOST.search(line) or _UTF8_AS_GBK.search(line) or badness(line) > 1)
    ]
