"""Who wrote a text, where and when, from the text itself: bylines, datelines and notes on the author.

All of it is read from the form of single lines near the beginning or the end. Where the form leaves a doubt, nothing is
found: a missing author is noticed and a wrong one is cited.
"""

import os
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from corpus.dates import iso_date

_HEAD = 3000
_TAIL = 600
"""Characters from the start and from the end that are looked at."""

_DATELINE = 60
"""Lines with a date that are longer are prose."""

_LINE_LIMIT = 400
_MASTHEAD = 12
"""Lines from the start among which the address of an author stands."""

_MAIL = re.compile(r"([^\s@]+)@[^\s@]+\.[a-z]{2,}", re.ASCII)
_FIELDS = re.compile(r"\u3000|\s{2,}")
"""What parts the fields of a line: ``文／阮思齊　譯／葉汀蘭``."""

_ROLES = (
    "教授|研究员|研究員|院长|院長|主任|顾问|顧問|校长|校長|所长|所長|会长|會長"
    "|主席|秘书长|秘書長|学者|學者|专家|專家|记者|記者|编辑|編輯|评论员|評論員"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a text says of itself; empty where it does not. Each value has its origin beside it."""

    authors: tuple[str, ...] = ()
    authors_origin: str = ""
    container: str = ""
    date: str = ""
    date_origin: str = ""


@dataclass(frozen=True, slots=True)
class _Patterns:
    labelled: re.Pattern[str]
    english: re.Pattern[str]
    wire: re.Pattern[str]
    closing: re.Pattern[str]
    note: re.Pattern[str]
    name: re.Pattern[str]
    date: re.Pattern[str]
    file_date: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    reporter = (
        "(?:本[報报刊網网台臺]|特约|特約|特派|[駐驻][^記记]{1,6}|实习|實習)?"
        "(?:[記记]者|通[讯訊][员員]|撰稿人|[评評][论論][员員])"
    )
    labels = "(?:撰?文|作者|撰稿|采写|採寫|採訪|采访|整理)"
    return _Patterns(
        labelled=re.compile(
            rf"[●■◆▲]?\s*(?:{labels}(?:、{labels})*|{reporter})\s*[|｜丨/／∕:：]\s*(?:{reporter})?\s*(?P<names>[^。，；!！?？]{{2,40}})"
        ),
        english=re.compile(
            r"(?:By|BY|Written by|Author:)\s+(?P<names>[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){1,3}"
            r"(?:(?:,\s*|\s+and\s+|,\s+and\s+)[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){1,3})*)"
        ),
        wire=re.compile(
            r"[●■◆▲]?\s*(?P<paper>[\u3400-\u9fff]{1,10}?(?:[報报社網网刊]|[日晚][報报]))?(?:[訊讯]|[\u3400-\u9fff]{2,5}[0-9]{1,2}月[0-9]{1,2}日[電电])?"
            rf"\s*[（(]\s*{reporter}\s*(?P<names>[^（()）。，]{{2,40}}?)\s*[）)]"
        ),
        closing=re.compile(rf"[（(]\s*{reporter}\s*[:：]?\s*(?P<names>[^（()）。，]{{2,40}}?)\s*[）)]"),
        note=re.compile(
            rf"[（(](?:本文)?(?:作者)?[:：]?(?P<names>[\u3400-\u9fff]{{2,4}})(?:[，,]|[系為为是])(?=.{{2,60}}?(?:{_ROLES}))",
        ),
        name=re.compile(
            r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(?:[·・．][\u3400-\u9fff]{1,8}){1,3}"
            r"|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}"
        ),
        date=re.compile(
            r"[（(]?\s*(?:(?:发布|發布|發佈|刊登|更新|公布)?(?:时间|時間|日期|于|於)?\s*[:：]?\s*)?"
            r"(?P<date>(?:1[89]|20)\d\d\s*(?:年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|([-/.])\d{1,2}\2\d{1,2}(?!\d))"
            r"|(?:[〇○零一二三四五六七八九]){4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
            r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, (?:1[89]|20)\d\d"
            r"|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (?:1[89]|20)\d\d)(?P<rest>.*)"
        ),
        file_date=re.compile(
            r"(?:.*[^0-9])?((?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01]))(?![0-9])"
        ),
    )


def found_in(text: str, path: str) -> Found:
    """What a text, and the name of its file, say of its authors, of what it appeared in and of its date."""
    head, tail = _lines(text[:_HEAD]), _lines(text[-_TAIL:])
    authors, authors_origin, container = _authors(head, tail, text)
    date, date_origin = _date(head, tail, path)
    return Found(authors, authors_origin, container, date, date_origin)


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.replace("\r", "\n").split("\n")) if 0 < len(line) <= _LINE_LIMIT]


def _authors(head: list[str], tail: list[str], text: str) -> tuple[tuple[str, ...], str, str]:
    """The authors, where they are named, and the paper whose reporters they are."""
    patterns = _patterns()
    for field in (field.strip() for line in head for field in _FIELDS.split(line)):
        match = patterns.labelled.fullmatch(field) or patterns.english.fullmatch(field)
        if match and (names := _names(match["names"])):
            return names, "byline", ""
    for line, following in pairwise([*head, ""]):
        cut = max(line.rfind("（"), line.rfind("(")) > max(line.rfind("）"), line.rfind(")"))
        match = patterns.wire.match(line + following if cut else line)
        if match and (names := _names(_without_place(match["names"]))):
            paper = match["paper"] or ""
            return names, "byline", "" if paper.startswith("本") else paper
    for line in reversed(tail):
        match = patterns.closing.fullmatch(line)
        if match and (names := _names(_without_place(match["names"]))):
            return names, "byline", ""
    for line, following in pairwise(head[:_MASTHEAD]):
        mail = _MAIL.fullmatch(following)
        if mail and patterns.name.fullmatch(line) and _is_named(mail[1], line):
            return (line,), "name above an address", ""
    last = "".join(text[-_TAIL:].split())
    at = max(last.rfind("（"), last.rfind("("))
    match = patterns.note.match(last, at) if at >= 0 else None
    if match and last[-1] in "）)":
        return (match["names"],), "note at the end (guess)", ""
    return (), "", ""


def _is_named(mailbox: str, name: str) -> bool:
    """Tell whether a mailbox is called by one of somebody's names: ``Contact Us`` stands above ``info``."""
    return any(len(part) > 3 and part in mailbox.lower() for part in name.lower().split())


def _without_place(names: str) -> str:
    """Reporters without what follows them: ``葛沖 北京報道``, ``葛沖北京電``."""
    match = re.fullmatch(r"(.*?)\s*([\u3400-\u9fff]*)(?:報道|报道|電|电|攝|摄|文)", names, re.DOTALL)
    if match is None:
        return names
    before, last = match[1].strip(), match[2]
    if before:
        return before
    return last[:-2] if len(last) > 3 else last


def _names(text: str) -> tuple[str, ...]:
    """The names in a byline; none at all if anything in it is no name."""
    spaced = re.sub(
        r"(?<![\u3400-\u9fff])([\u3400-\u9fff])\s+([\u3400-\u9fff])(?![\u3400-\u9fff])", r"\1\2", text.strip()
    )
    latin = spaced.isascii()
    parts = re.split(r",\s*and\s+|\s+and\s+|,\s*" if latin else r"[、，,;；/／\s]+", spaced)
    names = [part.strip() for part in parts if part.strip()]
    if not names or not all(_patterns().name.fullmatch(name) for name in names):
        return ()
    return tuple(dict.fromkeys(names))


def _date(head: list[str], tail: list[str], path: str) -> tuple[str, str]:
    """The date in a dateline, in a line of its own at the end, or in the file's name."""
    pattern = _patterns().date
    for line in head[:15]:
        match = pattern.match(line) if len(line) <= _DATELINE else None
        if match and line[-1] not in "。；，" and (date := iso_date(match["date"])):
            return date, "dateline (guess)"
    for line in reversed(tail[-3:]):
        match = pattern.fullmatch(line) if len(line) <= _DATELINE else None
        if match and not match["rest"].strip("）) ") and (date := iso_date(match["date"])):
            return date, "last line (guess)"
    name = _patterns().file_date.match(os.path.splitext(os.path.basename(path))[0])
    if name and (date := iso_date(name[1].replace("_", "-").replace(".", "-"))):
        return date, "file name (guess)"
    return "", ""
