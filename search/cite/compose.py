"""Quotations with their references, ready to paste."""

from collections.abc import Sequence
from dataclasses import dataclass

from search.cite.markup import escape_text, runs, set_reference, set_runs
from search.cite.quote import Quotation
from search.cite.reference import Reference

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Piece:
    """A quotation (None where only the reference is wanted) and its reference (None where only the quotation is)."""

    quotation: Quotation | None
    reference: Reference | None


def compose(pieces: Sequence[Piece], notation: str) -> str:
    """Pieces in a notation (see ``search.cite.markup.FORMATS``): the quotations, then notes or the list of references.

    Notes are numbered in order. In ``latex`` a note is a ``footnote`` where the quotation stands. A work cited several
    times has one entry in the list. Ends without a line break.
    """
    quoted = [piece for piece in pieces if piece.quotation]
    blocks = [_quotation(piece, note, notation) for note, piece in enumerate(pieces, 1) if piece.quotation]
    notes = [
        _note(piece.reference, number, notation, standing=bool(piece.quotation))
        for number, piece in enumerate(pieces, 1)
        if piece.reference and piece.reference.in_note and not (notation == "latex" and piece.quotation)
    ]
    entries = _entries(pieces, notation, cited=not quoted)
    if notation != "html":
        return "\n\n".join(
            [*blocks, *(["\n".join(notes)] if notes else []), *(["\n\n".join(entries)] if entries else [])]
        )
    parts = [f"<blockquote><p>{block}</p></blockquote>" for block in blocks]
    parts += ['<ol class="notes">', *notes, "</ol>"] if notes and quoted else notes
    parts += [f'<p class="reference">{entry}</p>' for entry in entries]
    return "\n".join(parts)


def _quotation(piece: Piece, note: int, notation: str) -> str:
    words = _words(piece.quotation.marked, notation) if piece.quotation else ""
    if not piece.reference:
        return words
    if piece.reference.in_note:
        return words + _note_mark(piece.reference, note, notation)
    stretches = runs(piece.reference.citation)
    raised = bool(stretches) and stretches[0].face == "sup"
    return words + ("" if raised else " ") + set_runs(stretches, notation)


def _words(text: str, notation: str) -> str:
    breaks = {"html": "<br>\n", "latex": "\n\n", "markdown": "\n\n"}
    return escape_text(text, notation).replace("\n", breaks.get(notation, "\n"))


def _note_mark(reference: Reference, number: int, notation: str) -> str:
    return {
        "text": str(number).translate(_SUPERSCRIPTS),
        "markdown": f"[^{number}]",
        "html": f'<sup><a href="#note-{number}" id="ref-{number}">{number}</a></sup>',
        "org": f"[fn:{number}]",
        "latex": rf"\footnote{{{set_reference(reference.citation, 'latex')}}}",
    }[notation]


def _note(reference: Reference, number: int, notation: str, *, standing: bool) -> str:
    words = set_reference(reference.citation, notation)
    if not standing:
        return f"<p>{words}</p>" if notation == "html" else words
    return {
        "text": f"{number}. {words}",
        "markdown": f"[^{number}]: {words}",
        "html": f'<li id="note-{number}">{words} <a href="#ref-{number}">↩</a></li>',
        "org": f"[fn:{number}] {words}",
        "latex": words,
    }[notation]


def _entries(pieces: Sequence[Piece], notation: str, *, cited: bool) -> list[str]:
    """The list of references; where no quotation shows the citation, it stands before the entry."""
    entries: dict[str, str] = {}
    for piece in pieces:
        reference = piece.reference
        if not reference or not reference.entry:
            continue
        entry = set_reference(reference.entry, notation)
        citation = set_reference(reference.citation, notation) if cited else ""
        known = entries.get(reference.key)
        if known is None:
            entries[reference.key] = f"{citation}\n{entry}" if citation else entry
        elif citation and citation not in known.split("\n"):
            entries[reference.key] = f"{citation}\n{known}"
    return list(entries.values())
