"""The simplified text, which is segmented into words for ranking.

The same as ``OpenCC("t2s").convert`` of opencc-python-reimplemented, from that package's tables, some fifty times as
fast. It keeps the length of the text. It is not context-free (乾隆 keeps 乾, which alone becomes 干), so it must never
decide what matches: that is the business of ``corpus.fold``.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.package_data import package_folder


@dataclass(frozen=True, slots=True)
class _Tables:
    """``characters`` for ``str.translate``; ``phrases`` by the one character that gives them away, with its place."""

    characters: dict[int, str]
    anchor: re.Pattern[str]
    phrases: dict[str, tuple[tuple[int, str, str], ...]]


def _rows(name: str) -> Iterator[tuple[str, str]]:
    with open(os.path.join(package_folder("opencc"), "dictionary", f"{name}.txt"), encoding="utf-8") as file:
        text = file.read()
    for line in text.splitlines():
        if line.strip():
            key, values = line.split("\t")
            yield key, values.split(" ")[0]


@cache
def _tables() -> _Tables:
    characters = {ord(key): value for key, value in _rows("TSCharacters")}
    phrases: dict[str, list[tuple[int, str, str]]] = {}
    for key, value in _rows("TSPhrases"):
        plain = key.translate(characters)
        at = next((i for i, (a, b) in enumerate(zip(plain, value, strict=True)) if a != b), 0)
        phrases.setdefault(key[at], []).append((at, key, value))
    return _Tables(characters, re.compile(f"[{''.join(phrases)}]"), {k: tuple(v) for k, v in phrases.items()})


def simplified_characters() -> dict[int, str]:
    """What each traditional character becomes where no phrase says otherwise. Treat it as read-only."""
    return _tables().characters


def simplify(text: str) -> str:
    """Convert traditional Chinese to simplified, phrases included. ``len(simplify(text)) == len(text)``."""
    return with_phrases(text, text.translate(simplified_characters()))


def with_phrases(text: str, plain: str) -> str:
    """The simplified text, given the text with its characters converted one by one."""
    tables = _tables()
    found = [
        (-len(key), start, value)
        for match in tables.anchor.finditer(text)
        for at, key, value in tables.phrases[match[0]]
        if text.startswith(key, start := match.start() - at) and start >= 0
    ]
    # The package takes the longest phrase of a stretch first, the leftmost of equals, then goes on left and right of it.
    taken = bytearray(len(text) if found else 0)
    kept: list[tuple[int, str]] = []
    for _, start, value in sorted(found):
        end = start + len(value)
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * len(value)
            kept.append((start, value))
    parts: list[str] = []
    done = 0
    for start, value in sorted(kept):
        parts += plain[done:start], value
        done = start + len(value)
    return "".join((*parts, plain[done:]))
