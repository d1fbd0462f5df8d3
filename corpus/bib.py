"""Bibliographic records from the fields that files carry: front matter, page metadata, headings, names."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from unicodedata import normalize

from corpus.byline import found_in
from corpus.dates import iso_date
from corpus.model import Bib
from corpus.record.fields import field_name, fields_of
from corpus.reflow import paragraphs, unwrap

_KEYS = {
    "title": "title headline dc.title og:title citation_title 标题 標題 题目 題目",
    "authors": "author authors by byline creator dc.creator article:author citation_author 作者",
    "date": "date date_published datepublished published published_at published_time publish_date pubdate pub_date "
    "article:published_time dc.date citation_publication_date issued 日期 发布日期 發布日期 created date_saved saved",
    "container": "container source site sitename site_name og:site_name publication journal newspaper website "
    "citation_journal_title container-title 来源 來源",
    "publisher": "publisher dc.publisher 出版社 出版者",
    "url": "url canonical link permalink original original_url source_url og:url dc.identifier 链接 連結 網址 网址",
    "language": "language lang dc.language og:locale 语言 語言",
}
_PLACE = {key: (attribute, rank) for attribute, keys in _KEYS.items() for rank, key in enumerate(keys.split())}

MADE = ": created (guess)"
"""How the origin of a date ends that is only the day on which a file was made."""

_LONGEST_TITLE = 100
"""Characters of a title that is guessed from the text."""

_LONGEST_VALUE = 2000
"""Characters that are kept of any one field."""

_LONGEST_HEADING = 45
_HEADING_SEARCH = (400, 4000)
"""A first line that is prose makes no title: a heading is looked for among so many characters from the start, in turn."""

_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
"""Soft hyphens and zero-width characters."""

_RADICALS = frozenset(map(chr, range(0x2F00, 0x2FD6)))
"""Kangxi radicals, which PDFs have in place of characters; a reference must not."""

_URL = re.compile(r"https?://\S+\Z")
_SITE = re.compile(r"(.+?)\s*(?:[|_｜丨–—-]+)\s*([^|_｜丨–—-]{2,40})\Z")
_CONTENTS = re.compile(r"(?:目[录錄次]|tableofcontents|contents)+", re.IGNORECASE)
_PART = re.compile(
    r"封面|封底|扉[页頁]|版[权權](?:[页頁]|信息|聲明|声明)?|(?:front)?cover|titlepage|copyright(?:page)?", re.IGNORECASE
)
"""What pages of a book are called, without white space: of no book it is the title."""

_CAPTION = re.compile(r"(?:[表图圖]|Table|Figure|Fig\.)\s*[0-9一二三四五六七八九十]")
_TERMINAL = re.compile(r"""[。！？；：，、…!?;:,.][”’」』）)"'\]]*\Z""")


def bib_from_fields(fields: Mapping[str, object], *, origin: str) -> Bib:
    """The record that a table of named fields describes, whatever it calls them; unknown fields go to ``extra``.

    ``origin`` is noted of each field as where it came from.
    """
    known: dict[str, tuple[int, object]] = {}
    extra: list[tuple[str, str]] = []
    for key, value in fields.items():
        attribute, rank = _PLACE.get(key.strip().lower().replace(" ", "_"), ("", 0))
        if attribute == "container" and _URL.match(flatten(value)):
            attribute = "url"
        if not flatten(value):
            continue
        if attribute and (attribute not in known or rank < known[attribute][0]):
            known[attribute] = (rank, value)
        elif not attribute:
            extra.append((field_name(clean(key)), flatten(value)))
    values = {attribute: flatten(value) for attribute, (_, value) in known.items()}
    bib = Bib(
        title=values.get("title", ""),
        authors=names(known["authors"][1]) if "authors" in known else (),
        date=iso_date(values.get("date", "")),
        container=values.get("container", ""),
        publisher=values.get("publisher", ""),
        url=values.get("url", ""),
        language=values.get("language", "").replace("_", "-"),
        extra=tuple(extra),
    )
    return replace(bib, origins=tuple((name, origin) for name in fields_of(bib)))


