"""Records that carry a quotation: what a reference manager gets for a passage."""

from dataclasses import replace

from corpus.record.model import Record
from corpus.record.sidecar import apply
from search.cite.locators import CitedPlace
from search.cite.quote import Quotation


def annotated(record: Record, quotation: Quotation | None, place: CitedPlace | None) -> Record:
    """The record with a quotation and its place as annotation (CSL's ``annote``), and the place as ``locator``."""
    where = place.short if place else ""
    words = quotation.marked.replace("\n", " ") if quotation else ""
    note = ": ".join(part for part in (where, words) if part)
    bib = apply(record.bib, {"annote": note, "locator": where} if note else {}, "quotation")
    return replace(record, bib=bib)
