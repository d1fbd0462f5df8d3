"""Dates of whatever precision is known, between ISO 8601 and CSL's ``date-parts``.

Seasons are written as EDTF has them (ISO 8601-2): ``2021-21`` is spring 2021; an approximate date ends in ``~``; a range
has ``/`` between its ends. Anything else (``民國110年``) is carried as CSL's ``literal``.
"""

import re
from typing import TypedDict

_ISO = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_LONGEST_MONTH = 31
_MONTHS = 12
_SPRING = 21
_WINTER = 24


class CslDate(TypedDict, total=False):
    """A date variable of CSL-JSON."""

    date_parts: list[list[int]]
    season: int
    circa: bool
    literal: str


def parse_date(text: str) -> CslDate:
    """Take an ISO date apart; ``date_parts`` stands for the key ``date-parts``."""
    value = text.strip()
    circa = value.endswith("~")
    ends = [_parts(end) for end in value.removesuffix("~").split("/")]
    if len(ends) > 2 or not all(ends):
        return CslDate(literal=value)
    parts = [end for end in ends if end]
    date = CslDate(date_parts=parts)
    if len(parts) == 1 and len(parts[0]) > 1 and parts[0][1] >= _SPRING:
        date = CslDate(date_parts=[parts[0][:1]], season=parts[0][1] - _SPRING + 1)
    elif any(len(end) > 1 and end[1] >= _SPRING for end in parts):
        return CslDate(literal=value)
    if circa:
        date["circa"] = True
    return date


def format_date(date: CslDate) -> str:
    """The one string for a date, which ``parse_date`` takes apart again."""
    if not date.get("date_parts"):
        return date.get("literal", "")
    ends = [list(parts[:3]) for parts in date["date_parts"][:2] if parts]
    season = date.get("season", 0)
    if season and len(ends) == 1:
        ends = [[ends[0][0], season if season >= _SPRING else _SPRING - 1 + season]]
    return "/".join(_iso(parts) for parts in ends) + ("~" if date.get("circa") else "")


def year_of(text: str) -> str:
    """The year in a date, or an empty string."""
    parts = parse_date(text).get("date_parts")
    if parts:
        return str(parts[0][0])
    found = re.search(r"(?<!\d)\d{4}(?!\d)", text)
    return found.group() if found else ""


def _parts(text: str) -> list[int] | None:
    found = _ISO.match(text)
    if not found:
        return None
    year, month, day = found.groups()
    parts = [int(part) for part in (year, month, day) if part is not None]
    if month is not None and not (1 <= int(month) <= _MONTHS or (_SPRING <= int(month) <= _WINTER and day is None)):
        return None
    if day is not None and not 1 <= int(day) <= _LONGEST_MONTH:
        return None
    return parts


def _iso(parts: list[int]) -> str:
    year = f"{parts[0]:05d}" if parts[0] < 0 else f"{parts[0]:04d}"
    return "-".join([year, *(f"{part:02d}" for part in parts[1:])])
