"""How a word with wildcards is found: a regular expression over folded text, and what must stand there.

White space beside a character of an unspaced script does not count, so there may be some between any two pieces of
which one is such a character. A gap never runs over punctuation, nor over the space between two words of an alphabet.
"""

import re

from corpus.fold import fold
from corpus.scripts import LETTER, UNSPACED, WORD_CHARACTER

MAX_RUN = 20
"""The most characters for which a ``*`` between other characters can stand; with few stars, that bounds all work."""

_ANY = f"(?:(?!_)[\\w{UNSPACED}])"
_JOINT = f"(?:(?<={LETTER})\\s*|(?<!{LETTER})(?:\\s+(?={LETTER}))?)"
_HYPHEN = r"(?:\s*-\s*|\s+)"


def expression(text: str) -> str:
    """Give a regular expression for a wildcard's text. It runs over folded text and never matches nothing.

    A word of an alphabet matches as a whole. A ``*`` at an end that touches an unspaced script adds nothing to what is
    found and is left out; any other takes the fewest characters after which the next stretch follows. There is no second
    way to match any text, so the time is linear in it.
    """
    pieces = _pieces(text)
    parts = [f"(?<!{WORD_CHARACTER})"] if _is_alphabetic(pieces, 0) else []
    end = f"(?!{WORD_CHARACTER})" if _is_alphabetic(pieces, len(pieces) - 1) else ""
    at = 0
    for stretch in re.split(r"([*])", pieces):
        last = at + len(stretch) == len(pieces)
        if stretch == "*":
            parts.append(f"{WORD_CHARACTER}*" if last else "")
        elif stretch:
            body = _stretch(pieces, at, at + len(stretch)) + (end if last else "")
            parts.append(_gap(pieces, at, body) + body)
        at += len(stretch)
    return "".join(parts)


def _gap(pieces: str, at: int, following: str) -> str:
    """Match what a ``*`` right before ``at`` stands for: never a place where what follows it would match already."""
    if pieces[at - 1 : at] != "*":
        return ""
    one = WORD_CHARACTER if _is_alphabetic(pieces, at - 1) else _JOINT + _ANY
    return f"(?:(?!{following}){one}){'*' if at == 1 else f'{{0,{MAX_RUN}}}'}"


def _stretch(pieces: str, start: int, end: int) -> str:
    """Match the pieces from ``start`` to ``end``, among which there is no ``*``."""
    parts = []
    for index in range(start, end):
        piece = pieces[index]
        if piece == "-" and 0 < index < len(pieces) - 1:
            parts.append(_HYPHEN)
            continue
        parts.append(_joint(pieces, index))
        if piece == "?":
            parts.append(WORD_CHARACTER if _is_alphabetic(pieces, index) else _ANY)
        else:
            parts.append(re.escape(piece))
    return "".join(parts)


def _pieces(text: str) -> str:
    """Give the folded text, without a ``*`` that begins or ends it beside an unspaced script."""
    folded = fold(text)
    if folded.startswith("*") and not _is_alphabetic(folded, 0):
        folded = folded[1:]
    if folded.endswith("*") and not _is_alphabetic(folded, len(folded) - 1):
        folded = folded[:-1]
    return folded


def _joint(pieces: str, index: int) -> str:
    """Match the white space that may be between a piece and the one before it."""
    if index == 0 or pieces[index - 1] == "-":
        return ""
    before, after = (_is_alphabetic(pieces, i) for i in (index - 1, index))
    if before and after:
        return ""
    unspaced = (not before and pieces[index - 1] not in "*?") or (not after and pieces[index] not in "*?")
    return r"\s*" if unspaced else _JOINT


def _is_alphabetic(pieces: str, index: int) -> bool:
    """Whether a piece is of a word of an alphabet; for a wildcard, whether what it stands between is."""
    if pieces[index] not in "*?":
        return re.match(WORD_CHARACTER, pieces[index]) is not None
    before, after = pieces[:index].rstrip("*?")[-1:], pieces[index:].lstrip("*?")[:1]
    return not re.search(LETTER, before + after)


def required_literals(text: str) -> tuple[str, ...]:
    """Give the folded stretches that every occurrence contains, cut so that their words are whole words of the text.

    ``climat*-change`` has ``change`` but not ``climat``, which may be but the beginning of a word.
    """
    cut = f"(?<=[*?]){WORD_CHARACTER}+|{WORD_CHARACTER}+(?=[*?])"
    stretches = re.split(r"[*?]+", re.sub(cut, "", fold(text)))
    return tuple(stretch for stretch in stretches if re.search(_ANY, stretch))


def max_length(text: str) -> int:
    """Give the greatest number of folded code points of an occurrence, white space and a ``*`` at an end aside."""
    return sum(MAX_RUN if piece == "*" else 1 for piece in _pieces(text))
