"""Opening an index for look-ups, and making sure that it was built by the rules of today."""

from typing import TYPE_CHECKING

from indexer.stamps import check_stamps, has_user_words

if TYPE_CHECKING:
    from indexer.engine import Engine, Reader
    from indexer.segment import WordSegmenter


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
    except BaseException:
        reader.close()
        raise
    return reader


def segmenter_of(reader: "Reader") -> "WordSegmenter":
    """What cuts text into the words that an index is in: the user's own, if it was built with any, are kept in it."""
    from indexer.segment import WordSegmenter

    if not has_user_words(reader.stamps):
        return WordSegmenter()
    from indexer.manifest import decode_head

    return WordSegmenter(decode_head(reader.manifest()).words)
