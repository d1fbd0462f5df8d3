"""What stands in the passages of a segment that are not deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.whoosh_engine.core import SegmentCore
    from indexer.whoosh_engine.postings import Postings, Single


def live_size(core: SegmentCore, postings: Postings | Single) -> int:
    """In how many of them the term of a list stands. Reads the list only where something is deleted."""
    if core.live is None:
        return postings.size
    key = ("live size", postings.place)
    if key not in core.cache:
        core.cache[key] = sum(map(core.live.__getitem__, postings.numbers()))
    size: int = core.cache[key]
    return size


def live_languages(core: SegmentCore) -> frozenset[str]:
    """Their languages. Goes through the passages only where there are several, and only until each was met."""
    kinds = [language for language, _ in core.meta["kinds"]]
    wanted = set(kinds)
    if core.live is None or len(wanted) <= 1:
        return frozenset(wanted if core.live_count else ())
    for kind, lives in zip(core.column("p.kind").whole(), core.live, strict=True):
        if lives:
            wanted.discard(kinds[kind])
            if not wanted:
                break
    return frozenset(kinds) - wanted
