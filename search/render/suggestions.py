"""Say what may be tried where nothing was found."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from search.render.kinds import counted, listed, passages
from search.render.speech import gettext as _
from search.render.visible import one_line
from search.suggest.model import Suggestion


def draw_suggestions(suggestions: Sequence[Suggestion]) -> Iterator[str]:
    """Yield a sentence for each term, those of one kind about one term put together."""
    apart = [each for each in suggestions if each.kind == "apart"]
    if apart:
        yield _("no passage has them all: {found}; --any is content with one").format(found=_listed(apart))
    for (kind, asked), group in groupby(suggestions, lambda each: (each.kind, each.asked)):
        found = list(group)
        if kind in {"look-alike", "spelling"}:
            yield _("did you mean {found}?").format(found=_listed(found, _(" or ")))
        elif kind == "part":
            yield _("the longest part of {asked} that occurs is {found}").format(
                asked=one_line(asked), found=_listed(found)
            )
        elif kind == "absent":
            yield _("{asked} is nowhere in this library").format(asked=one_line(asked))
        elif kind == "conditions":
            yield counted(
                "{number:,} passage holds it, in a document that the conditions leave out",
                "{number:,} passages hold it, in documents that the conditions leave out",
                found[0].passages,
            )


def _listed(suggestions: Sequence[Suggestion], last: str = "") -> str:
    """Name what occurs and how often, with ``last`` before the last of several."""
    shown = [
        _("{words} ({passages})").format(words=one_line(each.instead), passages=passages(each.passages))
        for each in suggestions
    ]
    return listed(shown[:-1]) + last + shown[-1] if last and len(shown) > 1 else listed(shown)
