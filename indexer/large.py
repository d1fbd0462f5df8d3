"""Reading a large document: here, and a piece at a time, so that it takes no more memory than its text and a few pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import ReadError
from corpus.split import each_passage
from indexer.pieces import PIECE, pieces
from indexer.reading import Outcome, described, failed_entry, hashed, unexpected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from indexer.batch import Batch
    from indexer.pieces import Piece
    from indexer.plan import Suspect
    from indexer.reading import FileReader


def read_large(
    file: Suspect, reader: FileReader, analysed: Callable[[Iterable[Piece]], Iterator[Batch]]
) -> Iterator[Outcome]:
    """Read a file and give its batches, each as an outcome of its own; its entry comes with the last.

    ``analysed`` analyses pieces, in order, and raises ReadError where one cannot be. A file that cannot be read, for
    whatever reason, becomes an entry with the reason.
    """
    entry = hashed(file)
    if entry.reason:
        yield Outcome((), (entry,), (), entry.size)
        return
    try:
        document = reader.document(file)
        count = 0
        for batch in analysed(pieces(document, each_passage(document), PIECE)):
            count += len(batch.passages.ids)
            if batch.unfinished:
                yield Outcome((batch,), (), (), 0)
            else:
                yield Outcome((batch,), (described(entry, document, count),), (), entry.size)
        if not count:
            yield Outcome((reader.blank(document),), (described(entry, document, 0),), (), entry.size)
    except ReadError as error:
        yield Outcome((), (failed_entry(entry, error.reason),), (), entry.size)
    except Exception as error:  # noqa: BLE001 - one bad file must not stop a run of thousands
        yield Outcome((), (failed_entry(entry, unexpected(error)),), (), entry.size)
