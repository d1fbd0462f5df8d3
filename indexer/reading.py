"""From files to batches: what worker processes do."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from corpus.errors import ReadError
from corpus.identity import content_digest
from corpus.messages import Message, joined
from corpus.model import Document, Passage
from corpus.readers import FRAGILE, PLAIN
from indexer.batch import Batch
from indexer.manifest import FileEntry
from indexer.pieces import LARGE, Piece
from indexer.plan import Suspect
from indexer.segment import WordSegmenter
from indexer.unpack import Settled
from indexer.userdict import UserWord

TASK_BYTES = 1 << 20
"""Bytes of files in a task: enough for arrays to pay, little enough to keep every process busy."""
TASK_FILES = 1000
"""Files in a task, for folders of tiny ones."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task's files: ``entries`` for all that were read, ``same`` for those found to be unchanged.

    The entries in ``same`` have only their path, size, time and hash. ``bytes_read`` counts the sizes of all. Files that
    are ``large`` are left for ``indexer.large``.
    """

    batches: tuple[Batch, ...]
    entries: tuple[FileEntry, ...]
    same: tuple[FileEntry, ...]
    bytes_read: int
    large: tuple[Suspect, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Some files to read, and what became of containers up to the last of them."""

    files: tuple[Suspect, ...]
    settled: tuple[Settled, ...] = ()

    @property
    def bytes(self) -> int:
        """How much of what lies on disk is done with it."""
        return sum(file.size for file in self.files if file.member is None) + sum(each.bytes for each in self.settled)


@dataclass(slots=True)
class FileReader:
    """Reads, splits and analyses files. It crosses to worker processes before its segmenter loads anything."""

    root: str
    encoding: str = ""
    words: tuple[UserWord, ...] = ()
    segmenter: WordSegmenter = field(init=False)

    def __post_init__(self) -> None:
        self.segmenter = WordSegmenter(self.words)

    def prepare(self) -> None:
        """Load what every file of some size needs."""
        from indexer.analyse import prepare

        prepare(self.segmenter)

    def __call__(self, task: Sequence[Suspect] | Piece) -> Outcome:
        """Read the files of a task. A file that cannot be read, for whatever reason, becomes an entry with the reason.

        Of a piece of a large document, analyse it.
        """
        if isinstance(task, Piece):
            from indexer.analyse import analyse_piece

            return Outcome((analyse_piece(task, self.segmenter),), (), (), 0)
        entries: list[FileEntry] = []
        same: list[FileEntry] = []
        large: list[Suspect] = []
        read: list[tuple[Document, Sequence[Passage]]] = []
        for suspect in task:
            entry = hashed(suspect)
            if entry.reason:
                entries.append(entry)
            elif entry.sha256 == suspect.sha256 and suspect.sidecar == suspect.old_sidecar:
                same.append(entry)
            elif (found := self._read(suspect, entry)) is not None:
                entry, content = found
                entries.append(entry)
                read.extend(content)
            else:
                large.append(suspect)
        batches, failed = self._analyse(read)
        entries = [failed_entry(entry, failed[entry.path]) if entry.path in failed else entry for entry in entries]
        size = sum(entry.size for entry in (*entries, *same))
        return Outcome(batches, tuple(entries), tuple(same), size, tuple(large))

    def document(self, suspect: Suspect) -> Document:
        """The document that a file is. Raises ReadError."""
        from corpus.read import read_document, read_member

        encoding = self.encoding or None
        if suspect.member is None:
            document = read_document(suspect.path, root=self.root, encoding=encoding)
        else:
            document = read_member(suspect.member, suspect.relative, suspect.path, encoding=encoding)
        return replace(document, id=suspect.document_id or document.id)

    def blank(self, document: Document) -> Batch:
        """The batch of a document that has no passages."""
        from indexer.analyse import analyse

        return analyse([(document, ())], self.segmenter)

    def _read(
        self, suspect: Suspect, entry: FileEntry
    ) -> tuple[FileEntry, list[tuple[Document, Sequence[Passage]]]] | None:
        """The entry of a file and its content, if it has any; None where it is large."""
        from corpus.split import split

        suffix = os.path.splitext(suspect.relative)[1].lower()
        if entry.size >= LARGE and suffix in PLAIN:
            return None
        try:
            document = self.document(suspect)
            if len(document.text) >= LARGE and suffix not in FRAGILE:
                return None
            passages = split(document)
        except ReadError as error:
            return failed_entry(entry, error.reason), []
        except Exception as error:  # noqa: BLE001 - one bad file must not stop a run of thousands
            return failed_entry(entry, unexpected(error)), []
        return described(entry, document, len(passages)), [(document, passages)]

    def _analyse(
        self, documents: Sequence[tuple[Document, Sequence[Passage]]]
    ) -> tuple[tuple[Batch, ...], dict[str, str]]:
        """Analyse all documents in one batch or, should that fail, each alone; give the reasons of those that fail."""
        from indexer.analyse import analyse

        if not documents:
            return (), {}
        try:
            return (analyse(documents, self.segmenter),), {}
        except Exception as error:  # noqa: BLE001 - one bad file must not stop a run of thousands
            if len(documents) == 1:
                return (), {documents[0][0].path: unexpected(error)}
        batches: list[Batch] = []
        failed: dict[str, str] = {}
        for document in documents:
            done, reasons = self._analyse([document])
            batches.extend(done)
            failed |= reasons
        return tuple(batches), failed


