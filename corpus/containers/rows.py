"""Rows as documents: which field of a row is its text, which names it, and which belong to its record."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpus.containers.model import ROW, Member, Reading
from corpus.containers.names import Distinct
from corpus.errors import ReadError
from corpus.messages import Message

KINDS = ("text", "title", "author", "date", "url", "id")
"""What can be named in a row."""

_USUAL: Mapping[str, tuple[str, ...]] = {
    kind: tuple(names.split())
    for kind, names in {
        "text": "text content body 正文 内容 內容 文本 全文 原文 fulltext full_text article passage document contents",
        "title": "title headline 标题 標題 题目 題目",
        "author": "author authors byline 作者",
        "date": "date published pubdate publish_date published_at 日期 发布日期 發布日期",
        "url": "url link 链接 連結 網址 网址",
        "id": "id _id docid doc_id uid 编号 編號",
    }.items()
}
"""The names by which each is found where its own is not given, best first; bib_from_fields knows more of the record's."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069/\\\ud800-\udfff]+")
_LONGEST_ID = 80
_LONGEST_VALUE = 500
"""Characters of a further field that goes into the record."""
_MOST_FIELDS = 24
_NAMED_LINES = 5
_NO_TEXT = Message("without a text")


@dataclass(slots=True)
class Rows:
    """Makes members of rows, and keeps account of those that cannot be.

    ``keeps_lines`` tells that the line breaks of a text are such in the table too.
    """

    reading: Reading
    keeps_lines: bool
    numbered: int = 0
    _distinct: Distinct = field(default_factory=Distinct)
    _problems: dict[Message, list[int]] = field(default_factory=dict)
    _read: int = 0
    _columns: tuple[str, ...] = ()
    _names: tuple[tuple[str, ...], Mapping[str, str]] = ((), {})

    def member(self, row: Mapping[str, object], lines: Iterable[int]) -> Member | None:
        """The document in a row, or None where it has none, or none is wanted.

        ``lines`` are those on which its fields begin, in their order; all the same where a row is one line.
        """
        self.numbered += 1
        places = dict(zip(row, lines, strict=False))
        if self._names[0] != tuple(row):
            self._names = tuple(row), {kind: self._name(kind, row) for kind in KINDS}
        names = self._names[1]
        where = names["text"]
        text = _text(row.get(where)) if where else ""
        if not text.strip():
            if not where and not self._columns:
                self._columns = tuple(row)
            self._note(_NO_TEXT, next(iter(places.values()), 0))
            return None
        self._read += 1
        name = _UNSAFE.sub("_", _text(row.get(names["id"])) if names["id"] else "").strip()[:_LONGEST_ID]
        name = self._distinct(str(self.numbered) if name in {"", ".", ".."} else name)
        if not self.reading.wanted(name):
            return None
        fields = {kind: row[name] for kind, name in names.items() if name and kind not in {"text", "id"}}
        used = {*names.values(), *fields}
        fields |= {key: value for key, value in row.items() if key not in used}
        kept = {
            key: value
            for key, value in list(fields.items())[:_MOST_FIELDS]
            if key in KINDS or len(str(value)) <= _LONGEST_VALUE
        }
        data = {"text": text, "lines": self.keeps_lines, "fields": kept}
        return Member(name, ROW, json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"), places[where])

    def problem(self, what: Message, line: int) -> None:
        """Note a row that cannot be read."""
        self.numbered += 1
        self._note(what, line)

    def _note(self, what: Message, line: int) -> None:
        self._problems.setdefault(what, []).append(line)

    def remarks(self) -> list[Message]:
        """What there is to say of the rows that were not read. Raises ReadError where none was that should have been."""
        if self._columns and not self._read:
            listed = ", ".join(str(column) for column in self._columns[:12])
            raise ReadError(
                "none of its fields ({fields}) is known to be a text; name one with --text-field", fields=listed
            )
        return [Message("{lines}: {what}", lines=_lines(lines), what=what) for what, lines in self._problems.items()]

    def _name(self, kind: str, row: Mapping[str, object]) -> str:
        """The field of a row that is of this kind: the one that the user names, else one of a usual name, else none."""
        given = dict(self.reading.fields).get(kind, "")
        if given in row:
            return given
        folded = {name.strip().lower(): name for name in reversed([*row])}
        wanted = (given.lower(), *_USUAL[kind]) if given else _USUAL[kind]
        return next((folded[name] for name in wanted if folded.get(name)), "")


def _text(value: object) -> str:
    """A field as text: lists, which hold paragraphs or sentences, line by line."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(_text(part) for part in value)
    return "" if value is None or isinstance(value, (Mapping, bool)) else str(value)


def _lines(numbers: list[int]) -> Message:
    named = ", ".join(f"{number:,}" for number in numbers[:_NAMED_LINES])
    if len(numbers) > _NAMED_LINES:
        return Message("lines {named} and {more:,} more", named=named, more=len(numbers) - _NAMED_LINES)
    return Message.counting("line {named}", "lines {named}", len(numbers), named=named)
