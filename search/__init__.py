"""Turn a question into hits, and hits into text on a screen. ``open_library`` is where other programs begin."""

import importlib
import typing

if typing.TYPE_CHECKING:
    from corpus.errors import LibraryError, NotFoundError, QuerySyntaxError, YindeError
    from search.library import Library, open_library
    from search.model import Expansion, Hit, Results, Snippet
    from search.summaries import Counts, DocumentCount, DocumentSummary, LibraryInfo

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

_HOMES = ("search.library", "search.model", "search.summaries", "corpus.errors")


def __getattr__(name: str) -> object:
    """The public names, imported when they are first asked for: parts of this package must not pay for all of it."""
    if name in __all__:
        for home in _HOMES:
            module = importlib.import_module(home)
            if name in vars(module):
                return vars(module)[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