def complete(bib: Bib, *, headings: Sequence[str], text: str, path: str, structured: bool = False) -> Bib:
    """Give a record what it lacks: a title, and the authors, the date and the paper that the text itself names.

    The title is the first heading, else a line of the text, else the file's name. One that ends in the name of its site is
    cut where a heading of the page shows that it may be. The day on which a file was made gives way to a date in the text.
    """
    found = found_in(text, path)
    if not bib.authors and found.authors:
        bib = _with(bib, "author", found.authors_origin, authors=found.authors)
        if not bib.container and found.container:
            bib = _with(bib, "container-title", found.authors_origin, container=found.container)
    if found.date and (not bib.date or dict(bib.origins).get("issued", "").endswith(MADE)):
        bib = _with(bib, "issued", found.date_origin, date=found.date)
    if not bib.title:
        guesses = (
            (next((title for title in map(clean, headings) if title and not names_a_part(title)), ""), "first heading"),
            (_title_in(text[: _HEADING_SEARCH[-1]], structured=structured), "first line (guess)"),
            (os.path.splitext(os.path.basename(path))[0], "file name (guess)"),
        )
        title, origin = next(guess for guess in guesses if guess[0] or guess is guesses[-1])
        return _with(bib, "title", origin, title=title)
    named = _SITE.match(bib.title)
    if named and any(clean(heading) == named[1] for heading in headings):
        if not bib.container:
            bib = _with(bib, "container-title", dict(bib.origins).get("title", ""), container=named[2])
        return replace(bib, title=named[1])
    return bib


def _with(bib: Bib, field: str, origin: str, **values: Any) -> Bib:  # noqa: ANN401 - whatever the field holds
    """The record with a value, and a note of where it came from."""
    return replace(bib, origins=(*(pair for pair in bib.origins if pair[0] != field), (field, origin)), **values)


def clean(text: str) -> str:
    """Text as one line without control characters, for a record's field."""
    visible = text[: 2 * _LONGEST_VALUE].translate(_INVISIBLE)
    if not _RADICALS.isdisjoint(visible):
        visible = "".join(normalize("NFKC", each) if each in _RADICALS else each for each in visible)
    printable = "".join(character if character.isprintable() else " " for character in visible)
    return " ".join(printable.split())[:_LONGEST_VALUE]


def names_a_part(title: str) -> bool:
    """Tell whether a heading is only the name of a page that many books have: ``目录``, ``Contents``, ``版权页``."""
    squeezed = _squeezed(title)
    return (_CONTENTS.fullmatch(squeezed) or _PART.fullmatch(squeezed)) is not None


def _squeezed(text: str) -> str:
    return "".join(text.split())


def flatten(value: object) -> str:
    """A field's value as one line: members of lists are joined with ``; ``, those of mappings written ``key: value``."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        for key in ("name", "title", "@id"):
            if isinstance(value.get(key), str):
                return clean(value[key])
        return clean("; ".join(f"{key}: {part}" for key, part in value.items() if isinstance(part, str)))
    if isinstance(value, Sequence):
        return clean("; ".join(part for part in (flatten(part) for part in value if not _nested(part)) if part))
    return "" if value is None else clean(str(value))


def names(value: object) -> tuple[str, ...]:
    """People's names from a string or a list of them; ``,`` does not separate, being part of ``Smith, John``."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        parts = [flatten(part) for part in value if not _nested(part)]
    else:
        parts = re.split(r"[;；、，]|\s+(?:and|&)\s+", flatten(value))
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _nested(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _title_in(text: str, *, structured: bool) -> str:
    """The first paragraph if it can be a headline, else the first that can, else the beginning of the text."""
    opening = ""
    text = _without_front_pages(text)
    for reach in _HEADING_SEARCH:
        window = text[:reach].rstrip()
        for span in paragraphs(window, structured=structured):
            if opening and (
                span.end - span.start > 2 * _LONGEST_HEADING or span.end == len(window) < len(text.rstrip())
            ):
                continue
            printed = window[span.start : span.end]
            line = clean(unwrap(printed, structured=structured).text).lstrip("#*•●■◆-–— ")
            if not any(map(str.isalpha, line)):
                continue  # a page number, a rule
            if structured and "\t" in printed and not opening:
                return ""  # it begins with a table, whose cells are no headlines
            opening = opening or line
            if 1 < len(line) <= _LONGEST_HEADING and _can_be_a_title(line):
                return line
    return opening if len(opening) <= _LONGEST_TITLE else _cut(opening)


def _can_be_a_title(line: str) -> bool:
    """Tell whether a line is no part of a sentence, no remark in brackets and no caption."""
    if _TERMINAL.search(line) or _CAPTION.match(line):
        return False
    return line[-1].isalnum() or (line[-1] in "）)》」』" and line[0] not in "（(")


def _without_front_pages(text: str) -> str:
    """The text from the first line on that is not the name of a page; nothing where that page is the contents.

    The lines that follow the contents are headings of the book, and none of them its own.
    """
    lines = text.split("\n")
    for i, line in enumerate(map(clean, lines)):
        if _CONTENTS.fullmatch(_squeezed(line)):
            return ""
        if any(map(str.isalpha, line)) and not names_a_part(line):
            return "\n".join(lines[i:])
    return ""


def _cut(text: str) -> str:
    """The first sentence or clause of a text if it is short enough, else its first words."""
    clause = re.match(rf".{{2,{_LONGEST_TITLE}}}?(?=[。！？；，]|[.!?;](?:\s|\Z))", text)
    return clause[0] if clause else text[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip() + "…"
