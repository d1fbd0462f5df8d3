"""Draw what was found in files: a row for each, with what there is to say of it below."""

from collections.abc import Iterator, Sequence

from corpus.doctor import Diagnosis
from search.render.json import Value
from search.render.kinds import NAMES, counted
from search.render.screen import FAINT, HEADING, PLACE, Screen
from search.render.visible import visible, visible_name
from search.render.width import display_width
from search.render.wrap import wrap

_GAP = "  "
_INDENT = "    "
_HEADINGS = ("file", "format", "encoding", "language", "script")
_FIELDS = {"title": "title", "author": "author", "issued": "date"}
_CERTAIN = 0.995
_MOST_LINES = 10
"""Lines with mojibake that are named one by one."""


def draw_diagnoses(diagnoses: Sequence[Diagnosis], screen: Screen) -> Iterator[str]:
    """Yield a heading, a row for each file and, indented, remarks; then how many there are of what."""
    rows = [_row(each) for each in diagnoses]
    widths = [max(map(display_width, column)) for column in zip(_HEADINGS, *rows, strict=True)]
    yield screen.paint(_cells(_HEADINGS, widths), FAINT)
    for each, (path, *cells) in zip(diagnoses, rows, strict=True):
        padding = " " * (widths[0] - display_width(path))
        yield f"{screen.paint(path, PLACE)}{padding}{_GAP}{_cells(cells, widths[1:])}".rstrip()
        remarks = visible(" · ".join(remarks_on(each)))
        for line in wrap(remarks, screen.narrower(len(_INDENT))) if remarks else ():
            yield _INDENT + screen.paint(remarks[line.start : line.end], HEADING if each.error else FAINT)
    unread = sum(bool(each.error) for each in diagnoses)
    defective = sum(bool(each.defects or each.mojibake) for each in diagnoses)
    yield ""
    yield f"{counted(len(diagnoses), 'file')}: {unread} not read, {defective} read in part or with damage"


def remarks_on(diagnosis: Diagnosis) -> Iterator[str]:
    """Yield what there is to say of a file, most important first."""
    if diagnosis.error:
        yield f"not read: {diagnosis.error}"
        return
    if diagnosis.documents is not None:
        yield counted(diagnosis.documents, "document")
    elif not diagnosis.characters:
        yield "empty"
    yield from diagnosis.defects
    if diagnosis.mojibake:
        yield f"mojibake or lost characters on {_lines(diagnosis.mojibake)}; save it anew from its source"
    yield from diagnosis.repairs
    if diagnosis.missing:
        yield f"no {' and no '.join(_FIELDS[field] for field in diagnosis.missing)}; to give it: yinde bib edit"
    yield from (f"{_FIELDS[field]}: {origin}" for field, origin in diagnosis.guessed)
    if diagnosis.wraps:
        yield f"{counted(diagnosis.wraps, 'wrapped line')} joined"
    if diagnosis.pages:
        yield counted(diagnosis.pages, "page")


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
    names = (NAMES.get(each.language, ""), NAMES.get(each.script, ""))
    return (visible_name(each.path), each.format or "–", encoding, *names)


def _cells(row: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(
        cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)
    ).rstrip()


def _lines(numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers[:_MOST_LINES]))
    more = f" and {len(numbers) - _MOST_LINES} more" if len(numbers) > _MOST_LINES else ""
    return f"line{'s' * (len(numbers) > 1)} {named}{more}"
