"""BibTeX and BibLaTeX.

Entry types and fields are those of the BibLaTeX manual (version 3.20, chapter 2) and of BibTeX's standard styles
(Patashnik, BibTeXing, 1988). A record's type is told by entry type and ``entrysubtype``.
"""

import logging
from collections.abc import Iterable
from typing import Literal

from corpus.errors import ReadError
from corpus.model import Bib
from corpus.record.dates import parse_date
from corpus.record.fields import bib_of, fields_of, join_values, one_line
from corpus.record.kinds import guess_type
from corpus.record.latex import escape_latex, plain_text
from corpus.record.model import Record
from corpus.record.names import Name, format_name, parse_name
from corpus.record.remainder import remainder, restore

Dialect = Literal["bibtex", "biblatex"]

REMAINDER_FIELD = "yinde-record"
_VERBATIM = frozenset({"url", "doi", "file", "eprint", REMAINDER_FIELD})
_NAME_FIELDS = {"author": "author", "editor": "editor", "translator": "translator"}

_BIBLATEX_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "thesis": "thesis",
    "report": "report",
    "webpage": "online",
    "post-weblog": "online",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "legislation": "legislation",
    "standard": "standard",
    "speech": "unpublished",
}
_BIBTEX_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "thesis": "phdthesis",
    "report": "techreport",
    "speech": "unpublished",
}
_SUBTYPES = {"article-newspaper": "newspaper", "article-magazine": "magazine"}
_TYPES_READ = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "proceedings": "book",
    "thesis": "thesis",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "legislation": "legislation",
    "jurisdiction": "legal_case",
    "standard": "standard",
    "unpublished": "manuscript",
    "periodical": "periodical",
}
_FIELDS_READ = {
    "title": "title",
    "journal": "container-title",
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "publisher": "publisher",
    "institution": "publisher",
    "school": "publisher",
    "organization": "publisher",
    "address": "publisher-place",
    "location": "publisher-place",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
    "pages": "page",
    "edition": "edition",
    "series": "collection-title",
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "url": "URL",
    "urldate": "accessed",
    "date": "issued",
    "eventdate": "event-date",
    "origdate": "original-date",
    "langid": "language",
    "language": "language",
    "abstract": "abstract",
    "annote": "annote",
    "annotation": "annote",
    "note": "note",
    "keywords": "keyword",
    "version": "version",
    "pagetotal": "number-of-pages",
    "chapter": "chapter-number",
    "type": "genre",
    "shorttitle": "title-short",
    "eventtitle": "event-title",
    "venue": "event-place",
}
_LANGUAGES = {"chinese": "zh", "english": "en", "american": "en-US", "british": "en-GB"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(records: Iterable[Record], dialect: Dialect = "biblatex") -> str:
    """Records as a ``.bib`` file in UTF-8, in the dialect of BibLaTeX (biber) or of classic BibTeX."""
    return "\n".join(_entry(record, dialect) for record in records)


def read(text: str, source: str = "BibTeX") -> list[Record]:
    """The records of a ``.bib`` file of either dialect. Raises ReadError where an entry cannot be parsed."""
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    try:
        library = parse_string(text)
    except Exception as error:  # noqa: BLE001 - the parser raises whatever its middleware raised
        raise ReadError("{source}: not BibTeX ({reason})", source=source, reason=one_line(str(error))) from None
    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        raise ReadError(
            "{source}: the BibTeX entry at line {line} cannot be parsed; check its braces and commas",
            source=source,
            line=line,
        )
    return [
        _record(entry.key, entry.entry_type, {field.key.lower(): str(field.value) for field in entry.fields})
        for entry in library.entries
    ]


def _entry(record: Record, dialect: Dialect) -> str:
    kind, values = _values(record.bib, dialect)
    read_back = _record(record.key, kind, values).bib
    rest = remainder(record.bib, read_back)
    if rest:
        values[REMAINDER_FIELD] = rest
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in values.items())
    return f"@{kind}{{{record.key},\n{lines}}}\n"


def _values(bib: Bib, dialect: Dialect) -> tuple[str, dict[str, str]]:
    fields = fields_of(bib)
    kind = guess_type(bib)
    types = _BIBLATEX_TYPES if dialect == "biblatex" else _BIBTEX_TYPES
    values: dict[str, str] = {}
    for variable, name in _field_names(kind, dialect).items():
        value = fields.get(variable, "")
        if not value:
            continue
        if name in _NAME_FIELDS:
            values[name] = " and ".join(_bibtex_name(part) for part in value.split("; "))
        elif name in _VERBATIM:
            values[name] = value.replace("\\", "").replace("{", "%7B").replace("}", "%7D")
        else:
            values[name] = escape_latex(value)
    if dialect == "bibtex":
        values.update(_year_and_month(fields.get("issued", "")))
    if dialect == "biblatex" and kind in _SUBTYPES:
        values["entrysubtype"] = _SUBTYPES[kind]
    return types.get(kind, "misc"), values


