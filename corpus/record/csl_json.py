"""CSL-JSON: the list of items that Zotero, pandoc and every CSL processor reads.

Schema: https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json. Fields of the user's own stand in
``custom``, as the schema provides.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from corpus.errors import ReadError
from corpus.record.dates import CslDate, format_date, parse_date
from corpus.record.fields import CSL_FIELDS, DATE_FIELDS, NAME_FIELDS, bib_of, fields_of, join_values, one_line
from corpus.record.kinds import guess_type
from corpus.record.model import Record
from corpus.record.names import Name, format_name, join_unspaced, parse_name

CslItem = dict[str, Any]


def item_of(record: Record) -> CslItem:
    """One record as a CSL-JSON item; ``type`` is guessed where the record has none."""
    fields = fields_of(record.bib)
    item: CslItem = {"id": record.key, "type": guess_type(record.bib)}
    custom: dict[str, str] = {}
    for name, value in fields.items():
        if name in NAME_FIELDS:
            item[name] = [_csl_name(part) for part in value.split("; ")]
        elif name in DATE_FIELDS:
            item[name] = _csl_date(value)
        elif name in CSL_FIELDS:
            item[name] = value
        else:
            custom[name] = value
    if custom:
        item["custom"] = custom
    return item


def record_of(item: Mapping[str, Any]) -> Record:
    """The record that a CSL-JSON item describes."""
    fields: dict[str, str] = {}
    custom = item.get("custom")
    for name, value in item.items():
        if name in NAME_FIELDS and isinstance(value, list):
            fields[name] = join_values(format_name(_name(part)).replace(";", ",") for part in value)
        elif name in DATE_FIELDS:
            fields[name] = _date(value)
        elif name not in ("id", "custom"):
            fields[name] = _text(value)
    if isinstance(custom, Mapping):
        fields.update({str(name): _text(value) for name, value in custom.items()})
    return Record(one_line(str(item.get("id", ""))), bib_of(fields))


def write(records: Iterable[Record]) -> str:
    """Records as a CSL-JSON file."""
    return json.dumps([item_of(record) for record in records], ensure_ascii=False, indent=2) + "\n"


def read(text: str, source: str = "CSL-JSON") -> list[Record]:
    """The records of a CSL-JSON file. Raises ReadError where it is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(
            "{source}: not JSON ({reason}); export it again as CSL-JSON", source=source, reason=one_line(str(error))
        ) from None
    items = data.get("items", [data]) if isinstance(data, dict) else data
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ReadError(
            "{source}: CSL-JSON is a list of items; this is not; export it again as CSL-JSON", source=source
        )
    return [record_of(item) for item in items]


def _csl_name(text: str) -> dict[str, str]:
    name = parse_name(text)
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}


def _name(value: object) -> Name:
    if isinstance(value, str):
        return parse_name(value)
    if not isinstance(value, Mapping):
        return Name()

    def get(part: str) -> str:
        return one_line(_text(value.get(part, "")))

    family = " ".join(part for part in (get("non-dropping-particle"), get("family")) if part)
    given = " ".join(part for part in (get("given"), get("dropping-particle")) if part)
    literal = get("literal") or join_unspaced(family, given)
    if literal or not (family and given):
        return Name(literal=literal or family or given)
    return Name(family=family, given=given, suffix=get("suffix"))


def _csl_date(text: str) -> CslItem:
    return {name.replace("_", "-"): value for name, value in parse_date(text).items()}


def _date(value: object) -> str:
    if not isinstance(value, Mapping):
        return _text(value)
    try:
        parts = [[int(part) for part in parts if part not in ("", None)] for parts in value.get("date-parts") or ()]
        season = int(value.get("season") or 0)
    except (TypeError, ValueError):
        return _text(value.get("literal") or value.get("raw") or "")
    literal = _text(value.get("literal") or value.get("raw") or "")
    return format_date(
        CslDate(
            date_parts=[part for part in parts if part], season=season, circa=bool(value.get("circa")), literal=literal
        )
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, (str, int, float)) for part in value):
        return join_values(str(part) for part in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)
