"""A user's own words, in the format of jieba's user dictionaries: ``word [frequency] [tag]``, one a line, UTF-8.

The words are taken to simplified characters, since that is what is segmented. Tags say nothing to a search engine and
are not kept. Words with characters other than Han are allowed, as jieba allows them, but only Han runs are segmented.
"""

import re
from dataclasses import dataclass

from corpus.errors import YindeError
from corpus.messages import Message

_LINE = re.compile(r"(?P<word>\S+)(?:[ \t]+(?P<frequency>[0-9]{1,9}))?(?:[ \t]+[A-Za-z][A-Za-z0-9]*)?")


class UserDictionaryError(YindeError):
    """A user dictionary cannot be read, or one of its lines cannot be understood."""


@dataclass(frozen=True, slots=True)
class UserWord:
    """A word that must be cut out whole. ``frequency`` None: high enough that it is."""

    text: str
    frequency: int | None = None


def parse_words(data: bytes, source: str) -> tuple[UserWord, ...]:
    """Read a user dictionary. ``source`` names it in errors; raises UserDictionaryError with the line's number."""
    from corpus.simplify import simplify

    words = []
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        where = Message("{source}, line {line}", source=source, line=number)
        try:
            line = raw.decode("utf-8").strip()
        except UnicodeDecodeError as error:
            raise UserDictionaryError("{where}: not UTF-8; save the dictionary as UTF-8", where=where) from error
        if not line:
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise UserDictionaryError("{where}: cannot be understood; write: word [frequency] [tag]", where=where)
        frequency = None if match["frequency"] is None else int(match["frequency"])
        if frequency == 0:
            raise UserDictionaryError(
                "{where}: frequency 0 would take a word out, which yinde does not do; leave it out", where=where
            )
        words.append(UserWord(simplify(match["word"]), frequency))
    return tuple(words)


def read_words(path: str) -> tuple[UserWord, ...]:
    """Read a user dictionary from a file. Raises UserDictionaryError."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise UserDictionaryError(
            "user dictionary {path}: {reason}; give the path of a text file", path=path, reason=error
        ) from error
    return parse_words(data, path)


def digest(words: tuple[UserWord, ...]) -> str:
    """A short name for these words in this order, the same for files that differ only in spacing and tags."""
    import hashlib

    listing = "\n".join(f"{word.text} {word.frequency or ''}" for word in words)
    return hashlib.sha256(listing.encode("utf-8", "surrogatepass")).hexdigest()[:16]
