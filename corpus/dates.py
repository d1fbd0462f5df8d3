"""Dates as people and programs write them, brought to ISO 8601 of the precision they have."""

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR
from email.utils import parsedate_tz

_SEPARATED = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})(?!\d))?")
_COMPACT = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(\d{2})(\d{2})(?!\d)")
_HAN_DIGITS = "〇一二三四五六七八九"
_HAN = re.compile(rf"([零○Ｏ{_HAN_DIGITS}]{{4}})年(?:([{_HAN_DIGITS}十]{{1,2}})月(?:([{_HAN_DIGITS}十]{{1,3}})日)?)?")
_MINGUO = re.compile(r"(?:中華)?民國\s*(\d{1,3})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?")
_YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY_FIRST = re.compile(rf"(?:\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b{_MONTH},?\s+(\d{{4}})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)

_LONGEST = 200
"""Characters of a field that are looked at; a date stands at its beginning or nowhere."""

_MINGUO_BEFORE_FIRST_YEAR = 1911
"""Year 1 of the Republic's calendar is 1912."""


def iso_date(text: str) -> str:
    """The date in a text as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; an empty string where there is none.

    Reads ISO 8601, RFC 2822, ``2021 年 1 月 28 日``, ``二〇二一年一月``, ``民國110年1月28日``, ``2021/1/28``, ``20210128``
    and English month names. A day or month that does not exist is left out. Times are dropped and zones are not
    applied: the day is the one printed.
    """
    text = text[:_LONGEST].strip()
    mail = parsedate_tz(text) if "," in text else None
    if mail is not None:
        return _iso(mail[0], mail[1], mail[2])
    if found := _MINGUO.search(text):
        return _iso(int(found[1]) + _MINGUO_BEFORE_FIRST_YEAR, *_numbers(found[2], found[3]))
    for pattern in (_SEPARATED, _COMPACT):
        if found := pattern.search(text):
            return _iso(int(found[1]), *_numbers(found[2], found[3]))
    if found := _HAN.search(text):
        return _iso(_han_year(found[1]), _han_number(found[2]), _han_number(found[3]))
    if found := _MONTH_FIRST.search(text):
        return _iso(int(found[3]), _month(found[1]), int(found[2]))
    if found := _DAY_FIRST.search(text):
        return _iso(int(found[3]), _month(found[2]), *_numbers(found[1]))
    found = _YEAR.search(text)
    return found[1] if found else ""


def _iso(year: int, month: int | None = None, day: int | None = None) -> str:
    if not MINYEAR <= year <= MAXYEAR:
        return ""
    if month is None or not 1 <= month <= len(_MONTHS):
        return f"{year:04d}"
    if day is None or not 1 <= day <= monthrange(year, month)[1]:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}"


def _numbers(*texts: str | None) -> list[int | None]:
    return [int(text) if text else None for text in texts]


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1


def _han_year(text: str) -> int:
    return int("".join(str(max(_HAN_DIGITS.find(digit), 0)) for digit in text))


def _han_number(text: str | None) -> int | None:
    """A number below 100 in Chinese numerals, as months and days are written."""
    if text is None:
        return None
    tens, ten, units = text.rpartition("十")
    return (_HAN_DIGITS.find(tens) if tens else 1) * 10 * bool(ten) + (_HAN_DIGITS.find(units) if units else 0)
