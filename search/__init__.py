"""Turn a question into hits, and hits into text on a screen. ``open_library`` is where other programs begin."""

from corpus.errors import LibraryError, NotFoundError, QuerySyntaxError, YindeError
from search.library import Library, open_library
from search.model import Counts, DocumentCount, DocumentSummary, Expansion, Hit, LibraryInfo, Results, Snippet

__all__ = [
    "Counts",
    "DocumentCount",
    "DocumentSummary",
    "Expansion",
    "Hit",
    "Library",
    "LibraryError",
    "LibraryInfo",
    "NotFoundError",
    "QuerySyntaxError",
    "Results",
    "Snippet",
    "YindeError",
    "open_library",
]
