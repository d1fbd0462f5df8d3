"""RIS, as reference managers and Chinese databases exchange it.

Tags are those of the RIS specification of 2011 (Research Information Systems), as ``rispy`` names them.
"""

from collections.abc import Iterable
from typing import Any

from corpus.errors import ReadError
from corpus.record.dates import parse_date
from corpus.record.fields import bib_of, fields_of, join_values, one_line
from corpus.record.kinds import guess_type
from corpus.record.model import Record
from corpus.record.names import format_name, parse_name
from corpus.record.remainder import remainder, restore

_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "thesis": "THES",
    "report": "RPRT",
    "webpage": "ELEC",
    "post-weblog": "BLOG",
    "dataset": "DATA",
    "software": "COMP",
    "patent": "PAT",
    "legislation": "STAT",
    "legal_case": "CASE",
    "standard": "STAND",
    "speech": "UNPB",
}
_TYPES_READ = {tag: kind for kind, tag in _TYPES.items() if kind != "speech"} | {
    "JFULL": "article-journal",
    "CONF": "paper-conference",
    "WEB": "webpage",
    "UNPB": "manuscript",
    "GEN": "document",
}
_FIELDS = {
    "language": "language",
    "publisher": "publisher",
    "place_published": "publisher-place",
    "volume": "volume",
    "number": "issue",
    "edition": "edition",
    "doi": "DOI",
    "issn": "ISSN",
    "abstract": "abstract",
    "short_title": "title-short",
    "type_of_work": "genre",
    "secondary_title": "container-title",
    "title": "title",
    "research_notes": "annote",
    "note": "number",
}
_ALSO_READ = {
    "primary_title": "title",
    "journal_name": "container-title",
    "alternate_title3": "container-title",
    "alternate_title1": "container-title-short",
    "notes_abstract": "abstract",
}
_FILES = ("file_attachments1", "file_attachments2", "figure")
_REMAINDER = "custom8"
_PREFIX = "yinde-record: "
_NAMES = {"authors": "author", "secondary_authors": "editor"}


def write(records: Iterable[Record]) -> str:
    """Records as a RIS file; several are separated as the specification wants."""
    import rispy  # type: ignore[import-untyped]

    entries = []
    for record in records:
        entry = _entry(record)
        read_back = read(str(rispy.dumps([entry], enforce_list_tags=False)))[0]
        rest = remainder(record.bib, read_back.bib)
        if rest:
            entry[_REMAINDER] = _PREFIX + rest
        entries.append(entry)
    return str(rispy.dumps(entries, enforce_list_tags=False))


def read(text: str, source: str = "RIS") -> list[Record]:
    """The records of a RIS file. Raises ReadError where it is none."""
    import rispy

    try:
        entries = rispy.loads(text)
    except Exception as error:  # noqa: BLE001 - the parser raises whatever it meets
        raise ReadError(
            "{source}: not RIS ({reason}); every reference starts with TY and ends with ER",
            source=source,
            reason=one_line(str(error)),
        ) from None
    return [_record(entry) for entry in entries]


def _entry(record: Record) -> dict[str, Any]:
    fields = fields_of(record.bib)
    entry: dict[str, Any] = {"type_of_reference": _TYPES.get(guess_type(record.bib), "GEN")}
    for key, variable in _NAMES.items():
        if variable in fields:
            entry[key] = [format_name(parse_name(name)) for name in fields[variable].split("; ")]
    for key, variable in _FIELDS.items():
        if variable in fields:
            entry[key] = fields[variable]
    first, _, last = fields.get("page", "").partition("-")
    year = [str(parts[0]) for parts in parse_date(fields.get("issued", "")).get("date_parts", ())[:1]]
    derived = {
        "urls": [fields["URL"]] if "URL" in fields else [],
        "keywords": fields["keyword"].split("; ") if "keyword" in fields else [],
        "issn": fields.get("ISSN") or fields.get("ISBN"),
        "start_page": first,
        "end_page": last,
        "date": _slashed(fields.get("issued", "")),
        "access_date": _slashed(fields.get("accessed", "")),
        "year": "".join(year),
        "id": record.key,
    }
    return entry | {key: value for key, value in derived.items() if value}


def _record(entry: dict[str, Any]) -> Record:
    fields: dict[str, str] = {}
    for key, variable in (_FIELDS | _ALSO_READ).items():
        if entry.get(key):
            fields.setdefault(variable, _text(entry[key]))
    for key in ("authors", "first_authors"):
        if entry.get(key):
            fields["author"] = join_values(str(name).replace(";", ",") for name in entry[key])
    if entry.get("secondary_authors"):
        fields["editor"] = join_values(str(name).replace(";", ",") for name in entry["secondary_authors"])
    fields["type"] = _TYPES_READ.get(str(entry.get("type_of_reference", "")), "document")
    if fields["type"] in ("book", "chapter", "report") and "ISSN" in fields:
        fields["ISBN"] = fields.pop("ISSN")
    fields["URL"] = _text((entry.get("urls") or [""])[0])
    fields["keyword"] = join_values(str(word) for word in entry.get("keywords") or ())
    pages = (_text(entry.get("start_page", "")), _text(entry.get("end_page", "")))
    fields["page"] = "-".join(page for page in pages if page)
    date = entry.get("date") or entry.get("year") or entry.get("publication_year") or ""
    fields["issued"] = _hyphened(_text(date))
    fields["accessed"] = _hyphened(_text(entry.get("access_date", "")))
    if entry.get("notes"):
        fields["note"] = join_values(str(note) for note in entry["notes"])
    rest = _text(entry.get(_REMAINDER, "")).removeprefix(_PREFIX)
    files = tuple(_text(entry[key]) for key in _FILES if entry.get(key))
    return Record(one_line(_text(entry.get("id", ""))), restore(bib_of(fields), rest), files)


def _slashed(date: str) -> str:
    """RIS writes ``YYYY/MM/DD/`` with what is unknown left empty."""
    parsed = parse_date(date)
    if len(parsed.get("date_parts", [])) != 1 or "season" in parsed or parsed.get("circa"):
        return one_line(date)
    year, month, day, *_ = [*date.split("-"), "", ""]
    return f"{year}/{month}/{day}/" if not date.startswith("-") else date


def _hyphened(date: str) -> str:
    parts = [part for part in date.split("/")[:3] if part.strip()]
    return "-".join(part.strip().zfill(2) for part in parts) if all(part.strip().isdigit() for part in parts) else date


def _text(value: object) -> str:
    return join_values(str(part) for part in value) if isinstance(value, list) else str(value)
