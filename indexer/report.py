"""What is asked of a build, what it says on the way, and what it tells at the end. Data only."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter

from corpus.messages import Message
from indexer.location import Location
from indexer.manifest import FileEntry

MEMORY = 512 << 20
"""Bytes of memory that a build works with unless told otherwise."""

CHECKPOINT = 30.0
"""Seconds of work that a build can lose: what is finished is committed as often."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to index, and how. What is None, and ``paths`` where empty, stays as the index was told before.

    ``index`` is the folder for the index if not the usual one. ``exclude`` are globs (see ``corpus.walk``), ``encoding``
    forces a codec (empty: tell them apart), ``fields`` are as in ``indexer.manifest.Choices``, each taken back by an empty
    name, ``user_dictionary`` and ``bib`` (the user's own records) are paths of files (empty: none). ``jobs`` is a number of
    processes (0: one a core), ``memory`` in bytes. ``rebuild`` reads everything afresh. ``wait`` is how many seconds to
    wait for another process that writes the index, ``checkpoint`` after how many what is finished is committed.
    """

    paths: tuple[str, ...] = ()
    index: str | None = None
    exclude: tuple[str, ...] | None = None
    encoding: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    user_dictionary: str | None = None
    bib: str | None = None
    jobs: int = 0
    memory: int = MEMORY
    rebuild: bool = False
    wait: float = 0.0
    checkpoint: float = CHECKPOINT


class Phase(Enum):
    """What a build is doing."""

    LOOKING = Message("looking for files")
    READING = Message("reading")
    WRITING = Message("writing")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build has come: files and bytes of those that have to be read."""

    phase: Phase
    files: int = 0
    files_total: int = 0
    bytes: int = 0
    bytes_total: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not in the index, or not all of it, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Totals:
    """What an index holds. ``languages`` and ``scripts`` give code points by kind, most first."""

    files: int
    passages: int
    characters: int
    languages: tuple[tuple[str, int], ...]
    scripts: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, entries: Iterable[FileEntry]) -> "Totals":
        """Count the files that are indexed."""
        indexed = [entry for entry in entries if entry.is_indexed]
        return cls(
            len(indexed),
            sum(entry.passages for entry in indexed),
            sum(entry.characters for entry in indexed),
            _characters_by(indexed, "language"),
            _characters_by(indexed, "script"),
        )


@dataclass(frozen=True, slots=True)
class Described:
    """What the user's own records say of an index: the ``file``'s name, and how many ``records`` it has.

    ``files`` are described by one, ``left`` are not (their paths). ``unmatched`` names the records that describe none.
    ``changed`` says whether this build found them to say something else than before. Where there is a ``problem`` with the
    file, what it said before still holds.
    """

    file: str
    records: int
    files: int
    left: tuple[str, ...]
    unmatched: tuple[str, ...]
    changed: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``added``, ``changed``, ``moved``, ``removed`` and ``unchanged`` count files; ``bytes_read`` sizes.

    ``totals`` is of the whole index afterwards. ``others`` counts files of kinds that are not read, by suffix. ``partial``
    are indexed files of which not all could be read, ``described`` tells of the user's own
    records, if there are any. An ``interrupted`` build has kept what it had finished; one that ``outlasted`` an interrupt
    had begun its last commit, and is complete.
    ``containers`` counts files that hold many documents, each of which counts as a file otherwise.
    """

    location: Location
    added: int
    changed: int
    removed: int
    unchanged: int
    totals: Totals
    skipped: tuple[Skipped, ...]
    others: tuple[tuple[str, int], ...]
    bytes_read: int
    seconds: float
    interrupted: bool = False
    partial: tuple[Skipped, ...] = ()
    moved: int = 0
    containers: int = 0
    described: Described | None = None
    outlasted: bool = False

    @property
    def asked_to_end(self) -> bool:
        """Whether somebody asked for an end while it ran, however far it came."""
        return self.interrupted or self.outlasted

    @property
    def megabytes_a_second(self) -> float:
        """Millions of bytes read in a second of the whole run."""
        return self.bytes_read / 1e6 / self.seconds if self.seconds else 0.0


def _characters_by(entries: Iterable[FileEntry], name: str) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    kind = attrgetter(name)
    for entry in entries:
        counts[kind(entry)] += entry.characters
    return tuple(counts.most_common())
