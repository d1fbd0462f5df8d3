"""What became of a file when it was read, and what could make a phrase in it hard to find or to cite."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.encoding import decode
from corpus.errors import ReadError
from corpus.model import Document
from corpus.mojibake import mojibake_lines
from corpus.read import read_document
from corpus.record.fields import fields_of
from corpus.reflow import PRINTED, paragraphs
from corpus.walk import Findings, find_files

WANTED = ("title", "author", "issued")
"""The fields without which a document cannot be cited, as CSL names them."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A file as it was read; with an ``error``, why it was not, and nothing else.

    ``confidence`` is between 0 and 1, None where the format leaves no doubt about the encoding. ``wraps`` counts line breaks
    within paragraphs that are joined for display. ``mojibake`` holds lines of the text. ``missing`` and ``guessed`` are
    fields of the record by their CSL names, the guessed ones with their origin.
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


@dataclass(frozen=True, slots=True)
class Examination:
    """All files below some paths, examined one by one as they are asked for, and what was found beside them."""

    findings: Findings
    diagnoses: Iterator[Diagnosis]


def examine(
    paths: Sequence[str], *, root: str, encoding: str | None = None, exclude: Sequence[str] = ()
) -> Examination:
    """Examine the files at and below ``paths``. Raises UsageError where a path does not exist."""
    findings = find_files(paths, root=root, exclude=exclude)
    return Examination(findings, (diagnose(file.path, root=root, encoding=encoding) for file in findings.files))


def diagnose(path: str, *, root: str, encoding: str | None = None) -> Diagnosis:
    """Read one file and say what there is to say of it. Never raises for what is in the file."""
    relative = os.path.relpath(path, root).replace(os.sep, "/")
    try:
        document = read_document(path, root=root, encoding=encoding)
    except ReadError as error:
        return Diagnosis(relative, str(error).removeprefix(f"{relative}: "))
    confidence, damaged = _decoding(path, document, encoding)
    origins = dict(document.bib.origins)
    fields = fields_of(document.bib)
    return Diagnosis(
        relative,
        format=document.format,
        encoding=document.encoding,
        confidence=confidence,
        language=document.language,
        script=document.script,
        characters=len(document.text),
        pages=len(document.pages),
        wraps=_wraps(document),
        mojibake=tuple(mojibake_lines(document.text)),
        defects=((f"{damaged} undecodable places",) if damaged else ()) + document.defects,
        repairs=document.repairs,
        missing=tuple(field for field in WANTED if field not in fields),
        guessed=tuple((field, origins[field]) for field in WANTED if origins.get(field, "").endswith("(guess)")),
    )


def _decoding(path: str, document: Document, encoding: str | None) -> tuple[float | None, int]:
    """How sure the encoding is, and in how many places the bytes are none of it."""
    if not document.encoding:
        return None, 0
    with open(path, "rb") as file:
        decoded = decode(file.read(), encoding)
    return decoded.confidence, decoded.damaged


def _wraps(document: Document) -> int:
    """Line breaks within paragraphs, of a format that has the lines of a page."""
    if document.format not in PRINTED:
        return 0
    text = document.text
    return sum(
        len([line for line in text[span.start : span.end].split("\n") if line.strip()]) - 1 for span in paragraphs(text)
    )