def tasks(todo: Iterable[Suspect | Settled]) -> Iterator[Task]:
    """Divide files into tasks of about a megabyte, in order. The same for any number of processes."""
    files: list[Suspect] = []
    settled: list[Settled] = []
    size = 0
    for each in todo:
        if isinstance(each, Settled):
            settled.append(each)
            continue
        if files and (size + each.size > TASK_BYTES or len(files) == TASK_FILES):
            yield Task(tuple(files), tuple(settled))
            files, settled, size = [], [], 0
        files.append(each)
        size += each.size
    if files or settled:
        yield Task(tuple(files), tuple(settled))


def crashed(file: Suspect, reason: str) -> Outcome:
    """What became of a file that took the process down which read it."""
    entry = failed_entry(hashed(file), reason)
    return Outcome((), (entry,), (), file.size)


def failed_entry(entry: FileEntry, reason: str) -> FileEntry:
    """The entry of a file that is not in the index."""
    return FileEntry(
        entry.path,
        entry.size,
        entry.mtime_ns,
        entry.sha256,
        reason=reason,
        sidecar=entry.sidecar,
        container=entry.container,
        line=entry.line,
    )


def hashed(file: Suspect) -> FileEntry:
    """Size, time and hash of a file; the first two from before it was read, so that a change meanwhile is seen later."""
    member = file.member
    if member is not None:
        return FileEntry(
            file.relative,
            len(member.data),
            0,
            sha256(member.data).hexdigest(),
            sidecar=file.sidecar,
            container=file.container,
            line=member.line,
        )
    try:
        status = os.stat(file.path)
        digest = content_digest(file.path)
    except OSError as error:
        return FileEntry(file.relative, file.size, 0, "", reason=Message("{reason}", reason=error))
    return FileEntry(file.relative, status.st_size, status.st_mtime_ns, digest, sidecar=file.sidecar)


def described(entry: FileEntry, document: Document, passages: int) -> FileEntry:
    """The entry of a file that was read as a document of so many passages."""
    return FileEntry(
        entry.path,
        entry.size,
        entry.mtime_ns,
        entry.sha256,
        document.id,
        document.format,
        document.encoding,
        document.language,
        document.script,
        passages,
        len(document.text),
        sidecar=entry.sidecar,
        defects=joined(document.defects),
        container=entry.container,
        line=entry.line,
    )


def unexpected(error: Exception) -> str:
    """What is said of a file that met a defect of ours."""
    return Message(
        "cannot be read ({fault}: {reason}); please report this as a bug", fault=type(error).__name__, reason=error
    )
