r"""Reads a regular expression of RE2's syntax, far enough to fold it and to know what must stand where it matches.

The text that it runs over is folded and squeezed (see ``regex_engine``). So its literals are folded as well, and white
space beside a character of an unspaced script, which is not there any more, is left out. RE2 takes ``\w``, ``\d`` and
``\s`` for ASCII alone; they are given their Unicode meaning.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from corpus.errors import QuerySyntaxError
from corpus.fold import fold
from corpus.scripts import LETTER, WORD_CHARACTER

Kind: TypeAlias = Literal["literal", "set", "boundary", "open", "close", "or", "repeat"]

_WORD: Final = (
    r"0-9A-Za-z_\x{c0}-\x{1fff}\x{2c00}-\x{2dff}\x{2e80}-\x{2fff}\x{3005}-\x{3007}\x{3021}-\x{3029}\x{3031}-\x{318f}"
    r"\x{31a0}-\x{31ff}\x{3400}-\x{4dbf}\x{4e00}-\x{d7ff}\x{e000}-\x{fdff}\x{fe70}-\x{fefe}\x{10000}-\x{1cfff}"
    r"\x{1e000}-\x{1efff}\x{20000}-\x{10fffd}"
)
"""Letters, digits and the underscore, by block: ``\\pL`` is exact, but makes a program 150 times the size."""

_CLASSES: Final = {
    "w": _WORD,
    "d": "0-9",
    "s": r"\s\x{85}\x{a0}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}",
}
_CONTROLS: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_TOKEN: Final = re.compile(
    r"(?P<repeat>(?:[*+?]|\{\d+(?:,\d*)?\})[?]?)"
    r"|(?P<set>\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\.|\\[pP](?:\{\^?\w+\}|\w)|\\[wWdDsS]|\(\?[a-zA-Z-]+\))"
    r"|(?P<boundary>\\[bB])"
    r"|(?P<open>\((?:\?(?:P?<\w+>|[a-zA-Z]*(?:-[a-zA-Z]+)?:))?)"
    r"|(?P<close>\))|(?P<or>\|)"
    r"|(?P<anchor>[$^]|\\[Az])"
    r"|(?P<hex>\\(?:x\{[0-9A-Fa-f]{1,6}\}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}))"
    r"|(?P<escape>\\.)|(?P<literal>[^\\])",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a regular expression: a literal's folded text, or RE2's source of anything else."""

    kind: Kind
    text: str


def pieces(pattern: str, column: int = 1) -> tuple[Piece, ...]:
    """Cut a regular expression. Raises QuerySyntaxError, at ``column``, for what has no meaning within a passage."""
    found: list[Piece] = []
    at = 0
    while at < len(pattern):
        match = _TOKEN.match(pattern, at)
        if match is None:
            raise QuerySyntaxError(
                "the regex at column {column} ends in a single \\; write \\\\ for a backslash", column
            )
        found.append(_piece(match, column))
        at = match.end()
    return tuple(piece for index, piece in enumerate(found) if not _is_optional_space(found, index))


def translate(pattern: str, column: int = 1) -> str:
    """Give the expression for RE2. Raises QuerySyntaxError as ``pieces`` does."""
    source = ""
    for piece in pieces(pattern, column):
        if piece.kind != "literal":
            source += piece.text
        elif len(piece.text) == 1:
            source += _escaped(piece.text)
        else:
            source += f"(?:{''.join(map(_escaped, piece.text))})"
    return source


def required_literals(pattern: str) -> tuple[tuple[str, ...], ...]:
    r"""Give, for each alternative at the top of a regular expression, folded stretches that each of its matches contains.

    Words of an alphabet at either end of a stretch are left out, unless a ``\b`` says that they end there: they may go
    on in the text. An alternative without any stretch is an empty tuple: nothing is known of where it matches.
    """
    levels: list[_Level] = [_Level()]
    cut = pieces(pattern)
    for piece, following in zip(cut, (*cut[1:], None), strict=True):
        repeat = following.text if following is not None and following.kind == "repeat" else ""
        level = levels[-1]
        if piece.kind == "open":
            levels.append(_Level())
        elif piece.kind == "close" and len(levels) > 1:
            inner = levels.pop()
            levels[-1].add_group(inner, repeat)
        elif piece.kind == "or":
            level.next_alternative()
        elif piece.kind == "literal":
            level.add_literal(piece.text, repeat)
        elif piece.kind == "boundary":
            level.run += _BOUNDARY if piece.text == r"\b" and not _may_be_absent(repeat) else ""
        elif piece.kind != "repeat":
            level.end_run()
    levels[0].next_alternative()
    return tuple(levels[0].alternatives)


_BOUNDARY: Final = "\0"


