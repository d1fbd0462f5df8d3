"""A record made ready for the CSL processor: what the processor, or CSL itself, cannot do is done here.

The result is plain CSL-JSON, so any other processor given the same item and style must print the same reference.
"""

import re
from dataclasses import dataclass

from corpus.record.csl_json import CslItem, item_of
from corpus.record.fields import fields_of
from corpus.record.model import Record
from corpus.scripts import HAN
from search.cite.headline import headline
from search.cite.locators import CitedPlace
from search.cite.short_forms import short_address, short_publisher
from search.cite.styles import Style

_HAN = re.compile(f"[{HAN}]")
_TRADITIONAL_PLACES = ("TW", "HK", "MO", "HANT")
_PRINTED = frozenset({"book", "chapter", "paper-conference", "thesis", "report", "standard", "collection"})
_PAGED = _PRINTED | {"article-journal", "article-magazine"}
_UNKNOWN = {
    "zh-CN": ("[出版地不详]", "[出版者不详]"),
    "zh-TW": ("[出版地不詳]", "[出版者不詳]"),
    "en-US": ("[S.l.]", "[s.n.]"),
}
_NUMERALS = {numeral: str(number) for number, numeral in enumerate("一二三四五六七八九十", start=1)}
_TITLES = ("title", "title-short", "container-title", "collection-title", "event-title")
_SHORTEST_TITLE = 4  # before a colon; less (访谈：…) is a label
_EDITION = re.compile(r"第?\s*(\d+|[一二三四五六七八九十])\s*(?:版|次?修订版)|(\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An item for the processor, the locale of its words, and the place that its citation still has to name."""

    item: CslItem
    locale: str
    place: CitedPlace | None
    missing: tuple[str, ...]


def prepare(record: Record, place: CitedPlace | None, style: Style, language: str = "", script: str = "") -> Prepared:
    """Make one record ready for a style.

    ``language`` (``zh``, ``en``) overrules the style's choice of words; ``script`` (``hant``) is that of the passage.
    """
    item = item_of(record)
    item.pop("custom", None)
    work = work_locale(record, script)
    words = work if style.terms == "work" else "en-US"
    if language:
        words = work if work.startswith(language) else {"zh": "zh-CN", "en": "en-US"}.get(language, language)
    item["language"] = _own_language(record, work)
    _tidy(item)
    missing = tuple(_missing(item, style))
    _settle_bodies(item, style)
    _style_words(item, style)
    if style.unknown_facts:
        _say_unknown(item, words)
    if style.page_in_entry and place and place.label == "page" and item["type"] in _PAGED and "page" not in item:
        item["page"], place = place.value, None
    return Prepared(item, words, place, missing)


def work_locale(record: Record, script: str = "") -> str:
    """The language a work is in, as a locale: ``zh-CN``, ``zh-TW`` or ``en-US``."""
    language = record.bib.language.replace("_", "-").upper()
    fields = fields_of(record.bib)
    han = _HAN.search(fields.get("title", "") + fields.get("author", ""))
    if language.startswith("ZH") or (han and not language.startswith(("EN", "JA"))):
        traditional = script == "hant" or any(part in _TRADITIONAL_PLACES for part in language.split("-"))
        return "zh-TW" if traditional else "zh-CN"
    return "en-US"


def _own_language(record: Record, work: str) -> str:
    """The language by which a processor decides on letters: only English titles have headlines' capitals."""
    own = record.bib.language
    return own if work == "en-US" and own and not own.lower().startswith("en") else work


def _tidy(item: CslItem) -> None:
    main, mark, _ = item.get("title", "").replace("：", ": ").partition(": ")
    if mark and len(main) >= _SHORTEST_TITLE:
        item.setdefault("title-short", main)
    if "DOI" in item:
        item["DOI"] = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", item["DOI"], flags=re.IGNORECASE)
    edition = _EDITION.match(item.get("edition", ""))
    if edition:
        number = edition.group(1) or edition.group(2)
        item["edition"] = _NUMERALS.get(number, number)
    if item.get("edition") == "1":
        del item["edition"]
    if "page" in item:
        item["page"] = re.sub(r"(?<=\d)\s*[–—~～]\s*(?=\d)", "-", item["page"])


def _settle_bodies(item: CslItem, style: Style) -> None:
    authors = item.get("author", [])
    if style.same_body == "both" or len(authors) != 1 or "literal" not in authors[0]:
        return
    body = authors[0]["literal"]
    doubled = [
        name for name in ("publisher", "container-title") if name in item and item[name] in (body, _initials(body))
    ]
    if not doubled:
        return
    for name in doubled:
        item[name] = body
    for unwanted in doubled if style.same_body == "author" else ["author"]:
        del item[unwanted]


def _initials(body: str) -> str:
    """WHO for World Health Organization; a body of one word has none."""
    initials = "".join(word[0] for word in body.split() if word[0].isupper())
    return initials if len(initials) > 1 else body


def _style_words(item: CslItem, style: Style) -> None:
    """Set words and letters as a style has them and CSL cannot."""
    if style.headlines and item["language"].lower().startswith("en"):
        item.update({name: headline(item[name]) for name in _TITLES if name in item})
    genre = item.get("genre", "")
    if style.small_genre and item["type"] == "thesis" and genre.partition(" ")[0][1:].islower():
        item["genre"] = genre[0].lower() + genre[1:]
    if style.short_forms and "publisher" in item:
        item["publisher"] = short_publisher(item["publisher"])
    if style.short_forms and "URL" in item:
        item["URL"] = short_address(item["URL"])


def _missing(item: CslItem, style: Style) -> list[str]:
    kind = item["type"]
    wanted = ["title", "issued"]
    if kind not in ("legislation", "regulation", "bill", "standard"):
        wanted.append("author")
    if kind.startswith("article"):
        wanted.append("container-title")
    if kind in ("book", "thesis", "report") and "URL" not in item:
        wanted.append("publisher")
    if style.page_in_entry and "URL" in item:
        wanted.append("accessed")
    return [name for name in wanted if not item.get(name)]


def _say_unknown(item: CslItem, locale: str) -> None:
    if item["type"] not in _PRINTED or "URL" in item or "DOI" in item:
        return
    place, publisher = _UNKNOWN.get(locale, _UNKNOWN["en-US"])
    item.setdefault("publisher-place", place)
    item.setdefault("publisher", publisher)
