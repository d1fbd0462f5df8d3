"""References to works, numbered in the order in which they are cited."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    """Set citations in a style; a work cited again keeps its number. ``language`` is as for ``prepare``."""
    numbers: dict[str, int] = {}
    made = []
    for citing in citings:
        number = numbers.setdefault(citing.record.key, len(numbers) + 1)
        prepared = prepare(citing.record, citing.place, style, language, citing.script)
        processed = process(prepared, style, number)
        made.append(
            Reference(
                number, citing.record.key, processed.citation, processed.entry, processed.in_note, prepared.missing
            )
        )
    return made
