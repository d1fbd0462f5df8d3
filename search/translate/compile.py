"""Compiles pairs of words into the form that ``search.translate.dictionary`` opens."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from corpus.fold import fold
from indexer.stem import stem
from search.translate.dictionary import FORMAT, TABLES, Sense, encode_senses
from search.translate.gloss import translations
from search.translate.table import encode_table
from search.translate.words import ENGLISH_FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from search.translate.cedict import Entry

MOST_OF_PART = 48
"""Headwords kept for one word of longer wordings."""

_WORD = re.compile(r"[^\W_]+")


_Kept: TypeAlias = "dict[str, dict[tuple[str, str], Sense]]"
"""Senses by key, of each pair of wording and source one."""


class Pair(NamedTuple):
    """A Chinese word or phrase, an English one, and how likely each stands for the other (above 0, at most 1)."""

    chinese: str
    english: str
    share: float = 1.0


def pairs_of(entries: Iterable[Entry]) -> Iterator[Pair]:
    """The pairs of a dictionary: of an entry's wordings, the later the less likely."""
    for entry in entries:
        headwords = {fold(entry.simplified), fold(entry.traditional)}  # mostly one
        wordings = dict.fromkeys(word for sense in entry.senses for gloss in sense for word in translations(gloss))
        for rank, wording in enumerate(wordings, 1):
            for headword in headwords:
                yield Pair(headword, wording, 1 / rank)


def compile_pairs(pairs: Iterable[Pair], about: Mapping[str, str], entries: int = 0) -> bytes:
    """A dictionary of these pairs, which were in so many ``entries``. Where a pair comes twice, the likelier counts.

    ``about`` goes into its header.
    """
    tables: dict[str, _Kept] = {name: defaultdict(dict) for name in TABLES}
    for pair in pairs:
        headword, english = "".join(fold(pair.chinese).split()), " ".join(pair.english.split())
        words = _WORD.findall(fold(english))
        if not headword or not words:
            continue
        stems = [stem(word) for word in words]
        _keep(tables["han"][headword], Sense(english, pair.share))
        _keep(tables["latin"][" ".join(stems)], Sense(headword, pair.share, "" if words == stems else " ".join(words)))
        if len(words) > 1:
            for word, root in zip(words, stems, strict=True):
                if word not in ENGLISH_FUNCTION_WORDS:
                    _keep(tables["parts"][root], Sense(headword, pair.share / len(words)))
    for kept in tables["parts"].values():
        for known in sorted(kept, key=lambda known: -kept[known].share)[MOST_OF_PART:]:
            del kept[known]
    return _assembled(tables, {**about, "entries": entries})


def _keep(senses: dict[tuple[str, str], Sense], sense: Sense) -> None:
    """Of a pair the likeliest; a headword for contribute is another pair than the same for contribution."""
    known = senses.get((sense.wording, sense.source))
    if known is None or known.share < sense.share:
        senses[(sense.wording, sense.source)] = sense


def _assembled(tables: Mapping[str, _Kept], about: Mapping[str, str | int]) -> bytes:
    blobs: list[bytes] = []
    starts: dict[str, int] = {}
    for name, table in tables.items():
        starts[name] = sum(map(len, blobs))
        blobs.append(encode_table({key: encode_senses(senses.values()) for key, senses in table.items()}))
    body = b"".join(blobs)
    longest = max(map(len, tables["han"]), default=0)
    head = {**about, "format": FORMAT, "longest": longest, "tables": starts, "length": 0}
    # The length of the whole is part of it: as many digits are set aside as it can need.
    size = len(json.dumps(head)) + 1 + len(body) + len(str(len(body))) + 1
    head["length"] = size
    line = json.dumps(head)
    return line.ljust(size - len(body) - 1).encode("ascii") + b"\n" + body
