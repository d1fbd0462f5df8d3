"""Where phrases may stand: rarest grams first, no positions needed.

A phrase that begins in passage P has each of its grams begin in P or in one of the next few passages. How few follows
from how short passages are: one that lies wholly inside an occurrence holds at most as many code points as it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from indexer.engine import Candidates, GramPhrase, Run
from indexer.keys import GRAMS, SHORT_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.whoosh_engine.core import SegmentCore
    from indexer.whoosh_engine.opening import Opening
    from indexer.whoosh_engine.postings import Postings, Single

Spans = list[tuple[int, int]]
"""First and last passages of runs, within a segment; ascending and disjoint."""

_WORTH = 40
"""List entries read in the time of looking into one passage: 0.1 µs against 4 µs, measured on texts of 357 characters."""


class Needed(NamedTuple):
    """A gram that must begin in P or, if the phrase can leave P, up to ``reach`` passages after it.

    ``leaving`` are the passages that the phrase can leave, None where it can leave any.
    """

    postings: Postings | Single
    reach: int
    leaving: Opening | None


def candidates(core: SegmentCore, phrases: Sequence[GramPhrase]) -> tuple[Sequence[int], Spans]:
    """Passages and runs of one segment, as ``Reader.candidates`` promises them, numbered within the segment."""
    needed: list[Needed] = []
    everywhere = False
    for phrase in phrases:
        grams = _telling(phrase.grams)
        leaving = core.opening if _is_row(grams, phrase.length) else None
        everywhere = everywhere or leaving is None
        for gram, reach in _placed(core, phrase, grams, ordered=leaving is not None):
            postings = core.postings(GRAMS, gram)
            if postings is None:
                return [], []
            needed.append(Needed(postings, reach, leaving))
    if not needed:
        return [], _every_document(core)
    needed.sort(key=lambda need: need.postings.size)
    begins = _narrowed(core, needed)
    if core.live is not None:
        begins = [number for number in begins if core.live[number]]
    reach = max(reach_of(core, phrase.length) for phrase in phrases)
    left = begins if everywhere else sorted(core.opening.passages.intersection(begins))
    if not reach or not left:
        return begins, []
    runs = _runs(core, left, reach)
    covered = {number for first, last in runs for number in range(first, last + 1)}
    return [number for number in begins if number not in covered], runs


def reach_of(core: SegmentCore, length: int) -> int:
    """How many passages on an occurrence of ``length`` code points can end, from the one in which it begins.

    Of the passages between, all but the empty ones hold at least ``gap`` code points each, and the occurrence at least
    one before and one after them; between two that are not empty there stand at most ``empty`` that are.
    """
    gap, empty = core.meta["gap"], core.meta["empty"]
    return 0 if length <= 1 else (1 + (length - 2) // gap) * (empty + 1)


def _is_row(grams: Sequence[str], length: int) -> bool:
    """Whether a phrase is one row of letters of unspaced scripts, or one word.

    Such a phrase leaves a passage only where a gram does: where it is flagged open.
    """
    if len(grams) == 1 and len(grams[0]) == length:
        return True
    return len(grams) == length - 1 and all(len(gram) == SHORT_LENGTH for gram in grams)


def _telling(grams: Iterable[str]) -> list[str]:
    """The grams without the single letters that are part of a pair."""
    grams = list(grams)
    paired = {letter for gram in grams if len(gram) == SHORT_LENGTH for letter in gram}
    return [gram for gram in grams if len(gram) > 1 or gram not in paired]


def _placed(core: SegmentCore, phrase: GramPhrase, grams: Sequence[str], *, ordered: bool) -> Iterator[tuple[str, int]]:
    """The grams of a phrase, and how far on they can begin; ``ordered`` where each begins one letter after the other."""
    reach = reach_of(core, phrase.length)
    seen: set[str] = set()
    for offset, gram in enumerate(grams, 1):
        if gram not in seen:
            seen.add(gram)
            yield gram, reach_of(core, offset) if ordered else reach


def _narrowed(core: SegmentCore, needed: Sequence[Needed]) -> list[int]:
    """The passages in which all phrases may begin, as far as it pays to know; ascending. The rarest gram comes first."""
    if core.effort.repays_numpy(needed[0].postings.size, 0):
        from indexer.whoosh_engine.candidates_arrays import narrowed

        return narrowed(needed)
    rarest = needed[0]
    begins = _first_of(rarest)
    for need in needed[1:]:
        if not begins or need.postings.size > _WORTH * len(begins):
            break
        begins = _kept(begins, need)
    return sorted(begins)


def _first_of(need: Needed) -> set[int]:
    """The passages in which a phrase may begin, as far as this gram tells."""
    begins = set(need.postings.numbers())
    return begins | _before(begins, need) if need.reach else begins


def _before(present: set[int], need: Needed) -> set[int]:
    """The passages from which the phrase can reach one in which the gram begins."""
    on = range(1, need.reach + 1)
    if need.leaving is None:
        return {number - step for number in present for step in on if number >= step}
    reached = need.leaving.after(need.reach) & present
    return {number - step for number in reached for step in on} & need.leaving.passages


def _kept(begins: set[int], need: Needed) -> set[int]:
    """Those of the passages in which a phrase may begin as far as this gram tells, too."""
    numbers = need.postings.numbers()
    found = begins.intersection(numbers)
    leaving = begins if need.leaving is None else begins & need.leaving.passages
    if need.reach and not leaving <= found:
        present = set(numbers)
        after = range(1, need.reach + 1)
        found.update(number for number in leaving if any(number + on in present for on in after))
    return found


def _runs(core: SegmentCore, leaving: Sequence[int], reach: int) -> Spans:
    """Passages with those into which what begins in them may run on; overlapping runs joined."""
    found: Spans = []
    last = -1
    for number in leaving:
        _, after = core.passages_of(core.place_of(number))
        end = min(number + reach, after - 1)
        if number > last:
            found.append((number, end))
        elif end > last:
            found[-1] = found[-1][0], end
        last = max(last, end)
    return found


def _every_document(core: SegmentCore) -> Spans:
    deleted = core.deleted_places()
    runs = (core.passages_of(place) for place in range(core.entry.documents) if place not in deleted)
    return [(first, after - 1) for first, after in runs if first < after]


def numbered(found: Iterable[tuple[int, tuple[Sequence[int], Spans]]]) -> Candidates:
    """The candidates of segments, each with the number of its first passage."""
    alone: list[int] = []
    runs: list[Run] = []
    for base, (numbers, spans) in found:
        alone += [base + number for number in numbers] if base else numbers
        runs += (Run(base + first, base + last) for first, last in spans)
    return Candidates(alone, runs)
