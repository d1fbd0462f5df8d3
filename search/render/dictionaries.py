"""Draw the dictionaries that a library is asked with."""

from collections.abc import Iterator, Sequence

from search.render.json import Value
from search.render.screen import FAINT, Screen
from search.render.speech import gettext as _
from search.render.speech import spoken
from search.render.visible import visible, visible_name
from search.render.width import display_width
from search.translate.shelf import Shelved


def draw_dictionaries(rows: Sequence[Shelved], screen: Screen) -> Iterator[str]:
    """Yield a line for each: its name, how many entries it has, where it counts, and what it is."""
    names = [visible_name(row.name) for row in rows]
    counts = [f"{row.entries:,}" for row in rows]
    width, digits = max(map(display_width, names)), max(map(len, counts))
    for row, name, count in zip(rows, names, counts, strict=True):
        scope = _("this library") if row.scope == "library" else _("all libraries")
        state = "" if row.is_on else _(", not used here")
        padding = " " * (width - display_width(name))
        about = screen.paint(visible(spoken(row.about)), FAINT)
        yield f"{name}{padding}  {count:>{digits}}  {scope}{state}  {about}".rstrip()


def dictionary_object(row: Shelved) -> Value:
    """Give a dictionary as an object."""
    return {"name": row.name, "entries": row.entries, "scope": row.scope, "about": row.about, "on": row.is_on}
