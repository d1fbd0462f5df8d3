"""Say what may be tried where nothing was found."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from search.render.visible import one_line
from search.suggest.model import Suggestion


def draw_suggestions(suggestions: Sequence[Suggestion]) -> Iterator[str]:
    """Yield a sentence for each term, those of one kind about one term put together."""
    apart = [each for each in suggestions if each.kind == "apart"]
    if apart:
        yield f"no passage has them all: {_listed(apart)}; --any is content with one"
    for (kind, asked), group in groupby(suggestions, lambda each: (each.kind, each.asked)):
        found = list(group)
        if kind in {"look-alike", "spelling"}:
            yield f"did you mean {_listed(found, 'or')}?"
        elif kind == "part":
            yield f"the longest part of {one_line(asked)} that occurs is {_listed(found)}"
        elif kind == "absent":
            yield f"{one_line(asked)} is nowhere in this library"
        elif kind == "conditions":
            yield f"{_passages(found[0].passages)} hold it, in documents that the conditions leave out"


def _listed(suggestions: Sequence[Suggestion], last: str = "") -> str:
    """Name what occurs and how often."""
    shown = [f"{one_line(each.instead)} ({_passages(each.passages)})" for each in suggestions]
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}" if last and len(shown) > 1 else ", ".join(shown)


def _passages(number: int) -> str:
    return f"{number:,} {'passage' if number == 1 else 'passages'}"
