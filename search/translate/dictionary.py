"""A dictionary in its compiled form: mapped, not read, so that opening it costs less than a millisecond.

The first line is a header in JSON; after it stand three tables (``search.translate.table``): ``han`` from folded headwords
to English, ``latin`` from the stems of an English wording to headwords, and ``parts`` from the stem of one word of a
longer wording to headwords. A value is a line a translation: one character for its share, the wording, and in ``latin``
a tab and the English as printed. Nothing in a damaged file can do worse than give a strange translation.
"""

from __future__ import annotations

import json
import os
from functools import lru_cache, partial
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.errors import LibraryError
from search.translate.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMAT = 5
"""Raise it when a compiled dictionary has to look different: older ones are then compiled anew."""

TABLES = ("han", "latin", "parts")

_REMEMBERED = 1 << 11
"""Entries of each table that are kept as senses, some 2 MB: questions share most of their words."""

_STEPS = 90
_BASE = 32


class Sense(NamedTuple):
    """A translation: ``share`` (above 0, at most 1) tells how much of a word's use it is likely to be, before looking.

    ``source`` is the English whose stems it was found under, as printed and folded; empty where that is the stems.
    """

    wording: str
    share: float
    source: str = ""


class Dictionary:
    """A compiled dictionary, open. ``head`` says what it is: ``name``, ``entries``, ``about``, ``date``, ``licence``."""

    def __init__(self, data: bytes | mmap, path: str = "") -> None:
        self.path = path
        end = data.find(b"\n")
        try:
            self.head: dict[str, Any] = json.loads(data[: max(end, 0)])
            starts = [self.head["tables"][name] for name in TABLES]
            self._longest = int(self.head["longest"])
            sound = self.head["format"] == FORMAT and self.head["length"] == len(data)
            self._tables = {name: Table(data, end + 1 + start) for name, start in zip(TABLES, starts, strict=True)}
        except (ValueError, KeyError, TypeError) as error:
            raise LibraryError("{path}: not a dictionary of yinde's", path=path) from error
        self._senses = {
            name: lru_cache(_REMEMBERED)(partial(_senses_of, table)) for name, table in self._tables.items()
        }
        if not sound:
            raise LibraryError("{path}: cut short, or of another version of yinde", path=path)

    @property
    def is_glossary(self) -> bool:
        """Whether it holds terms that were chosen, whose translations go before those of a dictionary of everything."""
        return bool(self.head.get("glossary"))

    def headwords(self, text: str) -> Iterator[str]:
        """The headwords that a folded text begins with, the longest first."""
        return self._tables["han"].prefixes(text[: self._longest])

    def of_han(self, headword: str) -> tuple[Sense, ...]:
        """The English for a folded headword."""
        return self._senses["han"](headword)

    def of_latin(self, stems: str) -> tuple[Sense, ...]:
        """The folded headwords for an English wording, given by its stems with a space between."""
        return self._senses["latin"](stems)

    def of_part(self, stem: str) -> tuple[Sense, ...]:
        """The folded headwords that have the word in a longer wording; its share is that of the wording it makes up."""
        return self._senses["parts"](stem)

    def continues(self, stems: str) -> bool:
        """Whether an English wording begins with these stems."""
        return self._tables["latin"].has_prefix(stems)


def open_dictionary(path: str) -> Dictionary:
    """Map a compiled dictionary. Raises FileNotFoundError, or LibraryError where it is none of this version."""
    with open(path, "rb") as file:
        if not os.fstat(file.fileno()).st_size:
            raise LibraryError("{path}: empty", path=path)
        return Dictionary(mmap(file.fileno(), 0, access=ACCESS_READ), path)


def encode_senses(senses: Iterable[Sense]) -> str:
    """A value of a table, the likeliest translation first."""
    ordered = sorted(senses, key=lambda sense: (-sense.share, sense.wording))
    return "\n".join(
        f"{chr(_BASE + max(1, round(sense.share * _STEPS)))}{sense.wording}{sense.source and chr(9) + sense.source}"
        for sense in ordered
    )


def _senses_of(table: Table, key: str) -> tuple[Sense, ...]:
    return tuple(_senses(table.get(key) or ""))


def _senses(value: str) -> Iterator[Sense]:
    for line in value.split("\n"):
        if line:
            wording, _, source = line[1:].partition("\t")
            yield Sense(wording, (ord(line[0]) - _BASE) / _STEPS, source)
