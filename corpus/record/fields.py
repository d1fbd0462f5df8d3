"""A ``Bib`` as a flat table of CSL variables, the form that every exchange format is written from.

Variables and types are those of CSL 1.0.2 (https://docs.citationstyles.org/en/stable/specification.html, appendices III
and IV). Names are joined by ``; `` and dates are ISO 8601, so every value is one line of text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from corpus.model import Bib
from corpus.record.names import canonical_name

NAME_FIELDS = frozenset(
    """author chair collection-editor compiler composer container-author contributor curator director editor
    editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator translator""".split()  # noqa: SIM905 - a table of words
)
DATE_FIELDS = frozenset({"accessed", "available-date", "event-date", "issued", "original-date", "submitted"})
TEXT_FIELDS = frozenset(
    """type language abstract annote archive archive-place archive_collection archive_location authority call-number
    chapter-number citation-key citation-label collection-number collection-title container-title container-title-short
    dimensions division DOI edition event-place event-title genre ISBN ISSN issue jurisdiction keyword locator medium
    note number number-of-pages number-of-volumes original-publisher original-publisher-place original-title page
    page-first part part-title PMCID PMID printing publisher publisher-place references reviewed-genre reviewed-title
    scale section source status supplement title title-short URL version volume volume-title""".split()  # noqa: SIM905 - a table of words
)
CSL_FIELDS = NAME_FIELDS | DATE_FIELDS | TEXT_FIELDS
CSL_TYPES = frozenset(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage""".split()  # noqa: SIM905 - a table of words
)

_OF_BIB = {
    "title": "title",
    "issued": "date",
    "container-title": "container",
    "publisher": "publisher",
    "URL": "url",
    "language": "language",
}
_ALIASES = {
    "authors": "author",
    "date": "issued",
    "container": "container-title",
    "site": "container-title",
    "journal": "container-title",
    "url": "URL",
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "pages": "page",
    "place": "publisher-place",
    "lang": "language",
}
PLAIN_NAMES = tuple(_ALIASES)
"""What people write for some of the variables."""


_CONTROLS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_BY_LOWER = {known.lower(): known for known in CSL_FIELDS}


def field_name(name: str) -> str:
    """The CSL variable for a field as a person writes it (``date``, ``doi``, ``Container-Title``).

    A name that stands for none stays as it is: records may hold fields of their own.
    """
    stripped = name.strip()
    lowered = stripped.lower()
    return _ALIASES.get(lowered) or _BY_LOWER.get(lowered) or _BY_LOWER.get(lowered.replace("_", "-")) or stripped


def fields_of(bib: Bib) -> dict[str, str]:
    """The record as CSL variables, empty ones left out, in canonical form."""
    table: dict[str, str] = {}
    _put(table, "title", bib.title)
    _put(table, "author", "; ".join(bib.authors))
    for variable, attribute in _OF_BIB.items():
        if variable != "title":
            _put(table, variable, getattr(bib, attribute))
    for key, value in bib.extra:
        _put(table, key, value)
    return table


def bib_of(fields: Mapping[str, str]) -> Bib:
    """The record that a table of CSL variables describes; the inverse of ``fields_of``."""
    table: dict[str, str] = {}
    for key, value in fields.items():
        _put(table, key, value)
    return Bib(
        title=table.pop("title", ""),
        authors=split_names(table.pop("author", "")),
        date=table.pop("issued", ""),
        container=table.pop("container-title", ""),
        publisher=table.pop("publisher", ""),
        url=table.pop("URL", ""),
        language=table.pop("language", ""),
        extra=tuple(table.items()),
    )


def canonical(bib: Bib) -> Bib:
    """The same record with white space collapsed, names in their citable order and nothing empty or twice."""
    return replace(bib_of(fields_of(bib)), origins=bib.origins)


def split_names(value: str) -> tuple[str, ...]:
    """The names in a ``; ``-joined value."""
    return tuple(name for name in (canonical_name(part) for part in value.split(";")) if name)


def one_line(text: str) -> str:
    """Text with each run of white space, control characters and lone surrogates made one space."""
    return _CONTROLS.sub(" ", text).strip()


def join_values(values: Iterable[str]) -> str:
    """Several values of one field as one."""
    return "; ".join(value for value in values if value)


def _put(table: dict[str, str], key: str, value: str) -> None:
    name = field_name(one_line(key))
    text = one_line(value)
    if name in NAME_FIELDS:
        text = join_values(split_names(text))
    if not name or not text:
        return
    if name in table and name not in _OF_BIB and text != table[name]:
        table[name] = f"{table[name]}; {text}"
    else:
        table.setdefault(name, text)
