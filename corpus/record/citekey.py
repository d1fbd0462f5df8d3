"""Citekeys: readable, ASCII, and the same tomorrow.

A key is made of the record alone: first author (a Chinese name in pinyin), year, and the first word of the title (of a
Chinese one its first two characters), as in ``xiezhenhua2021zaiqi`` or ``smith2019carbon``. ``citation-key`` in the
record overrules it.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from corpus.model import Bib
from corpus.record.dates import year_of
from corpus.record.fields import fields_of
from corpus.record.model import Record
from corpus.record.names import parse_name
from corpus.scripts import HAN

_HAN_RUN = re.compile(f"[{HAN}]+")
_ARTICLES = frozenset({"a", "an", "the", "on", "in", "of", "and", "for", "to"})
_AUTHOR_LIMIT = 20
_TITLE_HAN = 3
_DIGEST = 4

# Surnames that are read otherwise than the character alone (Xinhua zidian, surname readings), in both scripts.
_SURNAMES = {
    "解": "xie", "单": "shan", "單": "shan", "曾": "zeng", "仇": "qiu", "区": "ou", "區": "ou", "查": "zha",
    "朴": "piao", "盖": "ge", "蓋": "ge", "种": "chong", "翟": "zhai", "乐": "yue", "樂": "yue", "缪": "miao",
    "繆": "miao", "覃": "qin", "召": "shao", "折": "she", "员": "yun", "員": "yun", "洗": "xian", "任": "ren",
    "尉迟": "yuchi", "尉遲": "yuchi", "万俟": "moqi", "令狐": "linghu", "长孙": "zhangsun",
    "長孫": "zhangsun",
}  # fmt: skip


def citekey(bib: Bib) -> str:
    """The key of one record, at least one character of ``[a-z0-9]``; a given ``citation-key`` is returned as it is."""
    given = dict(bib.extra).get("citation-key", "")
    if given:
        return re.sub(r"[\s{}(),=\"#%~\\@']+", "", given) or _digest(bib)
    author = _author(bib)
    year = year_of(bib.date) or "nd"
    title = _title(bib.title)
    return f"{author}{year}{title}" if author or title else f"anon{year}{_digest(bib)}"


def with_keys(bibs: Iterable[Bib]) -> list[Record]:
    """Records with keys that differ: of several with the same key, all but the first get a digest of their record."""
    seen: set[str] = set()
    records = []
    for bib in bibs:
        key = citekey(bib)
        if key in seen:
            key = f"{key}-{_digest(bib)}"
        count = 2
        unique = key
        while unique in seen:
            unique, count = f"{key}-{count}", count + 1
        seen.add(unique)
        records.append(Record(unique, bib))
    return records


def _author(bib: Bib) -> str:
    if not bib.authors:
        return ""
    name = parse_name(bib.authors[0])
    text = name.family or name.literal
    if not _HAN_RUN.search(text):
        return _ascii(text)[:_AUTHOR_LIMIT]
    surname = next((text[:size] for size in (2, 1) if text[:size] in _SURNAMES), "")
    return (_SURNAMES.get(surname, "") + _pinyin(text[len(surname) :]))[:_AUTHOR_LIMIT]


def _title(title: str) -> str:
    han = _HAN_RUN.search(title)
    latin = [word for word in (_ascii(word) for word in title.split()) if word and word not in _ARTICLES]
    if han and not title[: han.start()].strip(" “《「『‘\"'("):
        return _pinyin(han.group()[:_TITLE_HAN])
    return latin[0][:_AUTHOR_LIMIT] if latin else (_pinyin(han.group()[:_TITLE_HAN]) if han else "")


def _pinyin(text: str) -> str:
    from pypinyin import lazy_pinyin

    return _ascii("".join(lazy_pinyin(text, errors="default")))


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed.lower() if char.isascii() and char.isalnum())


def _digest(bib: Bib) -> str:
    record = "\x1f".join(f"{name}\x1e{value}" for name, value in sorted(fields_of(bib).items()))
    return hashlib.sha256(record.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
