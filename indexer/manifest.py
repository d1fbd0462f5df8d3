"""What an index was built from and by which rules: enough to bring it up to date without being told again.

The engine stores the manifest with each commit and hands it back unread. It is four lines of JSON in ASCII: a short head,
which a look-up may need (the user's words), the files and containers, which only a build reads, and the user's own records.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any, TypeVar

from corpus.errors import DamageError, LibraryError
from corpus.messages import from_data, to_data
from indexer.bibliography import Bibliography
from indexer.location import lies_in
from indexer.userdict import UserWord

VERSION = 3
"""Of the manifest's own layout."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file, or one member of a container, as it was when last read.

    ``size`` is in bytes, ``mtime_ns`` in nanoseconds, both from before it was read. ``sha256`` is empty where the file
    could not be read at all. ``reason`` says why it is not in the index and is empty where it is; ``passages`` and
    ``characters`` (code points) count what is. ``document_id`` names the document that it gave. ``sidecar`` tells the state
    of the sidecar beside it (see ``corpus.walk``). ``defects`` says what of it could not be read, in words.

    A member names its ``container``, whose sidecar speaks for it; its ``size`` and ``sha256`` are those of its content.
    ``line`` is where a row's text begins in its table.
    """

    path: str
    size: int
    mtime_ns: int
    sha256: str
    document_id: str = ""
    format: str = ""
    encoding: str = ""
    language: str = ""
    script: str = ""
    passages: int = 0
    characters: int = 0
    reason: str = ""
    sidecar: str = ""
    defects: str = ""
    container: str = ""
    line: int = 0

    @property
    def is_indexed(self) -> bool:
        """Whether the file's document is in the index."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class ContainerEntry:
    """A file that holds many documents as it was when last read; these have entries of their own.

    The first five are as in ``FileEntry``. ``reason`` says why nothing of it could be read, ``defects`` what of it could
    not. ``others`` counts members of kinds that are not read, by suffix.
    """

    path: str
    size: int
    mtime_ns: int
    sha256: str
    sidecar: str = ""
    reason: str = ""
    defects: str = ""
    others: tuple[tuple[str, int], ...] = ()


Entry = TypeVar("Entry", FileEntry, ContainerEntry)
_ROW = attrgetter(*(part.name for part in fields(FileEntry)))
_CONTAINER_ROW = attrgetter(*(part.name for part in fields(ContainerEntry)))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user asked for, repeated by every later build until asked otherwise.

    ``paths`` were to be indexed and ``removed`` were taken out again, both relative to the library's root; of two that
    hold a file the longer decides. ``exclude`` are glob patterns, ``encoding`` a codec's name or empty. ``fields`` are
    pairs: what is looked for in the rows of tables, and what it is called there (see ``corpus.containers.model``).
    ``bib`` is the library file of the user's own records, relative to the root if it lies there, or empty.
    """

    paths: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    encoding: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    bib: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """An index's memory of its files.

    ``complete`` is false after a build that was cut short. ``built`` is ISO 8601 with time zone;
    ``scanned_ns`` is when the files were looked at, in nanoseconds: a file that changed in the same moment is not trusted
    to be what its time says. ``words`` are the user's own, ``others`` counts files of other kinds by suffix.
    """

    choices: Choices = Choices()
    words: tuple[UserWord, ...] = ()
    complete: bool = True
    built: str = ""
    scanned_ns: int = 0
    others: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, FileEntry] = field(default_factory=dict)
    containers: Mapping[str, ContainerEntry] = field(default_factory=dict)
    bibliography: Bibliography = field(default_factory=Bibliography)


def encode(manifest: Manifest) -> bytes:
    """The manifest as four lines of ASCII; names that are not UTF-8 survive as escaped surrogates."""
    head = {
        "version": VERSION,
        "choices": {part.name: getattr(manifest.choices, part.name) for part in fields(Choices)},
        "words": [(word.text, word.frequency) for word in manifest.words],
        "complete": manifest.complete,
        "built": manifest.built,
        "scanned_ns": manifest.scanned_ns,
        "others": dict(manifest.others),
    }
    rows = [_plain(_ROW, entry) for entry in manifest.files.values()]
    containers = [_plain(_CONTAINER_ROW, entry) for entry in manifest.containers.values()]
    bibliography = {part.name: getattr(manifest.bibliography, part.name) for part in fields(Bibliography)}
    lines = [json.dumps(part, separators=(",", ":")) for part in (head, rows, containers, bibliography)]
    return "\n".join(lines).encode("ascii")


def decode_head(data: bytes) -> Manifest:
    """The manifest without its files. Raises LibraryError where it cannot be understood."""
    return _decode(data.partition(b"\n")[0], b"[]", b"[]", b"{}")


def decode(data: bytes) -> Manifest:
    """What ``encode`` made. Raises LibraryError on anything else."""
    head, rows, containers, bibliography, *_ = *data.split(b"\n", 3), b"", b"", b""
    return _decode(head, rows, containers, bibliography)


def decode_bibliography(data: bytes) -> Bibliography:
    """What an encoded manifest holds of the user's own records. Raises LibraryError where it cannot be understood."""
    head, bibliography = data.partition(b"\n")[0], data[data.rfind(b"\n") + 1 :]
    return _decode(head, b"[]", b"[]", bibliography).bibliography


def _decode(head: bytes, rows: bytes, containers: bytes, bibliography: bytes) -> Manifest:
    try:
        values: dict[str, Any] = json.loads(head)
        if values.pop("version") != VERSION:
            raise LibraryError("the index was made by another version of yinde; run: yinde index --rebuild PATH")
        asked = values.pop("choices")
        paths, removed, exclude = (tuple(asked[name]) for name in ("paths", "removed", "exclude"))
        named = tuple((kind, name) for kind, name in asked["fields"])
        choices = Choices(paths, removed, exclude, asked["encoding"], named, asked["bib"])
        words = tuple(UserWord(text, frequency) for text, frequency in values.pop("words"))
        files = {row[0]: FileEntry(*row) for row in json.loads(rows, object_hook=from_data)}
        held = {row[0]: _container(*row) for row in json.loads(containers, object_hook=from_data)}
        own = json.loads(bibliography)
        described = Bibliography(**own | {"unmatched": tuple(own.get("unmatched", ()))})
        return Manifest(choices=choices, words=words, files=files, containers=held, bibliography=described, **values)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise DamageError("the index's list of files is damaged; run: yinde index --rebuild PATH") from error


def _container(*row: Any) -> ContainerEntry:  # noqa: ANN401 - JSON
    others = tuple((suffix, number) for suffix, number in row[-1])
    return replace(ContainerEntry(*row), others=others)


def _plain(row: Callable[[Entry], Sequence[object]], entry: Entry) -> Sequence[object]:
    """The row of an entry, messages in it taken apart, so that they can be said in any language later."""
    return [*map(to_data, row(entry))] if entry.reason or entry.defects else row(entry)


def covers(choices: Choices, path: str) -> bool:
    """Whether a file of the library is to be indexed, as far as ``paths`` and ``removed`` go."""
    asked = _longest(choices.paths, path)
    return asked >= 0 and asked >= _longest(choices.removed, path)


def _longest(folders: Iterable[str], path: str) -> int:
    """The length of the longest folder that is the path or holds it (0 for the root), or -1."""
    return max((0 if folder == "." else len(folder) for folder in folders if lies_in(path, folder)), default=-1)
