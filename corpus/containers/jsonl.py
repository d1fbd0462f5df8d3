"""JSON Lines: an object a line, each of them a document (https://jsonlines.org)."""

import json
from collections.abc import Iterator
from itertools import repeat
from typing import BinaryIO

from corpus.containers.budget import Budget, Counted
from corpus.containers.inflate import inflated
from corpus.containers.lines import Lines
from corpus.containers.model import Found, Reading, Remark
from corpus.containers.rows import Rows
from corpus.limits import Limits, beyond
from corpus.messages import Message


def read(file: BinaryIO, name: str, reading: Reading, budget: Budget) -> Iterator[Found]:  # noqa: ARG001 - an Opener
    """Give the rows of a file of JSON Lines; what is no object is passed over and reported."""
    rows = Rows(reading, keeps_lines=False)
    lines = Lines(unpacked(file, budget), reading.limits.row_megabytes << 20, reading.encoding)
    for line in lines:
        if not line.strip():
            continue
        budget.member()
        if lines.cut == lines.number:
            rows.problem(too_long(reading.limits), lines.number)
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            rows.problem(Message("not JSON"), lines.number)
            continue
        if not isinstance(row, dict):
            rows.problem(Message("no JSON object"), lines.number)
        elif member := rows.member(row, repeat(lines.number)):
            yield member
    for what in rows.remarks():
        yield Remark(what)
    if lines.damaged:
        yield Remark(undecodable(lines.damaged))


def too_long(limits: Limits) -> Message:
    """What is said of a row that has more characters than it may."""
    return beyond("row_megabytes", "million characters", limits.row_megabytes).message


def undecodable(lines: int) -> Message:
    """What is said of lines that are not in the encoding of the others."""
    return Message.counting(
        "a line in which characters could not be decoded",
        "{number:,} lines in which characters could not be decoded",
        lines,
    )


def unpacked(file: BinaryIO, budget: Budget) -> BinaryIO:
    """The stream of a table that may be compressed; what is unpacked is counted."""
    stream = inflated(file)
    return stream if stream is file else Counted(stream, budget, 1 << 20)  # type: ignore[return-value] # is read, no more
