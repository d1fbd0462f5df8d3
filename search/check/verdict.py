"""From a quotation to its verdict."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from corpus.fold import fold
from corpus.record.citekey import citekey
from search.check.compare import compare, compare_scripts, is_other_script
from search.check.finder import Finder
from search.check.model import Checked, Place, Verdict
from search.check.place import place_of
from search.check.squeeze import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.engine import Reader
    from search.check.finder import Found
    from search.check.model import Quoted

LIKE_ENOUGH = 0.7
"""A passage less like a quotation than this is taken for another one. Of 201 sentences of news and speeches looked up in
147 MB of law, the best came to 0.44, nineteen in twenty to no more than 0.30."""

_ELLIPSIS = re.compile(r"\s*[\[(（［]?\s*(?:…+|⋯+|\.(?:\s?\.){2,}|。{3,}|·{3,})\s*[\])）］]?\s*")
_INSERTED = re.compile(r"[\[［][^\[\]［］]{2,}[\]］]")
_BRACKETED_LETTER = re.compile(r"[\[［](\w?)[\]］]")
_EDGE = " \t\r\n，。；：、,.;:—–-"
"""Punctuation at the ends of a quotation belongs to the sentence around it as often as to the source."""


def check(quoted: Quoted, reader: Reader, own: range = range(0)) -> Checked:
    """Look a quotation up. ``own`` are the numbers of the draft's own passages, where it lies in the library itself."""
    return _Check(quoted, reader, own).verdict()


class _Check:
    """One quotation on its way to a verdict."""

    def __init__(self, quoted: Quoted, reader: Reader, own: range) -> None:
        self._quoted = quoted
        self._reader = reader
        self._finder = Finder(reader, own)

    def verdict(self) -> Checked:
        whole = _trimmed(_BRACKETED_LETTER.sub(r"\1", self._quoted.text))
        parts = [part for part in map(_trimmed, _ELLIPSIS.split(_INSERTED.sub(" … ", whole))) if fold(part).strip()]
        for words in dict.fromkeys([whole, *(parts if len(parts) == 1 else [])]):
            found = self._finder.occurrences(words) if words else []
            if found:
                return self._literal(words, [[one] for one in found], Verdict.FOUND)
        if len(parts) > 1:
            rows = self._finder.in_order(parts)
            return self._literal("".join(parts), rows, Verdict.CUT) if rows else self._altered_cut(parts)
        return self._altered(parts[0] if parts else whole)

    def _literal(self, words: str, rows: Sequence[Sequence[Found]], verdict: Verdict) -> Checked:
        """The verdict on words that stand in the library but for script: by how, and in how many documents."""
        printed = ["".join(map(self._finder.printed, row)) for row in rows]
        scripts = [is_other_script(text, words) for text in printed]
        best = next(script for script in (False, True, None) if script in scripts)
        chosen = [i for i, script in enumerate(scripts) if script is best]
        places = _one_a_document(place_of(self._reader, rows[i], printed[i]) for i in chosen)
        places = _pointed_at(self._quoted, places)
        if len(places) > 1 and best is not None:
            return Checked(self._quoted, Verdict.AMBIGUOUS, places)
        if best is False:
            return Checked(self._quoted, verdict, places)
        segments = compare_scripts(places[0].printed, words)
        return Checked(self._quoted, Verdict.OTHER_SCRIPT if best else Verdict.ALTERED, places[:1], segments)

    def _altered(self, words: str) -> Checked:
        near = self._finder.closest(words)
        length = len(comparable(words).folded)
        likeness = 1 - near.distance / length if near and length else 0.0
        if near is None or likeness < LIKE_ENOUGH:
            return Checked(self._quoted, Verdict.NOT_FOUND, likeness=likeness)
        place = place_of(self._reader, [near], self._finder.printed(near))
        return Checked(self._quoted, Verdict.ALTERED, (place,), compare(place.printed, words), likeness)

    def _altered_cut(self, parts: Sequence[str]) -> Checked:
        """A cut quotation of which a part is altered: all parts have to be like something in one document."""
        checks = [self._altered(part) for part in parts]
        paths = {place.path for one in checks for place in one.places}
        likeness = min(one.likeness for one in checks)
        if any(one.verdict is Verdict.NOT_FOUND for one in checks) or len(paths) != 1:
            return Checked(self._quoted, Verdict.NOT_FOUND, likeness=likeness)
        segments = tuple(segment for one in checks for segment in one.segments)
        return Checked(self._quoted, Verdict.ALTERED, checks[0].places, segments, likeness)


def _trimmed(text: str) -> str:
    return text.strip(_EDGE)


def _one_a_document(places: Iterable[Place]) -> tuple[Place, ...]:
    first: dict[str, Place] = {}
    for place in places:
        first.setdefault(place.path, place)
    return tuple(first.values())


def _pointed_at(quoted: Quoted, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Of several places the one that the draft's own ``[@key]`` names."""
    if len(places) < 2 or not quoted.key:
        return places
    named = tuple(place for place in places if names_key(quoted.key, place))
    return named if len(named) == 1 else places


def names_key(key: str, place: Place) -> bool:
    """Whether a citekey of a draft is that of the document of a place (or its file's name)."""
    own = citekey(place.bib)
    return key == own or key.startswith(f"{own}-") or key == os.path.splitext(os.path.basename(place.path))[0]
