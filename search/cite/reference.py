"""References to works, numbered in the order in which they are cited."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from corpus.record.dates import year_of
from corpus.record.model import Record
from search.cite.locators import CitedPlace
from search.cite.prepare import prepare
from search.cite.processor import process
from search.cite.styles import Style


@dataclass(frozen=True, slots=True)
class Citing:
    """One citation to be set: a work, the place in it, and the script of the passage (``hant`` sets 譯 and 頁)."""

    record: Record
    place: CitedPlace | None = None
    script: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation as set. ``citation`` stands at the quotation, or is the note; ``entry`` is for the list of references.

    Both are simple HTML (see ``search.cite.markup``); ``entry`` is empty where a style has notes only. ``number`` counts
    works for numbered styles. ``missing`` names the CSL variables that the reference lacks.
    """

    number: int
    key: str
    citation: str
    entry: str
    in_note: bool
    missing: tuple[str, ...]


def references(citings: Sequence[Citing], style: Style, language: str = "") -> list[Reference]:
    """Set citations in a style; a work cited again keeps its number. ``language`` is as for ``prepare``.

    Works that a citation by author and year would not tell apart get letters behind the year (2019a, 2019b), in the
    order in which they are cited; citeproc-py leaves that out.
    """
    numbers: dict[str, int] = {}
    for citing in citings:
        numbers.setdefault(citing.record.key, len(numbers) + 1)
    letters = _letters(citings, style, language)
    made: list[Reference] = []
    for citing in citings:
        key = citing.record.key
        again = any(reference.key == key for reference in made)
        prepared = prepare(citing.record, citing.place, style, language, citing.script)
        processed = process(prepared, style, numbers[key], again=again)
        year, letter = year_of(citing.record.bib.date), letters.get(key, "")
        made.append(
            Reference(
                numbers[key],
                key,
                _lettered(processed.citation, year, letter),
                _lettered(processed.entry, year, letter),
                processed.in_note,
                prepared.missing,
            )
        )
    return made


def _letters(citings: Sequence[Citing], style: Style, language: str) -> dict[str, str]:
    """The letter of each work whose citation, place aside, is also that of another one in the same year."""
    alike: dict[str, list[str]] = {}
    for citing in {citing.record.key: citing for citing in citings}.values():
        year = year_of(citing.record.bib.date)
        processed = process(prepare(citing.record, None, style, language, citing.script), style)
        if year and year in processed.citation and not processed.in_note:
            alike.setdefault(processed.citation, []).append(citing.record.key)
    groups = [keys for keys in alike.values() if len(keys) > 1]
    return {key: letter for keys in groups for key, letter in zip(keys, ascii_lowercase, strict=False)}


def _lettered(simple_html: str, year: str, letter: str) -> str:
    """The letter put behind the year where that follows the author."""
    if not letter:
        return simple_html
    return re.sub(rf"(?<=[(\s]){year}(?=[,.)])", f"{year}{letter}", simple_html, count=1)
