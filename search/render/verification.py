"""Draw what was found when an index was proved."""

from collections.abc import Iterator, Sequence

from corpus.messages import Message
from indexer.verify import Verification
from search.render.json import Value
from search.render.kinds import counted, documents, listed, passages
from search.render.screen import HEADING, PLACE, Screen
from search.render.speech import gettext as _
from search.render.speech import spoken
from search.render.visible import visible_name

_LISTED = 20


def draw_verification(found: Verification, screen: Screen) -> Iterator[str]:
    """Yield whether the index is whole, what was looked at, and what is not as it should be."""
    place = screen.paint(visible_name(found.location.index), PLACE)
    if found.damages:
        yield _("{path}: {verdict}").format(path=place, verdict=screen.paint(_("damaged"), HEADING))
        yield from _listed(found.damages)
        yield "  " + _("mend it: yinde index --rebuild")
    else:
        yield _("{path}: {verdict}").format(path=place, verdict=_("whole"))
        held = listed([documents(found.documents), passages(found.passages)])
        yield "  " + _("{held}; {number:,} compared with their files").format(held=held, number=found.compared)
    if found.changed:
        yield "  " + counted(
            "{number:,} file no longer as indexed; bring the index up to date: yinde index",
            "{number:,} files no longer as indexed; bring the index up to date: yinde index",
            len(found.changed),
        )
        yield from _listed([Message("{path}: {reason}", path=each.path, reason=each.reason) for each in found.changed])
    if not found.complete:
        yield "  " + _("its build was cut short; go on with it: yinde index")


def verification_object(found: Verification) -> Value:
    """Give what was found as an object."""
    return {
        "index": found.location.index,
        "root": found.location.root,
        "whole": found.whole,
        "damages": list(found.damages),
        "changed": [{"path": each.path, "reason": each.reason} for each in found.changed],
        "documents": found.documents,
        "passages": found.passages,
        "compared": found.compared,
        "complete": found.complete,
    }


def _listed(lines: Sequence[str]) -> Iterator[str]:
    for line in lines[:_LISTED]:
        yield f"    {visible_name(spoken(line))}"
    if len(lines) > _LISTED:
        yield "    " + _("and {number:,} more; all of them: yinde verify --json").format(number=len(lines) - _LISTED)
