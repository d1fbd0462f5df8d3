"""Reads glossaries and dictionaries as people have them: CSV, TSV, TBX and CC-CEDICT, plain or gzipped."""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from corpus.encoding import decode
from corpus.errors import ReadError
from corpus.messages import Message
from corpus.scripts import HAN
from search.translate.cedict import read_entries
from search.translate.compile import Pair, compile_pairs, pairs_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

LARGEST = 64 << 20
"""Bytes, unpacked: some six times CC-CEDICT. A larger file is something else."""

_HAN = re.compile(f"[{HAN}]")
_SEVERAL = re.compile(r"\s*[;；|]\s*")
_NAME = re.compile(r"[^\w.-]+")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def glossary_name(path: str) -> str:
    """What a glossary is called: its file's name without endings."""
    name = os.path.basename(path)
    for ending in (".gz", ".u8", ".csv", ".tsv", ".tbx", ".xml", ".txt"):
        name = name.removesuffix(ending)
    return _NAME.sub("-", name).strip(".-") or "glossary"


def compile_glossary(path: str, name: str) -> bytes:
    """A user's glossary, compiled. Raises ReadError where there is no pair of terms in it."""
    text = _read(path)
    entries = [entry for entry in _entries(text, path) if entry]
    if not entries:
        raise ReadError(
            "{path}: no pairs of a Chinese and an English term found; a glossary has two columns (CSV or "
            "TSV), or is TBX or in CC-CEDICT's format",
            path=path,
        )
    return _compiled(entries, {"name": name, "about": os.path.basename(path), "glossary": "yes"})


def compile_cedict(path: str, stamp: str = "") -> bytes:
    """CC-CEDICT, compiled. Raises ReadError where it is something else."""
    import gc

    lines = _read(path).splitlines()
    date = next((line.partition("=")[2][:10] for line in lines[:50] if line.startswith("#! date=")), "")
    collecting = gc.isenabled()
    gc.disable()  # a million small objects, none of them in a cycle: collecting them takes half of the time
    try:
        entries = list(read_entries(lines))
        if not entries:
            raise ReadError(
                "{path}: not in CC-CEDICT's format; get cedict_ts.u8.gz from https://www.mdbg.net/chinese", path=path
            )
        about = {"name": "cc-cedict", "about": "CC-CEDICT", "date": date, "licence": "CC BY-SA 4.0", "stamp": stamp}
        return compile_pairs(pairs_of(entries), about, len(entries))
    finally:
        if collecting:
            gc.enable()


def compile_starter(path: str, name: str, stamp: str) -> bytes:
    """A glossary that comes with yinde, compiled."""
    about = {
        "name": name,
        "about": Message("climate and energy policy"),
        "licence": "MIT",
        "glossary": "yes",
        "stamp": stamp,
    }
    return _compiled(list(_from_table(_read(path), "\t")), about)


def _compiled(entries: Collection[Sequence[Pair]], about: Mapping[str, str]) -> bytes:
    return compile_pairs((pair for entry in entries for pair in entry), about, len(entries))


def _read(path: str) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
        if data[:2] == b"\x1f\x8b":
            with gzip.open(io.BytesIO(data)) as unpacked:
                data = unpacked.read(LARGEST + 1)
    except (OSError, EOFError) as error:
        raise ReadError("{path}: {reason}", path=path, reason=error) from error
    if len(data) > LARGEST:
        raise ReadError("{path}: larger than {megabytes} MB, so hardly a glossary", path=path, megabytes=LARGEST >> 20)
    try:
        return decode(data).text
    except ReadError as error:
        # A few characters of GB 18030 are sound Korean too; but one language of a glossary is Chinese.
        with suppress(UnicodeDecodeError):
            return data.decode("gb18030")
        raise ReadError("{path}: {reason}", path=path, reason=error) from error


def _entries(text: str, path: str) -> Iterable[Sequence[Pair]]:
    """The pairs of each entry, of those that are for readers only none."""
    if text.lstrip().startswith("<"):
        return _from_tbx(text, path)
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if next(iter(read_entries(lines[:1])), None) is not None:
        return [list(pairs_of([entry])) for entry in read_entries(lines)]
    return _from_table(text, "\t" if lines and "\t" in lines[0] else ",")


def _from_table(text: str, delimiter: str) -> Iterator[Sequence[Pair]]:
    """Two columns in either order; a term may have several names with ``;`` between, the usual one first.

    A row without Chinese in just one of its columns is a heading or a remark.
    """
    rows = csv.reader((line for line in text.splitlines() if not line.startswith("#")), delimiter=delimiter)
    try:
        for row in rows:
            cells = [cell.strip() for cell in row[:2]]
            chinese = [cell for cell in cells if _HAN.search(cell)]
            english = [cell for cell in cells if cell and not _HAN.search(cell)]
            if len(chinese) == len(english) == 1:
                yield list(_crossed(_SEVERAL.split(chinese[0]), _SEVERAL.split(english[0])))
    except csv.Error as error:
        raise ReadError("line {line}: {reason}", line=rows.line_num, reason=error) from error


def _crossed(chinese: Sequence[str], english: Sequence[str]) -> Iterator[Pair]:
    for place, ours in enumerate(filter(None, chinese), 1):
        for rank, theirs in enumerate(filter(None, english), 1):
            yield Pair(ours, theirs, 1 / max(place, rank))


def _from_tbx(text: str, path: str) -> Iterator[Sequence[Pair]]:
    """TBX (ISO 30042), in either of its styles: an entry holds terms under elements that name a language."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("{path}: not well-formed XML ({reason})", path=path, reason=error) from error
    for entry in root.iter("{*}conceptEntry", "{*}termEntry"):
        terms: dict[str, list[str]] = {"zh": [], "en": []}
        for section in entry.iter("{*}langSec", "{*}langSet"):
            language = (section.get(_XML_LANG) or "").lower()[:2]
            if language in terms:
                terms[language] += [str(term.xpath("string()")).strip() for term in section.iter("{*}term")]
        yield list(_crossed(terms["zh"], terms["en"]))
