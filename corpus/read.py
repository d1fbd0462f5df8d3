"""From a file to a document."""

import os
import stat

from corpus.errors import ReadError
from corpus.identity import document_id
from corpus.language import language_and_script
from corpus.limits import Limits, beyond, limits_from_environment
from corpus.model import Bib, Document
from corpus.readers import SUFFIXES, reader_for
from corpus.readers.content import Content, Source
from corpus.record.sidecar import corrected


def read_document(path: str, *, root: str, encoding: str | None = None, limits: Limits | None = None) -> Document:
    """Read the file at ``path``, and the sidecar beside it, as a document, whose own path is relative to ``root``.

    ``encoding`` overrules what would be detected, ``limits`` those that the environment sets. Raises ReadError, which
    names the file, where it cannot be read.
    """
    relative = os.path.relpath(path, root).replace(os.sep, "/")
    try:
        content = _read(path, relative, encoding, limits or limits_from_environment())
    except ReadError as error:
        raise ReadError(f"{relative}: {error}") from error
    except MemoryError as error:
        raise ReadError(f"{relative}: it is too large for this machine's memory; split it") from error
    language, script = language_and_script(content.text)
    bib, defects = _recorded(content, path)
    return Document(
        id=document_id(relative),
        path=relative,
        text=content.text,
        bib=bib,
        pages=content.pages,
        lines=content.lines,
        format=content.format,
        encoding=content.encoding,
        language=language,
        script=script,
        defects=defects,
        repairs=content.repairs,
    )


def _read(path: str, relative: str, encoding: str | None, limits: Limits) -> Content:
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in SUFFIXES:
        raise ReadError(f"files of this kind ({suffix or 'no suffix'}) are not read; known are {' '.join(SUFFIXES)}")
    return reader_for(suffix)(Source(_contents(path, limits), relative, encoding, limits))


def _recorded(content: Content, path: str) -> tuple[Bib, tuple[str, ...]]:
    """The record, of which the sidecar beside the file has the last word, and what could not be read."""
    try:
        return corrected(content.bib, path), content.defects
    except ReadError as error:
        return content.bib, (*content.defects, f"its sidecar, which is passed over ({error})")


def _contents(path: str, limits: Limits) -> bytes:
    """The bytes of a regular file; opening anything else could wait for ever."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("it is no regular file (a folder, pipe or device)")
        if status.st_size > limits.megabytes << 20:
            raise beyond("megabytes", "megabytes", limits.megabytes)
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        raise ReadError(f"it cannot be opened: {getattr(error, 'strerror', None) or error}") from error
