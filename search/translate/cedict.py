"""Reads CC-CEDICT: a line is ``傳統 传统 [chuan2 tong3] /tradition/traditional/``.

The format is described at https://cc-cedict.org/wiki/format:syntax. What a line's glosses are good for as translations
is ``search.translate.gloss``'s business.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LINE = re.compile(r"(?P<traditional>\S+) (?P<simplified>\S+) \[(?P<pinyin>[^\]]*)\] /(?P<senses>.*)/\s*")


class Entry(NamedTuple):
    """A headword in both scripts, its reading, and its senses: each the glosses that stand for it, as printed."""

    traditional: str
    simplified: str
    pinyin: str
    senses: tuple[tuple[str, ...], ...]


def read_entries(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of a dictionary; comments and whatever is not an entry are passed over."""
    for line in lines:
        found = None if line.startswith("#") else _LINE.fullmatch(line)
        if found is not None:
            senses = tuple(tuple(sense.split(";")) for sense in found["senses"].split("/"))
            yield Entry(found["traditional"], found["simplified"], found["pinyin"], senses)
