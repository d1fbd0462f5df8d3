r"""Runs a user's regular expression, by RE2: its time is linear in the text whatever is typed.

It runs over the folded text *squeezed*: white space beside a character of an unspaced script taken out, any other made
one space, so that the wraps of a page do not come between. A match is at most ``MAX_MATCH`` characters long. That keeps
it within reach of the passage in which it begins, and makes what is found depend on its neighbourhood only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from corpus.errors import QuerySyntaxError, UsageError
from corpus.messages import Message
from corpus.scripts import LETTER
from search.query.regex_syntax import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MATCH = 200
"""Characters of squeezed text in a match."""

MAX_PROGRAM = 4_000
"""Instructions of RE2's program; a repetition such as ``.{100}`` takes some hundreds."""

_FIRST_WINDOW, _WINDOW = 64, 4_000
"""Characters looked at in one go: few at first, since what is found everywhere is found near by."""


class Place(NamedTuple):
    """Where an expression matches, as half-open range; answers as an ``re.Match`` does."""

    first: int
    last: int

    def start(self) -> int:
        """Where it begins, in code points of the folded text."""
        return self.first

    def end(self) -> int:
        """Where it ends, in code points of the folded text."""
        return self.last


class _Match(Protocol):
    def start(self) -> int: ...
    def end(self) -> int: ...


class _Compiled(Protocol):
    def search(self, text: str, pos: int = ...) -> _Match | None: ...
    def match(self, text: str, pos: int = ..., endpos: int = ...) -> _Match | None: ...


class LinearPattern:
    """A regular expression ready to run over folded text, as an ``re.Pattern`` would; it never matches nothing."""

    def __init__(self, compiled: _Compiled) -> None:
        self._compiled = compiled

    def search(self, folded: str, pos: int = 0) -> Place | None:
        """Give the first match that begins at or after ``pos``."""
        squeezed = squeeze(folded)
        at = squeezed.position(pos)
        text = squeezed.text
        ahead = _FIRST_WINDOW
        while at < len(text):
            context = max(0, at - 1)
            window = text[context : at + ahead + MAX_MATCH]
            found = self._compiled.search(window, at - context)
            if found is None or found.start() + context > at + ahead:
                at += ahead
                ahead = min(4 * ahead, _WINDOW)
                continue
            at = found.start() + context
            end = self._end(text, at)
            if end > at:
                return Place(squeezed.original(at), squeezed.original(end - 1) + 1)
            at += 1
        return None

    def finditer(self, folded: str) -> Iterator[Place]:
        """Give the matches from left to right, not overlapping."""
        found = self.search(folded)
        while found is not None:
            yield found
            found = self.search(folded, found.end())

    def _end(self, text: str, start: int) -> int:
        """Where the match that begins at ``start`` ends; ``start`` where none does within ``MAX_MATCH``."""
        context = max(0, start - 1)
        window = text[context : start + MAX_MATCH + 1]
        found = self._compiled.match(window, start - context, start - context + MAX_MATCH)
        return start if found is None else found.end() + context


def compile_regex(pattern: str, column: int = 1) -> LinearPattern:
    """Make a regular expression ready to run.

    Raises QuerySyntaxError, at ``column`` of the query, where RE2 cannot run it or would need too much for it, and
    UsageError where RE2 is not installed.
    """
    try:
        import re2
    except ImportError:
        raise UsageError("regular expressions need RE2: run pip install google-re2, or search without /…/") from None
    options = re2.Options()
    options.log_errors = False
    try:
        compiled = re2.compile(translate(pattern, column), options)
    except (re2.error, UnicodeEncodeError) as error:
        raise QuerySyntaxError(
            "the regex at column {column} cannot be run: {reason}; mend it or quote it", column, reason=_reason(error)
        ) from None
    if compiled.programsize > MAX_PROGRAM:
        raise QuerySyntaxError("the regex at column {column} is too large; repeat less often in {{}}", column)
    if compiled.fullmatch(""):
        raise QuerySyntaxError(
            "the regex at column {column} can match nothing at all, and would match everywhere; write + in place of *",
            column,
        )
    return LinearPattern(compiled)


def _reason(error: Exception) -> str:
    reason = error.args[0]
    if isinstance(reason, bytes):
        what, colon, where = reason.decode(errors="replace").partition(": ")
        return Message("{what}: {where}", what=Message(what), where=where) if colon else Message(what)
    return Message("it has half of a character (a surrogate)")


class Squeezed(NamedTuple):
    """Squeezed text, and where in it and in the folded text the pieces between white space begin."""

    text: str
    starts: tuple[int, ...]
    originals: tuple[int, ...]

    def original(self, position: int) -> int:
        """Where a code point of the squeezed text stands in the folded text."""
        piece = bisect_right(self.starts, position) - 1
        return self.originals[piece] + position - self.starts[piece]

    def position(self, original: int) -> int:
        """The first code point of the squeezed text that stands at ``original`` of the folded text or after it."""
        piece = bisect_right(self.originals, original) - 1
        if piece < 0:
            return 0
        limit = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        return min(self.starts[piece] + original - self.originals[piece], limit)


@lru_cache(maxsize=1)
def squeeze(folded: str) -> Squeezed:
    """Take out the white space that does not count, and make any other one space; lone surrogates become ``?``."""
    text, starts, originals, at, length = [], [], [], 0, 0
    for space in _spaces().finditer(folded):
        kept = folded[at : space.start()] + (" " if space.lastgroup == "between" else "")
        text.append(kept)
        starts.append(length)
        originals.append(at)
        length += len(kept)
        at = space.end()
    text.append(folded[at:])
    starts.append(length)
    originals.append(at)
    squeezed = "".join(text).encode("utf-8", "replace").decode("utf-8")
    return Squeezed(squeezed, tuple(starts), tuple(originals))


@cache
def _spaces() -> re.Pattern[str]:
    return re.compile(f"(?<={LETTER})\\s+|\\s+(?={LETTER})|(?P<between>\\s+)")
