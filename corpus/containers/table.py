"""Tables of comma- or tab-separated values: a document a row, the first row naming the columns."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import BinaryIO

from corpus.containers.budget import Budget
from corpus.containers.jsonl import too_long, undecodable, unpacked
from corpus.containers.lines import Lines
from corpus.containers.model import Found, Reading, Remark
from corpus.containers.rows import Rows
from corpus.limits import Limits

_DELIMITERS = (",", ";", "\t", "|")


def read(file: BinaryIO, name: str, reading: Reading, budget: Budget) -> Iterator[Found]:
    """Give the rows of a table. The delimiter is the one that parts the first row into most columns."""
    rows = Rows(reading, keeps_lines=True)
    lines = Lines(unpacked(file, budget), reading.limits.row_megabytes << 20, reading.encoding)
    header: Sequence[str] = ()
    for start, values in _records(lines, ".tsv" in name.lower(), rows, reading.limits):
        if not header:
            header = _header(values)
            continue
        budget.member()
        if member := rows.member(dict(zip(header, values, strict=False)), _beginnings(values, start)):
            yield member
    for what in rows.remarks():
        yield Remark(what)
    if lines.damaged:
        yield Remark(undecodable(lines.damaged))


def _records(lines: Lines, tabs: bool, rows: Rows, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with the lines on which they begin; those that cannot be read are noted in ``rows``."""
    given = iter(lines)
    first = next((line for line in given if line.strip()), "")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # with which Excel states it
        delimiter = first[4]
        first = next(given, "")
    elif tabs:
        delimiter = "\t"
    else:
        delimiter = max(_DELIMITERS, key=lambda each: len(next(csv.reader([first], delimiter=each), ())))
    reader = csv.reader(chain([first], given), delimiter=delimiter, skipinitialspace=True)
    end = lines.number - 1
    while True:
        start = end + 1
        try:
            with _field_limit(limits.row_megabytes << 20):
                values = next(reader, None)
            whole = lines.cut < start or not lines.cut
        except csv.Error:
            whole, values = False, []
        end = lines.number
        if not whole:
            rows.problem(too_long(limits), start)
            continue
        if values is None:
            return
        if any(values):
            yield start, values


def _header(values: Sequence[str]) -> list[str]:
    """The names of the columns; those that have none, or one that another has, are numbered."""
    names: list[str] = []
    for number, value in enumerate(values, 1):
        name = " ".join(value.split())[:100]
        names.append(name if name and name not in names else f"{name} {number}".strip())
    return names


def _beginnings(values: Sequence[str], line: int) -> Iterator[int]:
    """The lines on which the fields of a row begin, the first of them on ``line``."""
    for value in values:
        yield line
        line += value.count("\n")


@contextmanager
def _field_limit(characters: int) -> Iterator[None]:
    """Let fields be so long, for the csv module knows only one limit for all who use it."""
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)
