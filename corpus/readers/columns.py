"""The order in which a reader takes the lines of a page that is set in columns.

A file may draw a page of two columns row by row, or its columns in any order. Where a page has a *gutter* (a white strip
from line to line, with running text on both sides), what crosses it parts the page into bands, and in each band the left
column is read before the right one. A page without one is left in the order in which it is drawn, and so is a table:
its cells do not fill their columns.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.readers.pdf_page import Line

_LEAST_LINES = 5
"""A column has at least so many lines."""

_LEAST_WIDTH = 9
"""... and is so many ems wide: narrower ones are columns of a table."""

_FILLED = 0.7
"""... and half its lines fill so much of its width."""

_GUTTER = 0.8
"""Ems of white between two columns; more than between two words of justified text."""

_CROSSING = 0.34
"""The share of lines that may cross the gutter: headlines, captions, tables over the full width."""

_MIDDLE = (0.2, 0.8)
"""The part of the page's width in which a gutter is looked for."""

_MOST_LINES = 600
"""Lines of a page beyond which its order is left alone: it is a drawing, not a text."""


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines as they are read; a line that runs through a gutter where nothing is printed is cut in two there."""
    if not 2 * _LEAST_LINES <= len(lines) + sum(len(_segments(line)) > 1 for line in lines) <= _MOST_LINES:
        return [*lines]
    gutter = _gutter(lines)
    if gutter is None:
        return [*lines]
    parts = [part for line in lines for part in _cut(line, gutter)]
    crossing = sorted((line for line in parts if line.left < gutter < line.right), key=lambda line: -line.top)
    ordered: list[Line] = []
    rest = [line for line in parts if not line.left < gutter < line.right]
    for across in [*crossing, None]:
        band = [line for line in rest if across is None or _middle(line) > _middle(across)]
        rest = [line for line in rest if across is not None and _middle(line) <= _middle(across)]
        ordered += in_reading_order([line for line in band if line.right <= gutter])
        ordered += in_reading_order([line for line in band if line.left >= gutter])
        if across is not None:
            ordered.append(across)
    return ordered


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _gutter(lines: Sequence[Line]) -> float | None:
    """The abscissa between two columns of running text, or None."""
    segments = [segment for line in lines for segment in _segments(line)]
    left, right = min(line.left for line in segments), max(line.right for line in segments)
    em = median(line.size for line in segments) or 1.0
    low, high = (left + (right - left) * share for share in _MIDDLE)
    best: tuple[int, float, float] | None = None
    for at in sorted({segment.right for segment in segments if low <= segment.right <= high}):
        following = min((segment.left for segment in segments if segment.left >= at), default=at)
        width = following - at
        middle = at + min(width, 2 * em) / 2
        crossing = sum(segment.left < middle < segment.right for segment in segments)
        if width < _GUTTER * em or crossing > _CROSSING * len(segments):
            continue
        candidate = (crossing, -width, middle)
        if (best is None or candidate < best) and _divides(segments, middle, em):
            best = candidate
    return best[2] if best else None


def _divides(segments: Sequence[Line], gutter: float, em: float) -> bool:
    """Tell whether there is a column of running text on both sides of an abscissa, one beside the other."""
    sides = (
        [segment for segment in segments if segment.right <= gutter],
        [segment for segment in segments if segment.left >= gutter],
    )
    if not all(_is_column(side, em) for side in sides):
        return False
    (bottom, top), (other_bottom, other_top) = (
        (min(line.bottom for line in side), max(line.top for line in side)) for side in sides
    )
    shared = min(top, other_top) - max(bottom, other_bottom)
    return shared >= min(top - bottom, other_top - other_bottom) / 2


def _is_column(lines: Sequence[Line], em: float) -> bool:
    if len(lines) < _LEAST_LINES:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return width >= _LEAST_WIDTH * em and median(line.right - line.left for line in lines) >= _FILLED * width


def _segments(line: Line) -> list[Line]:
    """A line, cut at white strips that are as wide as a gutter."""
    least = _GUTTER * line.size
    inked = [i for i, character in enumerate(line.text) if not character.isspace()]
    starts = [0]
    for before, i in pairwise(inked):
        if line.edges[i][0] - line.edges[before][1] >= least:
            starts.append(i)
    if len(starts) == 1:
        return [line]
    return [line.part(start, end) for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True)]


def _cut(line: Line, gutter: float) -> list[Line]:
    """A line in two, if there is white at the gutter as wide as one."""
    if not line.left < gutter < line.right:
        return [line]
    segments = _segments(line)
    if any(segment.left < gutter < segment.right for segment in segments):
        return [line]
    cut = next(i for i, (left, _) in enumerate(line.edges) if left >= gutter)
    return [line.part(0, cut), line.part(cut, len(line.text))]
