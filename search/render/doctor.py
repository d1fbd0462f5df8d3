"""Draw what was found in files: a row for each, with what there is to say of it below."""

from collections.abc import Iterator, Sequence

from corpus.doctor import Diagnosis
from corpus.messages import Message
from search.render.json import Value
from search.render.kinds import counted, documents, files, listed, name_of
from search.render.origins import origin_name
from search.render.screen import FAINT, HEADING, PLACE, Screen
from search.render.speech import gettext as _
from search.render.speech import ngettext, spoken
from search.render.visible import visible, visible_name
from search.render.width import display_width
from search.render.wrap import wrap

_GAP = "  "
_INDENT = "    "
_HEADINGS = (Message("file"), Message("format"), Message("encoding"), Message("language"), Message("script"))
_FIELDS = {"title": Message("title"), "author": Message("author"), "issued": Message("date")}
_CERTAIN = 0.995
_MOST_LINES = 10
"""Lines with mojibake that are named one by one."""


def draw_diagnoses(diagnoses: Sequence[Diagnosis], screen: Screen) -> Iterator[str]:
    """Yield a heading, a row for each file and, indented, remarks; then how many there are of what."""
    rows = [_row(each) for each in diagnoses]
    headings = tuple(map(spoken, _HEADINGS))
    widths = [max(map(display_width, column)) for column in zip(headings, *rows, strict=True)]
    yield screen.paint(_cells(headings, widths), FAINT)
    for each, (path, *cells) in zip(diagnoses, rows, strict=True):
        padding = " " * (widths[0] - display_width(path))
        yield f"{screen.paint(path, PLACE)}{padding}{_GAP}{_cells(cells, widths[1:])}".rstrip()
        remarks = visible(" · ".join(remarks_on(each)))
        for line in wrap(remarks, screen.narrower(len(_INDENT))) if remarks else ():
            yield _INDENT + screen.paint(remarks[line.start : line.end], HEADING if each.error else FAINT)
    unread = sum(bool(each.error) for each in diagnoses)
    defective = sum(bool(each.defects or each.mojibake) for each in diagnoses)
    yield ""
    yield _("{files}: {unread} not read, {defective} read in part or with damage").format(
        files=files(len(diagnoses)), unread=unread, defective=defective
    )


def remarks_on(diagnosis: Diagnosis) -> Iterator[str]:
    """Yield what there is to say of a file, most important first."""
    if diagnosis.error:
        yield _("not read: {reason}").format(reason=spoken(diagnosis.error))
        return
    if diagnosis.documents is not None:
        yield documents(diagnosis.documents)
    elif not diagnosis.characters:
        yield _("empty")
    yield from map(spoken, diagnosis.defects)
    if diagnosis.mojibake:
        yield _("mojibake or lost characters on {lines}; save it anew from its source").format(
            lines=_lines(diagnosis.mojibake)
        )
    yield from map(spoken, diagnosis.repairs)
    if diagnosis.missing:
        missing = _(" and no ").join(spoken(_FIELDS[field]) for field in diagnosis.missing)
        yield _("no {fields}; to give it: yinde bib edit").format(fields=missing)
    for field, origin in diagnosis.guessed:
        yield _("{field}: {origin}").format(field=spoken(_FIELDS[field]), origin=origin_name(origin))
    if diagnosis.wraps:
        yield counted("{number:,} wrapped line joined", "{number:,} wrapped lines joined", diagnosis.wraps)
    if diagnosis.pages:
        yield counted("{number:,} page", "{number:,} pages", diagnosis.pages)


def diagnosis_object(diagnosis: Diagnosis) -> Value:
    """Give a diagnosis as an object; ``characters`` are code points, ``mojibake`` lines of the text."""
    return {
        "path": diagnosis.path,
        "error": diagnosis.error or None,
        "format": diagnosis.format,
        "encoding": diagnosis.encoding,
        "confidence": diagnosis.confidence,
        "language": diagnosis.language,
        "script": diagnosis.script,
        "characters": diagnosis.characters,
        "pages": diagnosis.pages,
        "wraps": diagnosis.wraps,
        "mojibake": list(diagnosis.mojibake),
        "defects": list(diagnosis.defects),
        "repairs": list(diagnosis.repairs),
        "missing": list(diagnosis.missing),
        "guessed": dict(diagnosis.guessed),
        "documents": diagnosis.documents,
    }


def _row(each: Diagnosis) -> tuple[str, ...]:
    sure = each.confidence is None or each.confidence >= _CERTAIN
    encoding = each.encoding if sure else f"{each.encoding} ({each.confidence:.0%})"
    names = (name_of(each.language), name_of(each.script))
    return (visible_name(each.path), each.format or "–", encoding, *names)


def _cells(row: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(
        cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)
    ).rstrip()


def _lines(numbers: Sequence[int]) -> str:
    named = listed(map(str, numbers[:_MOST_LINES]))
    if len(numbers) > _MOST_LINES:
        return _("lines {named} and {number} more").format(named=named, number=len(numbers) - _MOST_LINES)
    return ngettext("line {named}", "lines {named}", len(numbers)).format(named=named)
