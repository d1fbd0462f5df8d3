"""Reads one unquoted word of a query: a field, a wildcard, a misspelt word or a plain keyword."""

from corpus.errors import QuerySyntaxError
from corpus.model import Span
from search.query import characters as chars
from search.query.date import DateRange, read_dates
from search.query.field import CHOICES, FIELDS, Field
from search.query.fuzzy import DEFAULT_EDITS, MAX_EDITS, Fuzzy
from search.query.keyword import Keyword
from search.query.wildcard import MAX_STARS, Wildcard

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
    colon = next((i for i in range(start, word_end) if source[i] in chars.COLONS), -1)
    name = chars.to_ascii(source[start:colon]) if colon > start else ""
    if name not in FIELDS:
        if name.lower() in FIELDS and colon + 1 < word_end:
            notes.append(f"{source[start:colon]} at column {start + 1} was read as a word; fields are in lower case")
        return None
    value_start = colon + 1
    opener = source[value_start : value_start + 1]
    if opener and opener in chars.CLOSERS:
        return _quoted_field(name, source, start, value_start)
    if opener and opener in chars.OPENING_PARENS:
        message = f"{name}: takes one word or phrase at column {value_start + 1}; write {name}: before each"
        raise QuerySyntaxError(message, value_start + 1)
    raw = source[value_start:word_end]
    text = raw if name in {"path", "doc"} else raw.rstrip(chars.TRAILING)
    if name == "date" and raw.startswith(f"{text}.."):
        text += ".."
    if not text:
        notes.append(
            f"{name}: at column {start + 1} was read as a word; as a field it has its value right after the colon"
        )
        return None
    end = value_start + len(text)
    return Field(name, _value(name, text, Span(value_start, end), quoted=False), Span(start, end))


def _quoted_field(name: str, source: str, start: int, opening: int) -> Field:
    closers = chars.CLOSERS[source[opening]]
    closing = next((i for i in range(opening + 1, len(source)) if source[i] in closers), -1)
    if closing < 0:
        closer = closers[0] if source[opening] not in "“„‟" else "”"
        raise QuerySyntaxError(
            f"unclosed {source[opening]} at column {opening + 1}; close it with {closer}", opening + 1
        )
    text = source[opening + 1 : closing]
    if not text.strip():
        message = f"{name}: has nothing between its quotation marks at column {opening + 1}; write a value there"
        raise QuerySyntaxError(message, opening + 1)
    span = Span(opening, closing + 1)
    return Field(name, _value(name, text, span, quoted=True), Span(start, closing + 1))


def _value(name: str, text: str, span: Span, *, quoted: bool) -> Keyword | Wildcard | DateRange:
    if name == "date":
        return read_dates(text, span)
    if name in CHOICES:
        choice = chars.to_ascii(text).strip().lower()
        if choice not in CHOICES[name]:
            column = span.start + 1
            message = f"{name}: at column {column} takes {', '.join(CHOICES[name])}, not {text[:20]}"
            raise QuerySyntaxError(message, column)
        return Keyword(choice, span=span)
    if not quoted and name != "doc" and any(ch in text for ch in chars.STARS + chars.QUESTION_MARKS):
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
    word, tilde, digits = text, trailing[:1], ""
    at = next((i for i, ch in enumerate(text) if ch in chars.TILDES), -1)
    if at >= 0:
        word, tilde, digits = text[:at], text[at], chars.to_ascii(text[at + 1 :])
        if not (digits.isascii() and digits.isdigit()):
            return None
    elif not tilde or tilde not in chars.TILDES:
        return None
    letters = [ch for ch in word if ch not in chars.WORD_JOINERS]
    if not letters or not all(_is_alphabetic(ch) for ch in letters):
        return None
    end = start + len(text) + (0 if digits else 1)
    edits = int(digits[:4]) if digits else DEFAULT_EDITS
    if not 1 <= edits <= MAX_EDITS:
        message = f"~{digits[:4]} at column {start + at + 1} is not a number of wrong letters; write ~1 or ~{MAX_EDITS}"
        raise QuerySyntaxError(message, start + at + 1)
    return Fuzzy(word, edits, Span(start, end))


def _canonical_wildcard(text: str, *, sentence: bool) -> str | None:
    """``text`` with its wildcards in ASCII; None where its stars and question marks are not wildcards.

    ``?`` is one only between word characters, and not in prose: not in a term that ended in punctuation (``sentence``)
    nor in one with many Han characters.
    """
    pattern = _ascii_wildcards(text)
    if "*" not in pattern and "?" not in pattern:
        return None
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
    if text.strip("*").count("*") > MAX_STARS:
        column = span.start + 1
        message = f"more than {MAX_STARS} * inside the word at column {column}; leave some out, or quote the word"
        raise QuerySyntaxError(message, column)
    return Wildcard(text, span)


def _ascii_wildcards(text: str) -> str:
    text = "".join("*" if ch in chars.STARS else "?" if ch in chars.QUESTION_MARKS else ch for ch in text)
    while "**" in text:
        text = text.replace("**", "*")
    return text


def _is_alphabetic(ch: str) -> bool:
    """Whether a letter belongs to an alphabet: Latin, Greek, Cyrillic and those near them in Unicode (below U+0590)."""
    return ch.isalpha() and (ch < "\u0590" or "Ａ" <= ch <= "ｚ" or "\u1e00" <= ch < "\u2000")
