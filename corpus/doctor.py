"""What became of a file when it was read, and what could make a phrase in it hard to find or to cite."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.containers import container_of, container_suffix, members
from corpus.containers.model import Member, Reading, Remark, Unread
from corpus.encoding import decode
from corpus.errors import ReadError
from corpus.limits import limits_from_environment
from corpus.messages import Message
from corpus.model import Document
from corpus.mojibake import mojibake_lines
from corpus.read import read_document, read_member
from corpus.record.fields import fields_of
from corpus.reflow import PRINTED, paragraphs
from corpus.walk import Exclusion, Findings, FoundFile, find_files

WANTED = ("title", "author", "issued")
"""The fields without which a document cannot be cited, as CSL names them."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A file as it was read; with an ``error``, why it was not, and nothing else.

    ``confidence`` is between 0 and 1, None where the format leaves no doubt about the encoding. ``wraps`` counts line breaks
    within paragraphs that are joined for display. ``mojibake`` holds lines of the text. ``missing`` and ``guessed`` are
    fields of the record by their CSL names, the guessed ones with their origin. ``documents`` counts what a container holds.
    """

    path: str
    error: str = ""
    format: str = ""
    encoding: str = ""
    confidence: float | None = None
    language: str = ""
    script: str = ""
    characters: int = 0
    pages: int = 0
    wraps: int = 0
    mojibake: tuple[int, ...] = ()
    defects: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    guessed: tuple[tuple[str, str], ...] = ()
    documents: int | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """All files below some paths, examined one by one as they are asked for, and what was found beside them."""

    findings: Findings
    diagnoses: Iterator[Diagnosis]


def examine(
    paths: Sequence[str],
    *,
    root: str,
    encoding: str | None = None,
    exclude: Sequence[str] = (),
    fields: tuple[tuple[str, str], ...] = (),
) -> Examination:
    """Examine the files at and below ``paths``, which may lead into containers.

    ``fields`` are as in ``corpus.containers.model.Reading``. Raises UsageError where a path does not exist.
    """
    inside = {path for path in paths if not os.path.lexists(path) and container_of(path)}
    findings = find_files(
        [container_of(path) if path in inside else path for path in paths], root=root, exclude=exclude
    )
    asked = tuple(_relative(path, root) for path in inside)
    excluded = Exclusion(exclude)

    def diagnoses() -> Iterator[Diagnosis]:
        for file in findings.files:
            if file.is_container:
                wanted = _wanted(file.relative, asked, excluded)
                reading = Reading(fields, encoding, limits_from_environment(), wanted)
                yield from _diagnose_members(file, reading)
            else:
                yield diagnose(file.path, root=root, encoding=encoding)

    return Examination(findings, diagnoses())


def diagnose(path: str, *, root: str, encoding: str | None = None) -> Diagnosis:
    """Read one file and say what there is to say of it. Never raises for what is in the file."""
    try:
        document = read_document(path, root=root, encoding=encoding)
        with open(path, "rb") as file:
            return _diagnosis(document, file.read(), encoding)
    except (ReadError, OSError) as error:
        return Diagnosis(_relative(path, root), _reason(error))


def _diagnose_members(container: FoundFile, reading: Reading) -> Iterator[Diagnosis]:
    """Read a container and say what there is to say of each member, and of the container where there is something."""
    remarks: list[str] = []
    count = 0
    error = ""
    try:
        with open(container.path, "rb") as file:
            for found in members(file, container.relative, reading):
                if isinstance(found, Member):
                    count += 1
                    path = f"{container.relative}/{found.name}"
                    try:
                        document = read_member(found, path, container.path, encoding=reading.encoding)
                        yield _diagnosis(document, found.data, reading.encoding)
                    except ReadError as unread:
                        yield Diagnosis(path, unread.reason)
                elif isinstance(found, Unread):
                    yield Diagnosis(f"{container.relative}/{found.name}", found.reason)
                elif isinstance(found, Remark):
                    remarks.append(found.what)
    except (ReadError, OSError) as damage:
        if count:
            remarks.append(_reason(damage))
        else:
            error = _reason(damage)
    kind = "" if error else container_suffix(container.relative)[1:]
    yield Diagnosis(container.relative, error, kind, defects=tuple(remarks), documents=count)


def _wanted(container: str, asked: Sequence[str], excluded: Exclusion) -> Callable[[str], bool]:
    """Which members are to be examined: all, unless some of them were asked for by name."""
    named = [path for path in asked if path.startswith(f"{container}/")]

    def wanted(name: str) -> bool:
        path = f"{container}/{name}"
        by_name = not named or any(path == each or path.startswith(f"{each}/") for each in named)
        return by_name and not excluded(container, name)

    return wanted


def _diagnosis(document: Document, data: bytes, encoding: str | None) -> Diagnosis:
    """What there is to say of a document that was read from these bytes."""
    confidence, damaged = _decoding(data, document, encoding)
    origins = dict(document.bib.origins)
    fields = fields_of(document.bib)
    return Diagnosis(
        document.path,
        format=document.format,
        encoding=document.encoding,
        confidence=confidence,
        language=document.language,
        script=document.script,
        characters=len(document.text),
        pages=len(document.pages),
        wraps=_wraps(document),
        mojibake=tuple(mojibake_lines(document.text)),
        defects=(_undecodable(damaged),) * bool(damaged) + document.defects,
        repairs=document.repairs,
        missing=tuple(field for field in WANTED if field not in fields),
        guessed=tuple((field, origins[field]) for field in WANTED if origins.get(field, "").endswith("(guess)")),
    )


def _undecodable(places: int) -> Message:
    return Message.counting("{number} undecodable place", "{number} undecodable places", places)


def _decoding(data: bytes, document: Document, encoding: str | None) -> tuple[float | None, int]:
    """How sure the encoding is, and in how many places the bytes are none of it."""
    if not document.encoding:
        return None, 0
    decoded = decode(data, encoding)
    return decoded.confidence, decoded.damaged


def _relative(path: str, root: str) -> str:
    return os.path.relpath(path, root).replace(os.sep, "/")


def _reason(error: ReadError | OSError) -> str:
    return error.reason if isinstance(error, ReadError) else Message("{reason}", reason=error)


def _wraps(document: Document) -> int:
    """Line breaks within paragraphs, of a format that has the lines of a page."""
    if document.format not in PRINTED:
        return 0
    text = document.text
    return sum(
        len([line for line in text[span.start : span.end].split("\n") if line.strip()]) - 1 for span in paragraphs(text)
    )
