"""The formats records come and go in, by name."""

from collections.abc import Callable, Iterable

from corpus.errors import ReadError, UsageError
from corpus.record.model import Record

FORMATS = ("csl-json", "biblatex", "bibtex", "ris")
"""Names of the formats, as ``--format`` takes them."""

_BY_ENDING = {".json": "csl-json", ".bib": "biblatex", ".bibtex": "bibtex", ".ris": "ris"}


def format_of(path: str) -> str:
    """The format that a file's name tells. Raises UsageError where it tells none."""
    for ending, name in _BY_ENDING.items():
        if path.lower().endswith(ending):
            return name
    raise UsageError(
        "{path}: the name does not tell the format; use .json (CSL-JSON), .bib or .ris, or give --format", path=path
    )


def write_records(records: Iterable[Record], name: str) -> str:
    """Records as the text of a file of the format ``name`` (see FORMATS)."""
    from corpus.record import bibtex, csl_json, ris

    writers: dict[str, Callable[[Iterable[Record]], str]] = {
        "csl-json": csl_json.write,
        "biblatex": lambda given: bibtex.write(given, "biblatex"),
        "bibtex": lambda given: bibtex.write(given, "bibtex"),
        "ris": ris.write,
    }
    return writers[_known(name)](records)


def read_records(text: str, name: str, source: str = "") -> list[Record]:
    """The records in the text of a file. ``source`` names it in errors. Raises ReadError where it is malformed."""
    from corpus.record import bibtex, csl_json, ris

    readers = {"csl-json": csl_json.read, "biblatex": bibtex.read, "bibtex": bibtex.read, "ris": ris.read}
    return readers[_known(name)](text.removeprefix("\ufeff"), source or name)


def read_file(path: str, name: str | None = None) -> list[Record]:
    """The records of a file in UTF-8. Raises ReadError or UsageError."""
    known = name or format_of(path)
    try:
        with open(path, encoding="utf-8-sig") as file:
            return read_records(file.read(), known, path)
    except OSError as error:
        raise ReadError("{path}: {reason}", path=path, reason=error) from None
    except UnicodeDecodeError:
        raise ReadError("{path}: not UTF-8; export it again in UTF-8", path=path) from None


def _known(name: str) -> str:
    if name not in FORMATS:
        raise UsageError("no format {name!r}; there are {formats}", name=name, formats=", ".join(FORMATS))
    return name
