"""Other wordings of a keyword."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MAX_ALTERNATIVES = 16
"""Wordings of one keyword that are looked up, at the most."""

_HEAD = 2
"""Characters of a word by which it is seen where it may begin: one alone begins many words."""


class Synonyms(NamedTuple):
    """Words and what else they are called, all folded.

    ``longest`` is the length of the longest of them, ``heads`` what they begin with: up to two characters.
    """

    others: Mapping[str, tuple[str, ...]]
    longest: int
    heads: frozenset[str]

    @classmethod
    def known(cls, others: Mapping[str, tuple[str, ...]]) -> Synonyms:
        """Synonyms from words and the others for each."""
        return cls(others, max(map(len, others), default=0), frozenset(word[:_HEAD] for word in others))

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> Synonyms:
        """Synonyms from groups of words for one thing; a word may be in several."""
        others: dict[str, dict[str, None]] = {}
        for group in groups:
            words = tuple(dict.fromkeys(group))
            for word in words:
                others.setdefault(word, {}).update(dict.fromkeys(other for other in words if other != word))
        return cls.known({word: tuple(found) for word, found in others.items()})


def expand(keyword: str, synonyms: Synonyms) -> tuple[str, ...]:
    """The keyword with one of the words in it called by another name, folded; at most MAX_ALTERNATIVES wordings."""
    folded = fold(keyword).strip()
    wordings = (wording for wording in _replaced(folded, synonyms) if wording != folded)
    return tuple(islice(dict.fromkeys(wordings), MAX_ALTERNATIVES))


def _replaced(folded: str, synonyms: Synonyms) -> Iterator[str]:
    """Longest words first; a word within a longer known word is left alone, since it is not what was meant."""
    heads = synonyms.heads
    starts = [at for at in range(len(folded)) if folded[at : at + _HEAD] in heads or folded[at] in heads]
    if not starts:
        return
    covered = bytearray(len(folded))
    for length in range(min(synonyms.longest, len(folded)), 0, -1):
        for start in starts:
            end = start + length
            if end > len(folded):
                break
            others = synonyms.others.get(folded[start:end])
            if others is None or any(covered[start:end]) or _inside_word(folded, start, end):
                continue
            covered[start:end] = b"\x01" * length
            for other in others:
                yield folded[:start] + other + folded[end:]


def _inside_word(folded: str, start: int, end: int) -> bool:
    """Whether a range of ASCII letters is only part of a longer word of them."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    return _alphabetic(before + folded[start], 2) or _alphabetic(folded[end - 1] + after, 2)


def _alphabetic(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isalnum()