def _field_names(kind: str, dialect: Dialect) -> dict[str, str]:
    """For each CSL variable the field it is written to."""
    latex = dialect == "biblatex"
    publisher = {"thesis": "institution" if latex else "school", "report": "institution", "webpage": "organization"}
    journal = "journaltitle" if latex else "journal"
    names = {
        "author": "author",
        "editor": "editor",
        "title": "title",
        "container-title": journal if kind.startswith(("article", "webpage", "post")) else "booktitle",
        "publisher": publisher.get(kind, "publisher"),
        "publisher-place": "location" if latex else "address",
        "edition": "edition",
        "volume": "volume",
        "issue": "number",
        "page": "pages",
        "collection-title": "series",
        "ISBN": "isbn",
        "ISSN": "issn",
        "DOI": "doi",
        "URL": "url",
        "note": "note",
        "abstract": "abstract",
        "annote": "annotation" if latex else "annote",
        "keyword": "keywords",
        "genre": "type",
    }
    if latex:
        names |= {"translator": "translator", "issued": "date", "accessed": "urldate", "event-title": "eventtitle"}
        names |= {"event-place": "venue", "event-date": "eventdate", "version": "version", "language": "langid"}
    return names


def _bibtex_name(text: str) -> str:
    name = parse_name(text)
    if name.literal:
        return "{" + escape_latex(name.literal) + "}"
    return escape_latex(format_name(name))


def _year_and_month(issued: str) -> dict[str, str]:
    parts = (parse_date(issued).get("date_parts") or [[]])[0]
    values = {"year": str(parts[0])} if parts else {}
    if len(parts) > 1:
        values["month"] = str(parts[1])
    return values


def _record(key: str, kind: str, values: dict[str, str]) -> Record:
    fields: dict[str, str] = {}
    for name, value in values.items():
        if name in _NAME_FIELDS:
            fields[_NAME_FIELDS[name]] = join_values(_record_name(part) for part in split_authors(value))
        elif name in _FIELDS_READ:
            text = value if name in _VERBATIM else plain_text(value)
            fields.setdefault(_FIELDS_READ[name], text)
    if fields.get("language", "").lower() in _LANGUAGES:
        fields["language"] = _LANGUAGES[fields["language"].lower()]
    if "issued" not in fields:
        fields["issued"] = _issued(values)
    if "page" in fields:
        fields["page"] = fields["page"].replace("--", "-").replace("–", "-")
    fields["type"] = _type_read(kind.lower(), values)
    files = tuple(filter(None, [values.get("file", "")]))
    return Record(key, restore(bib_of(fields), values.get(REMAINDER_FIELD, "")), files)


def _type_read(kind: str, values: dict[str, str]) -> str:
    subtype = values.get("entrysubtype", "").lower()
    by_subtype = {short: long for long, short in _SUBTYPES.items()}
    if kind == "article" and subtype in by_subtype:
        return by_subtype[subtype]
    return _TYPES_READ.get(kind, "document")


def _record_name(value: str) -> str:
    text = plain_text(value).replace(";", ",").strip()
    braced = value.startswith("{") and value.endswith("}") and "}" not in value[1:-1].replace("{}", "")
    return format_name(_whole(text) if braced else parse_name(text))


def _whole(text: str) -> Name:
    return parse_name("{" + text + "}")


def _issued(values: dict[str, str]) -> str:
    year = plain_text(values.get("year", "")).strip()
    month = values.get("month", "").strip().strip("{}").lower()
    if month[:3] in _MONTHS:
        month = str(_MONTHS.index(month[:3]) + 1)
    return f"{year}-{int(month):02d}" if year and month.isascii() and month.isdigit() else year


def split_authors(value: str) -> list[str]:
    """The names of an author field: those between ``and`` that stands outside braces."""
    names, depth, current = [], 0, ""
    for word in value.split():
        if word.lower() == "and" and depth == 0:
            names.append(current)
            current = ""
            continue
        depth += word.count("{") - word.count("}") - word.count(r"\{") + word.count(r"\}")
        current = f"{current} {word}".strip()
    return [name for name in [*names, current] if name]
