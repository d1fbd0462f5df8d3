"""Opening an index for look-ups, and making sure that it was built by the rules of today."""

from functools import cached_property
from typing import TYPE_CHECKING

from indexer.stamps import check_stamps, has_records, has_user_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.cut_in_place import InPlaceCutter
    from indexer.engine import Engine, Reader
    from indexer.segment import WordSegmenter


_CUT_IN_PLACE = 500
"""Characters that are cut before a segmenter is loaded: 0.15 ms each, against 0.12 s."""


def open_engine(folder: str) -> "Engine":
    """The engine of the index in this folder, which need not exist yet."""
    from indexer.whoosh_engine import WhooshEngine

    return WhooshEngine(folder)


def open_reader(folder: str) -> "Reader":
    """Open the index in a folder (see ``indexer.location.find_index``), to be closed by the caller.

    Raises NoIndexError where there is none, LibraryError where it is damaged or was built by other rules.
    """
    reader = open_engine(folder).reader()
    try:
        check_stamps(reader.stamps, folder)
        if has_records(reader.stamps):
            from indexer.bibliography import Describer
            from indexer.manifest import decode_bibliography

            reader.describe(Describer(decode_bibliography(reader.manifest())))
    except BaseException:
        reader.close()
        raise
    return reader


class IndexSegmenter:
    """Cuts text into the words that an index is in: the user's own, if it was built with any, are kept in it.

    Nothing is loaded before the first cut; the reader must still be open then. The first few runs, if they are short, are
    cut without loading a segmenter.
    """

    def __init__(self, reader: "Reader") -> None:
        self._reader = reader
        self._room = 0 if has_user_words(reader.stamps) else _CUT_IN_PLACE

    def cut(self, han_run: str) -> "Sequence[str]":
        """The words of a run of Han characters; joined they are the run."""
        self._room -= len(han_run)
        if self._room >= 0 and self._in_place is not None:
            return self._in_place.cut(han_run)
        return self._segmenter.cut(han_run)

    @cached_property
    def _in_place(self) -> "InPlaceCutter | None":
        from indexer.cut_in_place import InPlaceCutter

        try:
            return InPlaceCutter()
        except OSError:
            return None

    @cached_property
    def _segmenter(self) -> "WordSegmenter":
        from indexer.segment import WordSegmenter

        if not has_user_words(self._reader.stamps):
            return WordSegmenter()
        from indexer.manifest import decode_head

        return WordSegmenter(decode_head(self._reader.manifest()).words)
