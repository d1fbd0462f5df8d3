"""Draw what was found when an index was proved."""

from collections.abc import Iterator

from indexer.verify import Verification
from search.render.json import Value
from search.render.kinds import counted
from search.render.screen import HEADING, PLACE, Screen
from search.render.visible import visible_name

_LISTED = 20


def draw_verification(found: Verification, screen: Screen) -> Iterator[str]:
    """Yield whether the index is whole, what was looked at, and what is not as it should be."""
    place = screen.paint(visible_name(found.location.index), PLACE)
    if found.damages:
        yield f"{place}: {screen.paint('damaged', HEADING)}"
        yield from _listed(found.damages)
        yield "  mend it: yinde index --rebuild"
    else:
        yield f"{place}: whole"
        yield (
            f"  {counted(found.documents, 'document')}, {counted(found.passages, 'passage')};"
            f" {found.compared:,} compared with their files"
        )
    if found.changed:
        yield f"  {counted(len(found.changed), 'file')} no longer as indexed; bring the index up to date: yinde index"
        yield from _listed(tuple(f"{each.path}: {each.reason}" for each in found.changed))
    if not found.complete:
        yield "  its build was cut short; go on with it: yinde index"


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


def _listed(lines: tuple[str, ...]) -> Iterator[str]:
    for line in lines[:_LISTED]:
        yield f"    {visible_name(line)}"
    if len(lines) > _LISTED:
        yield f"    and {len(lines) - _LISTED:,} more; all of them: yinde verify --json"
