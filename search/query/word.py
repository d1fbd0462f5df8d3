"""Reads one unquoted word of a query: a field, a wildcard, a misspelt word or a plain keyword."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import QuerySyntaxError
from corpus.messages import Message
from corpus.model import Span
from search.query import characters as chars
from search.query.field import CHOICES, FIELDS, Field
from search.query.keyword import Keyword

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.query.date import DateRange
    from search.query.fuzzy import Fuzzy
    from search.query.wildcard import Wildcard

_PATH_SIGNS = "/\\"
"""What follows the colon in an address (``date://``) or the path of a file."""

_COLONS = frozenset(chars.COLONS)
_TILDES = frozenset(chars.TILDES)
_WILDCARDS = frozenset(chars.STARS + chars.QUESTION_MARKS)

_PROSE_HAN = 8
"""In an unbroken text of more Han characters than this, a question mark between them is punctuation."""


def read_word(raw: str, start: int) -> Keyword | Wildcard | Fuzzy | None:
    """Read the word ``raw``, which begins at code point ``start`` of the query; None if there is only punctuation."""
    text = raw.rstrip(chars.TRAILING)
    if not _has_content(text):
        return None
    end = start + len(text)
    fuzzy = _read_fuzzy(text, raw[len(text) :], start)
    if fuzzy is not None:
        return fuzzy
    wildcard = _canonical_wildcard(text, sentence=text != raw)
    if wildcard is not None:
        return _wildcard(wildcard, Span(start, end))
    return Keyword(text, span=Span(start, end))


def read_field(source: str, start: int, word_end: int, notes: list[str]) -> Field | None:
    """Read a field that begins at ``start``; None where there is none, so that the text is plain.

    ``word_end`` is where the word ends if it is plain. A value in quotation marks may run beyond it.
    """
    if _COLONS.isdisjoint(source[start:word_end]):
        return None
    colon = chars.first_of(chars.COLONS, source, start, word_end)
    name = chars.to_ascii(source[start:colon]) if colon > start else ""
    if name not in FIELDS:
        if name and colon + 1 < word_end:
            notes += _mistyped(name, source[start:colon], source[colon + 1 : word_end], start + 1)
        return None
    value_start = colon + 1
    opener = source[value_start : value_start + 1]
    if opener and opener in chars.CLOSERS:
        return _quoted_field(name, source, start, value_start)
    if opener and opener in chars.OPENING_PARENS:
        raise QuerySyntaxError(
            "{name}: takes one word or phrase at column {column}; write {name}: before each", value_start + 1, name=name
        )
    raw = source[value_start:word_end]
    text = raw if name in {"path", "doc"} else raw.rstrip(chars.TRAILING)
    if name == "date" and raw.startswith(f"{text}.."):
        text += ".."
    if not text:
        notes.append(
            Message(
                "{name}: at column {column} was read as a word; as a field it has its value right after the colon",
                name=name,
                column=start + 1,
            )
        )
        return None
    end = value_start + len(text)
    return Field(name, _value(name, text, Span(value_start, end), quoted=False), Span(start, end))


def _mistyped(name: str, typed: str, value: str, column: int) -> Iterator[str]:
    """What to say of a word with a colon in it that may have been meant for a field."""
    if name.lower() in FIELDS:
        yield Message(
            "{text} at column {column} was read as a word; fields are in lower case", text=typed, column=column
        )
    elif name.isascii() and name.isalpha() and value[0] not in _PATH_SIGNS and (field := _like(name.lower())):
        yield Message(
            "{text}: at column {column} is no field and was read as a word; did you mean {field}:?",
            text=typed,
            column=column,
            field=field,
        )


def _like(name: str) -> str:
    """The field that a name was meant for: two slips away at most, one where the field's own name is short."""
    if not 3 <= len(name) <= max(map(len, FIELDS)) + 2:
        return ""
    from rapidfuzz.distance import OSA

    distances = {field: OSA.distance(name, field) for field in FIELDS}
    near = [field for field in FIELDS if distances[field] <= (1 if len(field) < 5 else 2)]
    return min(near, key=distances.__getitem__, default="")


def _quoted_field(name: str, source: str, start: int, opening: int) -> Field:
    closers = chars.CLOSERS[source[opening]]
    closing = chars.first_of(closers, source, opening + 1)
    if closing < 0:
        closer = closers[0] if source[opening] not in "“„‟" else "”"
        raise QuerySyntaxError(
            "unclosed {opening} at column {column}; close it with {closer}",
            opening + 1,
            opening=source[opening],
            closer=closer,
        )
    text = source[opening + 1 : closing]
    if not text.strip():
        raise QuerySyntaxError(
            "{name}: has nothing between its quotation marks at column {column}; write a value there",
            opening + 1,
            name=name,
        )
    span = Span(opening, closing + 1)
    return Field(name, _value(name, text, span, quoted=True), Span(start, closing + 1))


def _value(name: str, text: str, span: Span, *, quoted: bool) -> Keyword | Wildcard | DateRange:
    if name == "date":
        from search.query.date import read_dates

        return read_dates(text, span)
    if name in CHOICES:
        choice = chars.to_ascii(text).strip().lower()
        if choice not in CHOICES[name]:
            column = span.start + 1
            raise QuerySyntaxError(
                "{name}: at column {column} takes {known}, not {text}",
                column,
                name=name,
                known=", ".join(CHOICES[name]),
                text=text[:20],
            )
        return Keyword(choice, span=span)
    if not quoted and name != "doc" and not _WILDCARDS.isdisjoint(text):
        return _wildcard(_ascii_wildcards(text), span)
    return Keyword(text, quoted, span)


def _has_content(text: str) -> bool:
    """Whether there is more than punctuation: a letter, a digit, or a symbol outside ASCII such as € or ☂."""
    if any(ch.isalnum() for ch in text):
        return True
    import unicodedata

    return any(not ch.isascii() and unicodedata.category(ch)[0] not in "PZC" for ch in text)


def _read_fuzzy(text: str, trailing: str, start: int) -> Fuzzy | None:
    """Read ``word~`` or ``word~2``; ``trailing`` is what followed ``text`` before it was trimmed."""
    word, tilde, digits, at = text, trailing[:1], "", -1
    if not _TILDES.isdisjoint(text):
        at = chars.first_of(chars.TILDES, text)
        word, tilde, digits = text[:at], text[at], chars.to_ascii(text[at + 1 :])
        if not (digits.isascii() and digits.isdigit()):
            return None
    elif tilde not in _TILDES:
        return None
    from search.query.fuzzy import DEFAULT_EDITS, MAX_EDITS, Fuzzy

    letters = [ch for ch in word if ch not in chars.WORD_JOINERS]
    if not letters or not all(_is_alphabetic(ch) for ch in letters):
        return None
    end = start + len(text) + (0 if digits else 1)
    edits = int(digits[:4]) if digits else DEFAULT_EDITS
    if not 1 <= edits <= MAX_EDITS:
        raise QuerySyntaxError(
            "~{digits} at column {column} is not a number of wrong letters; write ~1 or ~{most}",
            start + at + 1,
            digits=digits[:4],
            most=MAX_EDITS,
        )
    return Fuzzy(word, edits, Span(start, end))


def _canonical_wildcard(text: str, *, sentence: bool) -> str | None:
    """``text`` with its wildcards in ASCII; None where its stars and question marks are not wildcards.

    ``?`` is one only between word characters, and not in prose: not in a term that ended in punctuation (``sentence``)
    nor in one with many Han characters.
    """
    if _WILDCARDS.isdisjoint(text):
        return None
    pattern = _ascii_wildcards(text)
    if not any(ch.isalnum() for ch in pattern):
        return None
    if not all(ch.isalnum() or ch in "*?" or ch in chars.WORD_JOINERS for ch in pattern):
        return None
    if "?" in pattern:
        if sentence or sum(not _is_alphabetic(ch) and ch.isalpha() for ch in pattern) > _PROSE_HAN:
            return None
        if pattern.startswith("?") or not any(ch.isalnum() for ch in pattern[pattern.rindex("?") :]):
            return None
    return pattern


def _wildcard(text: str, span: Span) -> Wildcard:
    from search.query.wildcard import MAX_STARS, Wildcard

    if text.strip("*").count("*") > MAX_STARS:
        raise QuerySyntaxError(
            "more than {most} * inside the word at column {column}; leave some out, or quote the word",
            span.start + 1,
            most=MAX_STARS,
        )
    return Wildcard(text, span)


def _ascii_wildcards(text: str) -> str:
    text = "".join("*" if ch in chars.STARS else "?" if ch in chars.QUESTION_MARKS else ch for ch in text)
    while "**" in text:
        text = text.replace("**", "*")
    return text


def _is_alphabetic(ch: str) -> bool:
    """Whether a letter belongs to an alphabet: Latin, Greek, Cyrillic and those near them in Unicode (below U+0590)."""
    return ch.isalpha() and (ch < "\u0590" or "Ａ" <= ch <= "ｚ" or "\u1e00" <= ch < "\u2000")
