"""Which record of a reference manager's describes which document."""

import os
import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from corpus.fold import fold
from corpus.model import Bib
from corpus.record.fields import fields_of
from corpus.record.model import Record


def match_records(records: Iterable[Record], documents: Sequence[tuple[str, Bib]]) -> dict[str, Record]:
    """For each document (path and record) the one given record that describes it; documents without one are left out.

    Matched are, in this order: DOI or address; the file with its folder, as the record names it; the name of the file,
    there or as the citekey; the title, script, case, white space and punctuation aside. What is true of several
    records matches none of them, and no more does a name or a title that several documents share. A record may describe
    several documents: those with its address, and the files that it names.
    """
    given = list(records)
    matched: dict[str, Record] = {}
    for traits_of_record, traits_of_document, shared in (
        (_addresses, lambda _path, bib: _addresses(Record("", bib)), True),
        (_files, lambda path, _bib: {"/".join(path.split("/")[-2:])} if "/" in path else set(), False),
        (_names, lambda path, _bib: {os.path.basename(path), os.path.splitext(os.path.basename(path))[0]}, False),
        (_titles, lambda _path, bib: _titles(Record("", bib)), False),
    ):
        by_trait: dict[str, list[str]] = {}
        for path, bib in documents:
            for trait in traits_of_document(path, bib):
                by_trait.setdefault(trait, []).append(path)
        if traits_of_record is _titles:
            used = {id(record) for record in matched.values()}
            given = [record for record in given if id(record) not in used]
        claims: dict[str, dict[int, Record]] = {}
        for record in given:
            for trait in traits_of_record(record):
                paths = by_trait.get(trait, [])
                for path in paths if shared or len(paths) == 1 else ():
                    claims.setdefault(path, {})[id(record)] = record
        for path, found in claims.items():
            if len(found) == 1:
                matched.setdefault(path, *found.values())
    return matched


def _addresses(record: Record) -> set[str]:
    fields = fields_of(record.bib)
    doi = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", fields.get("DOI", "").strip().lower())
    url = re.sub(r"^https?://(www\.)?", "", fields.get("URL", "")).partition("#")[0].rstrip("/")
    if not doi and url.lower().startswith(("doi.org/", "dx.doi.org/")):
        doi = url.partition("/")[2].lower()
    return {trait for trait in (doi and f"doi:{doi}", url and f"url:{url}") if trait}


def _paths(record: Record) -> list[str]:
    """The paths of a record's files: written as they are, or as ``title:path:type``, with ``;`` between several."""
    named = ";".join(filter(None, [*record.files, dict(record.bib.extra).get("file", "")]))
    named = named.replace("\\\\", "/").replace("\\:", ":").replace("\\;", ";").replace("\\", "/")
    parts = [part for piece in named.split(";") for part in (piece, *piece.split(":"))]
    return [unquote(part.strip().removeprefix("file://")) for part in parts if part.strip()]


def _files(record: Record) -> set[str]:
    """The files that a record names, each with the folder in which it lies."""
    return {"/".join(path.split("/")[-2:]) for path in _paths(record) if "/" in path.lstrip("/")}


def _names(record: Record) -> set[str]:
    names = {os.path.basename(path) for path in _paths(record)}
    return {name for name in (record.key, *names) if name}


def _titles(record: Record) -> set[str]:
    title = "".join(character for character in fold(record.bib.title) if character.isalnum())
    return {title} if title else set()
