"""Proving an index: its bytes and numbers, its documents against its list of files, and these against the files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import DamageError
from corpus.messages import Message
from corpus.model import Document
from indexer.engine import Engine, Reader, StoredDocument
from indexer.location import Location, find_index
from indexer.manifest import Manifest, decode
from indexer.open import open_engine
from indexer.originals import originals
from indexer.report import Skipped
from indexer.stamps import check_stamps, located

SAMPLE = 100
"""Documents that are compared with their files unless all are."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: ``damages``, a line each, and documents whose files have ``changed`` since, which is no damage.

    ``documents`` and ``passages`` count what the index holds, ``compared`` the documents held against their files.
    ``complete`` is false for an index whose build was cut short. ``location`` has no root where the index cannot be opened.
    """

    location: Location
    documents: int = 0
    passages: int = 0
    compared: int = 0
    damages: tuple[str, ...] = ()
    changed: tuple[Skipped, ...] = ()
    complete: bool = True

    @property
    def whole(self) -> bool:
        """Whether no damage was found."""
        return not self.damages


def verify(
    path: str = ".",
    index: str | None = None,
    *,
    every: bool = False,
    engine_in: Callable[[str], Engine] = open_engine,
) -> Verification:
    """Prove the index that is nearest to a path, or ``index``; ``every`` compares all documents with their files.

    Raises NoIndexError where there is none, LibraryError where it cannot be read or was built by other rules.
    """
    folder = find_index(path, index)
    try:
        reader = engine_in(folder).reader()
    except DamageError as error:
        return Verification(Location("", folder), damages=(error.message,))
    try:
        check_stamps(reader.stamps, folder)
        location = located(reader.stamps, folder)
        try:
            return _proved(reader, location, every=every)
        except DamageError as error:
            return Verification(location, damages=(error.message,))
    finally:
        reader.close()


def _proved(reader: Reader, location: Location, *, every: bool) -> Verification:
    damages = tuple(reader.damages())
    if damages:
        return Verification(location, damages=damages)
    manifest = decode(reader.manifest())
    stored = {found.document.path: found for found in reader.documents()}
    damages = tuple(_disagreements(stored, reader.document_count, manifest))
    chosen = _chosen([path for path in sorted(stored) if path in manifest.files], every=every)
    changed: list[Skipped] = []
    compared = 0
    for path, fresh in originals(location.root, manifest, chosen):
        if isinstance(fresh, str):
            changed.append(Skipped(path, fresh))
            continue
        compared += 1
        damages += tuple(
            Message("{path}: {reason}", path=path, reason=what) for what in _differences(reader, stored[path], fresh)
        )
    return Verification(
        location, len(stored), reader.passage_count, compared, damages, tuple(changed), manifest.complete
    )


def _disagreements(stored: Mapping[str, StoredDocument], count: int, manifest: Manifest) -> Iterator[str]:
    """Where the documents are not those that the list of files says."""
    if len(stored) != count:
        yield Message.counting(
            "the index holds a document twice", "the index holds {number} documents twice", count - len(stored)
        )
    listed = {path: entry for path, entry in manifest.files.items() if entry.is_indexed}
    for path in sorted(stored.keys() - listed.keys()):
        yield Message("{path}: in the index, but not in its list of files", path=path)
    for path in sorted(listed.keys() - stored.keys()):
        yield Message("{path}: in the index's list of files, but not in the index", path=path)
    for path in sorted(listed.keys() & stored.keys()):
        found, entry = stored[path], listed[path]
        passages = found.last - found.first + 1
        if (found.document.id, passages, found.characters) != (entry.document_id, entry.passages, entry.characters):
            yield Message("{path}: the index and its list of files count it differently", path=path)


def _chosen(paths: Sequence[str], *, every: bool) -> Sequence[str]:
    """All, or ``SAMPLE`` of them spread evenly."""
    if every or len(paths) <= SAMPLE:
        return paths
    return [paths[at * len(paths) // SAMPLE] for at in range(SAMPLE)]


def _differences(reader: Reader, stored: StoredDocument, fresh: Document) -> Iterator[str]:
    from corpus.split import split

    if reader.text(stored) != fresh.text:
        yield Message("its text in the index is not that of its file")
        return
    passages = split(fresh)
    if [reader.passage(number) for number in range(stored.first, stored.last + 1)] != list(passages):
        yield Message("its passages in the index are not those of its file")
    found = stored.document
    if (found.bib, found.pages, found.format) != (fresh.bib, fresh.pages, fresh.format):
        yield Message("what the index says of it is not what its file says")
