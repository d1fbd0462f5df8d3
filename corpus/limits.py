"""How much of one file is read, so that no file can take the machine down with it. Each limit can be set by its user."""

import os
from dataclasses import dataclass, fields

from corpus.errors import ReadError
from corpus.messages import Message

_PREFIX = "YINDE_MAX_"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may have. What has more is reported and not read, for half a document would pass for a whole one.

    ``megabytes`` are of the file as it lies on disk (2^20 bytes each), ``inflated_megabytes`` of all that is unpacked from
    a compressed one; ``members`` are the files in that. ``seconds`` is the time for reading it, to which each of its
    megabytes adds a second; it holds where another process reads it (``indexer.dispatch``).
    """

    megabytes: int = 256
    inflated_megabytes: int = 512
    pages: int = 5000
    members: int = 20_000
    archive_megabytes: int = 8192
    archive_ratio: int = 250
    archive_members: int = 500_000
    row_megabytes: int = 64
    seconds: int = 120


USUAL = Limits()


def limits_from_environment() -> Limits:
    """The limits, each as the variable ``YINDE_MAX_`` and its name sets it. Raises ReadError for what is no number."""
    given: dict[str, int] = {}
    for each in fields(Limits):
        variable = _PREFIX + each.name.upper()
        value = os.environ.get(variable)
        if value is not None:
            if not (value.isascii() and value.isdigit()):
                raise ReadError(
                    "{variable} is {value!r}, which is no whole number; correct or unset it",
                    variable=variable,
                    value=value,
                )
            given[each.name] = int(value)
    return Limits(**given)


def beyond(limit: str, what: str, most: int) -> ReadError:
    """The error of a file that has more than it may: ``what`` says of what, ``limit`` is the field's name."""
    return ReadError(
        "it has more than {most:,} {what}; to read it all the same set {variable}",
        most=most,
        what=Message(what),
        variable=_PREFIX + limit.upper(),
    )
