"""Which record of a reference manager's describes which document."""

import os
from collections.abc import Iterable, Sequence

from corpus.fold import fold
from corpus.model import Bib
from corpus.record.fields import fields_of
from corpus.record.model import Record


def match_records(records: Iterable[Record], documents: Sequence[tuple[str, Bib]]) -> dict[str, Record]:
    """For each document (path and record) the one given record that describes it; documents without one are left out.

    Matched are, in this order: DOI or address; the name of the file, as the citekey or in the record's ``file`` field;
    the title, script, case and white space aside. What would match several documents, or a document several records,
    is not matched by that.
    """
    matched: dict[str, Record] = {}
    left = list(records)
    for traits_of_record, traits_of_document in (
        (_addresses, lambda _path, bib: _addresses(Record("", bib))),
        (_file_names, lambda path, _bib: {os.path.basename(path), os.path.splitext(os.path.basename(path))[0]}),
        (_titles, lambda _path, bib: _titles(Record("", bib))),
    ):
        by_trait: dict[str, set[str]] = {}
        for path, bib in documents:
            for trait in traits_of_document(path, bib):
                by_trait.setdefault(trait, set()).add(path)
        found: dict[str, list[Record]] = {}
        for record in left:
            paths = {path for trait in traits_of_record(record) for path in by_trait.get(trait, ())}
            if len(paths) == 1:
                found.setdefault(paths.pop(), []).append(record)
        for path, claims in found.items():
            if len(claims) == 1 and path not in matched:
                matched[path] = claims[0]
        left = [record for record in left if record not in matched.values()]
    return matched


def _addresses(record: Record) -> set[str]:
    fields = fields_of(record.bib)
    doi = fields.get("DOI", "").lower().removeprefix("https://doi.org/")
    url = fields.get("URL", "").removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    return {trait for trait in (doi and f"doi:{doi}", url and f"url:{url}") if trait}


def _file_names(record: Record) -> set[str]:
    named = dict(record.bib.extra).get("file", "")
    files = {os.path.basename(part) for part in named.replace("\\", "/").replace(";", ":").split(":")}
    return {name for name in (record.key, *files) if name}


def _titles(record: Record) -> set[str]:
    title = "".join(fold(record.bib.title).split())
    return {title} if title else set()
