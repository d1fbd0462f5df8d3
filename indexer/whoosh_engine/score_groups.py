"""Groups of wordings made into lists of their own, which BM25 then scores like any term's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine import TermGroup
    from indexer.whoosh_engine.core import SegmentCore
    from indexer.whoosh_engine.postings import Postings, Single

    PartLists = tuple[tuple["Postings | Single", ...], ...]


class GroupLists(NamedTuple):
    """A group of the question: its wordings' shares and, by place of the segment, the posting lists of their terms.

    A wording of which a segment lacks a term has no lists there.
    """

    field: str
    weight: float
    shares: tuple[float, ...]
    lists: tuple[tuple[int, PartLists], ...]

    @property
    def size(self) -> int:
        """How many entries the lists have."""
        return sum(postings.size for _, wordings in self.lists for lists in wordings for postings in lists)

    def gathered(self, cores: Sequence[SegmentCore]) -> tuple[list[tuple[int, list[tuple[int, float]]]], float]:
        """By segment the passages, ascending, and their expected counts; and the expected number of passages."""
        held = [0] * len(self.shares)
        parts: list[tuple[int, list[tuple[int, float]]]] = []
        for place, wordings in self.lists:
            counts: dict[int, float] = {}
            for wording, (share, lists) in enumerate(zip(self.shares, wordings, strict=True)):
                found = _together(cores[place], lists) if lists else {}
                held[wording] += len(found)
                for number, count in found.items():
                    counts[number] = counts.get(number, 0.0) + share * count
            parts.append((place, sorted(counts.items())))
        return parts, self.frequency(held, sum(core.live_count for core in cores))

    def frequency(self, held: Sequence[int], passages: int) -> float:
        """The expected number of passages, given how many hold each wording: the same sum however they are spread."""
        return min(sum(share * count for share, count in zip(self.shares, held, strict=True)), passages)


def group_lists(cores: Sequence[SegmentCore], group: TermGroup) -> GroupLists:
    """Find the lists of a group's terms."""
    parts: list[tuple[int, PartLists]] = []
    for place, core in enumerate(cores):
        wordings = []
        for wording in group.wordings:
            lists = [core.postings(group.field, term) for term in wording.terms]
            whole = tuple(postings for postings in lists if postings is not None)
            wordings.append(whole if len(whole) == len(lists) else ())
        if any(wordings):
            parts.append((place, tuple(wordings)))
    return GroupLists(group.field, group.weight, tuple(wording.share for wording in group.wordings), tuple(parts))


def _together(core: SegmentCore, lists: Sequence[Postings | Single]) -> dict[int, int]:
    """The passages that stand in every list, and the least of their counts in any."""
    first, *others = sorted(lists, key=lambda postings: postings.size)
    found = dict(core.entries(first))
    for postings in others:
        found = {number: min(found[number], count) for number, count in core.entries(postings) if number in found}
    return found
