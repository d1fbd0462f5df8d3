"""From a file to a document."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from corpus.containers.model import ROW, Member
from corpus.errors import ReadError
from corpus.identity import document_id
from corpus.language import language_and_script
from corpus.limits import Limits, beyond, limits_from_environment
from corpus.messages import Message
from corpus.model import Bib, Document
from corpus.readers import SUFFIXES, reader_for
from corpus.readers.content import Content, Source
from corpus.readers.row import read as read_row
from corpus.record.corrections import corrected, corrected_member


def read_document(path: str, *, root: str, encoding: str | None = None, limits: Limits | None = None) -> Document:
    """Read the file at ``path``, and the sidecar beside it, as a document, whose own path is relative to ``root``.

    ``encoding`` overrules what would be detected, ``limits`` those that the environment sets. Raises ReadError, which
    names the file, where it cannot be read; a file that holds many documents is none.
    """
    relative = os.path.relpath(path, root).replace(os.sep, "/")
    limits = limits or limits_from_environment()
    suffix = os.path.splitext(path)[1].lower()
    with _naming(relative):
        if suffix not in SUFFIXES:
            raise ReadError(
                "files of this kind ({suffix}) are not read; known are {suffixes}",
                suffix=suffix or Message("no suffix"),
                suffixes=" ".join(SUFFIXES),
            )
        content = reader_for(suffix)(Source(_contents(path, limits), relative, encoding, limits))
    return _document(content, relative, partial(corrected, document_path=path))


def read_member(
    member: Member, path: str, container: str, *, encoding: str | None = None, limits: Limits | None = None
) -> Document:
    """Read a member of a container as a document, as ``read_document`` reads a file.

    ``path`` is the member's own, below the container's, as the library names it. ``container`` is where the container lies;
    a sidecar beside that has the last word on its documents. Raises ReadError, which names the member.
    """
    limits = limits or limits_from_environment()
    source = Source(member.data, path, encoding, limits, member.line)
    with _naming(path):
        content = (read_row if member.suffix == ROW else reader_for(member.suffix))(source)
    correct = partial(corrected_member, container=container, member=member.name)
    return _document(content, path, correct)


@contextmanager
def _naming(path: str) -> Iterator[None]:
    """Put the path before what is said of its content."""
    try:
        yield
    except ReadError as error:
        raise ReadError("{path}: {reason}", path=path, reason=error) from error
    except MemoryError as error:
        reason = Message("it is too large for this machine's memory; split it")
        raise ReadError("{path}: {reason}", path=path, reason=reason) from error


def _document(content: Content, path: str, correct: Callable[[Bib], Bib]) -> Document:
    language, script = language_and_script(content.text)
    bib, defects = _recorded(content, correct)
    return Document(
        id=document_id(path),
        path=path,
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


def _recorded(content: Content, correct: Callable[[Bib], Bib]) -> tuple[Bib, tuple[str, ...]]:
    """The record, of which the user has the last word, and what could not be read."""
    try:
        return correct(content.bib), content.defects
    except ReadError as error:
        return content.bib, (*content.defects, Message("its sidecar, which is passed over ({reason})", reason=error))


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
        raise ReadError("it cannot be opened: {reason}", reason=error) from error
