"""Draw the occurrences of a query, document by document, as a table."""

from collections.abc import Iterator

from search.render.screen import FAINT, PLACE, Screen
from search.render.terminal import SEPARATOR, Locate
from search.render.visible import visible_name
from search.summaries import Counts


def draw_counts(counts: Counts, screen: Screen, locate: Locate = str) -> Iterator[str]:
    """Yield a line for each document, the number first, and one for the whole."""
    digits = len(f"{counts.total:,}")
    for each in counts.documents:
        yield f"{each.occurrences:>{digits},}  {screen.paint(visible_name(locate(each.path)), PLACE)}"
    documents = len(counts.documents)
    whole = [f"{counts.total:>{digits},}  in {documents:,} {'document' if documents == 1 else 'documents'}"]
    if counts.verified is not None:
        whole.append(f"the same as a plain scan of {counts.verified:,}")
    yield screen.paint(SEPARATOR.join(whole), FAINT)
