"""Tables of comma- or tab-separated values: a document a row, the first row naming the columns."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from corpus.containers.budget import Budget
from corpus.containers.jsonl import too_long, undecodable, unpacked
from corpus.containers.lines import Lines
from corpus.containers.model import Found, Reading, Remark
from corpus.containers.rows import Rows
from corpus.errors import ReadError

_DELIMITERS = (",", ";", "\t", "|")


def read(file: BinaryIO, name: str, reading: Reading, budget: Budget) -> Iterator[Found]:
    """Give the rows of a table. The delimiter is the one that parts the first row into most columns."""
    rows = Rows(reading, keeps_lines=True)
    longest = reading.limits.row_megabytes << 20
    lines = Lines(unpacked(file, budget), longest, reading.encoding)
    given = iter(lines)
    first = next((line for line in given if line.strip()), "")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # with which Excel states it
        delimiter = first[4]
        first = next(given, "")
    elif ".tsv" in name.lower():
        delimiter = "\t"
    else:
        delimiter = max(_DELIMITERS, key=lambda each: len(next(csv.reader([first], delimiter=each), ())))
    reader = csv.reader(_before(first, given), delimiter=delimiter, skipinitialspace=True)
    header: Sequence[str] = ()
    while True:
        start = lines.number + 1 if header else lines.number
        try:
            with _field_limit(longest):
                values = next(reader, None)
        except csv.Error:
            rows.problem(too_long(reading.limits), start)
            continue
        if values is None:
            break
        if not any(values):
            continue
        if not header:
            header = _header(values)
            continue
        budget.member()
        row = dict(zip(header, values, strict=False))
        if member := rows.member(row, _beginnings(values, start)):
            yield member
    if first and not header:
        raise ReadError("its first row names no columns; give it a row of names, one of them text")
    for what in rows.remarks():
        yield Remark(what)
    if lines.damaged:
        yield Remark(undecodable(lines.damaged))


def _before(first: str, others: Iterator[str]) -> Iterator[str]:
    yield first
    yield from others


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
