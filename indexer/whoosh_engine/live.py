"""What stands in the passages of a segment that are not deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def live_passages(core: SegmentCore, field: str, term: str) -> Sequence[int]:
    """Those of them that hold a term, ascending."""
    postings = core.postings(field, term)
    if postings is None:
        return ()
    live, numbers = core.live, postings.numbers()
    return numbers if live is None else [number for number in numbers if live[number]]


def live_frequency(cores: Sequence[SegmentCore], field: str, term: str, most: int) -> int:
    """As ``Reader.frequency``. Reads lists only where something is deleted, and where the sum might be ``most`` or less."""
    total = 0
    partly: list[tuple[SegmentCore, Postings | Single]] = []
    for core in cores:
        postings = core.postings(field, term)
        if postings is not None:
            total += postings.size
            if core.live is not None:
                partly.append((core, postings))
    least = total - sum(core.passage_count - core.live_count for core, _ in partly)
    if not partly or least > most:
        return least
    return total - sum(postings.size - live_size(core, postings) for core, postings in partly)


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
