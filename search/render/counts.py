"""Draw the occurrences of a query, document by document, as a table."""

from collections.abc import Iterator

from search.render.kinds import counted
from search.render.screen import FAINT, PLACE, Screen
from search.render.speech import gettext as _
from search.render.terminal import SEPARATOR, Locate
from search.render.visible import visible_name
from search.summaries import Counts


def draw_counts(counts: Counts, screen: Screen, locate: Locate = str) -> Iterator[str]:
    """Yield a line for each document, the number first, and one for the whole."""
    digits = len(f"{counts.total:,}")
    for each in counts.documents:
        yield f"{each.occurrences:>{digits},}  {screen.paint(visible_name(locate(each.path)), PLACE)}"
    documents = counted("in {number:,} document", "in {number:,} documents", len(counts.documents))
    whole = [f"{counts.total:>{digits},}  {documents}"]
    if counts.verified is not None:
        whole.append(_("the same as a plain scan of {number:,}").format(number=counts.verified))
    yield screen.paint(SEPARATOR.join(whole), FAINT)
