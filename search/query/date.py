"""Ranges of dates: ``2021``, ``2020-03..2021-06``, ``>=2021``."""

from dataclasses import dataclass, field

from corpus.errors import QuerySyntaxError
from corpus.messages import Message
from corpus.model import Span
from search.query.characters import to_ascii


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days from ``first`` to ``last``, both included, as ``YYYY-MM-DD``; an empty string leaves that end open."""

    first: str
    last: str
    span: Span = field(default=Span(0, 0), compare=False)

    def overlaps(self, date: str) -> bool:
        """Whether a date of any precision (``2021``, ``2021-03``, ``2021-03-05``) may lie in the range.

        A document known only to be of 2021 answers ``date:2021-03``, since leaving it out could miss what was asked
        for. No date at all lies in no range.
        """
        if not date:
            return False
        earliest = date + "0000-01-01"[len(date) :]
        latest = date + "9999-12-31"[len(date) :]
        return latest >= self.first and (not self.last or earliest <= self.last)


def read_dates(text: str, span: Span) -> DateRange:
    """Read what follows ``date:``, standing at ``span`` of the query. Raises QuerySyntaxError for anything else."""
    column = span.start + 1
    value = _normal(text)
    for sign in ("<=", ">=", "<", ">"):
        if value.startswith(sign):
            first, last = _days(value[len(sign) :], column)
            if sign[0] == "<":
                return DateRange("", last if "=" in sign else _shift(first, -1, column), span)
            return DateRange(first if "=" in sign else _shift(last, 1, column), "", span)
    start, dots, end = value.partition("..")
    if not dots:
        return DateRange(*_days(start, column), span)
    if not start and not end:
        raise _not_a_date(text, column)
    first = _days(start, column)[0] if start else ""
    last = _days(end, column)[1] if end else ""
    if start and end and first > last:
        raise QuerySyntaxError(
            "date: at column {column} ends before it begins; write {end}..{start}", column, end=end, start=start
        )
    return DateRange(first, last, span)


def _normal(text: str) -> str:
    """Spell a date in ASCII: full-width forms, ≤ and ≥, 2021年3月5日, and no white space."""
    value = "".join(to_ascii(text).split()).replace("≤", "<=").replace("≥", ">=")
    for sign in "年月":
        value = value.replace(sign, "-")
    return value.replace("日", "").replace("-..", "..").removesuffix("-")


def _days(text: str, column: int) -> tuple[str, str]:
    """Give the first and last day of a year, a month or a day."""
    import calendar

    parts = text.split("-")
    if len(parts) > len("YMD") or len(parts[0]) != len("2021") or not all(p.isascii() and p.isdigit() for p in parts):
        raise _not_a_date(text, column)
    if any(len(part) > len("12") for part in parts[1:]):
        raise _not_a_date(text, column)
    year, month, day = (*map(int, parts), 0, 0)[:3]
    months = range(month, month + 1) if len(parts) > 1 else range(1, 13)
    if year < 1 or months[0] not in range(1, 13):
        raise _not_a_date(text, column)
    length = calendar.monthrange(year, months[-1])[1]
    days = range(day, day + 1) if len(parts) == len("YMD") else range(1, length + 1)
    if days[0] not in range(1, length + 1):
        raise _not_a_date(text, column)
    return f"{year:04}-{months[0]:02}-{days[0]:02}", f"{year:04}-{months[-1]:02}-{days[-1]:02}"


def _shift(day: str, by: int, column: int) -> str:
    import datetime as dt

    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=by)).isoformat()
    except OverflowError:
        raise QuerySyntaxError("date: at column {column} leaves no day; years run from 1 to 9999", column) from None


def _not_a_date(text: str, column: int) -> QuerySyntaxError:
    return QuerySyntaxError(
        "{text} at column {column} is not a date; "
        "write date:2021, date:2021-03, date:2021-03-05, date:2020-03..2021-06 or date:>=2021",
        column,
        text=text[:20] or Message("nothing"),
    )