class _Level:
    """What is known of a group that is being read: its finished alternatives, and the one at hand."""

    def __init__(self) -> None:
        self.alternatives: list[tuple[str, ...]] = []
        self.stretches: list[str] = []
        self.run = ""

    def add_literal(self, text: str, repeat: str) -> None:
        if _may_be_absent(repeat):
            self.end_run()
            return
        self.run += text
        if repeat:
            self.end_run()

    def add_group(self, inner: "_Level", repeat: str) -> None:
        self.end_run()
        inner.next_alternative()
        if len(inner.alternatives) == 1 and not _may_be_absent(repeat):
            self.stretches.extend(inner.alternatives[0])

    def next_alternative(self) -> None:
        self.end_run()
        self.alternatives.append(tuple(self.stretches))
        self.stretches = []

    def end_run(self) -> None:
        whole = re.sub(f"^{WORD_CHARACTER}+|{WORD_CHARACTER}+$", "", self.run).replace(_BOUNDARY, "").strip()
        if re.search(f"{LETTER}|{WORD_CHARACTER}", whole):
            self.stretches.append(whole)
        self.run = ""


def _piece(match: re.Match[str], column: int) -> Piece:
    kind, text = match.lastgroup, match[0]
    if kind == "literal":
        return Piece("literal", fold(text))
    if kind == "hex":
        code = int(text[2:].strip("{}"), 16)
        if code > 0x10FFFF or 0xD800 <= code < 0xE000:
            raise QuerySyntaxError("{text} in the regex at column {column} is not a character", column, text=text)
        return Piece("literal", fold(chr(code)))
    if kind == "escape":
        return _escape(text, column)
    if kind == "anchor":
        if text in "^$":
            raise QuerySyntaxError(
                "{text} in the regex at column {column}: a passage has no lines; "
                "leave it out, or write \\{text} for the sign",
                column,
                text=text,
            )
        raise QuerySyntaxError(
            "{text} in the regex at column {column}: a passage has no ends to hold on to; leave it out",
            column,
            text=text,
        )
    if kind == "set":
        return Piece("set", _set(text, column))
    if kind in {"boundary", "open", "close", "or", "repeat"}:
        return Piece(kind, text)  # type: ignore[arg-type]
    raise AssertionError(kind)


def _escape(text: str, column: int) -> Piece:
    ch = text[1]
    if ch in _CONTROLS:
        return Piece("literal", _CONTROLS[ch])
    if ch.isalnum() and ch.isascii():
        raise QuerySyntaxError(
            "{text} in the regex at column {column} is not known; see the query language", column, text=text
        )
    return Piece("literal", fold(ch))


def _set(text: str, column: int) -> str:
    """Fold a class of characters: each character by itself, the ends of a range only where both are ASCII letters."""
    if text[0] == "\\":
        name = text[1].lower()
        if name == "p":
            return text
        return f"[{'^' if text[1].isupper() else ''}{_CLASSES[name]}]"
    if text[0] in ".(":
        return text
    body = re.sub(r"\\u([0-9A-Fa-f]{4})", r"\\x{\1}", text)
    parts = re.split(r"(\\[pP](?:\{\^?\w+\}|\w)|\\x\{?[0-9A-Fa-f]+\}?|\\.|\[:\^?\w+:\]|[^\\]-[^\\\]])", body)
    return "".join(_set_part(part, column) for part in parts)


def _set_part(part: str, column: int) -> str:
    if len(part) == len(r"\w") and part[0] == "\\":
        name = part[1]
        if name in _CLASSES:
            return _CLASSES[name]
        if name == "W":
            raise QuerySyntaxError(
                "\\W inside [] in the regex at column {column}; write it outside, as in (?:\\W|x)", column
            )
        return part
    if part[:1] == "\\" or re.fullmatch(r"\[:\^?\w+:\]", part):
        return part
    if re.fullmatch("[A-Z]-[A-Z]", part):
        return part.lower()
    if len(part) == len("a-z") and part[1] == "-":
        return part
    return "".join(folded if len(folded := fold(ch)) == 1 else ch for ch in part)


def _is_optional_space(found: list[Piece], index: int) -> bool:
    """Whether a piece is white space that squeezed text does not have: beside an unspaced script, and not repeated."""
    piece = found[index]
    if piece.kind != "literal" or not piece.text.isspace():
        return False
    beside = [found[i].text for i in (index - 1, index + 1) if 0 <= i < len(found) and found[i].kind == "literal"]
    return any(re.search(LETTER, text) for text in beside)


def _may_be_absent(repeat: str) -> bool:
    return repeat[:1] in {"*", "?"} or re.match(r"\{0+[,}]", repeat) is not None


def _escaped(ch: str) -> str:
    return re.escape(ch) if ch.isascii() else ch
