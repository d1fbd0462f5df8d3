"""Looking quotations up in an index."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.fold import fold, fold_aligned
from corpus.model import Span
from indexer.engine import FieldModel, Run, WeightedTerm
from indexer.terms import grams
from search.check.nearest import nearest
from search.check.squeeze import QUOTATION_MARKS, comparable
from search.match.literal import literal
from search.place import text_through

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.engine import Reader
    from search.match.matcher import Matcher

_ANY_MARK = "[" + re.escape(QUOTATION_MARKS) + "]"
_MARK = re.compile(_ANY_MARK)
_CUT_PASSAGES = 12
"""Passages on each side in which the other parts of a cut quotation are looked for: some 4,000 characters."""

_ANCHORS = 400
"""Places of the rarest part of a cut quotation that are looked around."""

_VOTERS = 24
"""So many of the rarest grams of a quotation choose the passages that it is compared with."""

_COMPARED = 6
_VOTE = {"grams": FieldModel(k1=0.4, b=0.0)}
"""A gram counts once for a passage, however long: what matters is how many of them it has."""


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a document: the number of the passage in which it begins, and its place in the document's text."""

    number: int
    span: Span
    distance: int = 0


class Finder:
    """Finds stretches of text in the library behind a reader, but for the passages ``without``."""

    def __init__(self, reader: Reader, without: range = range(0)) -> None:
        self._reader = reader
        self._without = without

    def occurrences(self, text: str, limit: int = 50) -> list[Found]:
        """Where a text stands literally, whatever its script, wraps and kind of quotation marks; at most ``limit``."""
        matcher = _matcher(text)
        if matcher is None or not matcher.needs:
            return []
        found: list[Found] = []
        for run in self._reader.candidates(matcher.needs[0]).in_order():
            here = (Found(self._number(run, span.start), span) for span in self._spans(matcher, run))
            found.extend(each for each in here if each.number not in self._without)
            if len(found) >= limit:
                break
        return found[:limit]

    def in_order(self, parts: Sequence[str]) -> list[list[Found]]:
        """Where the parts of a cut quotation stand one after the other in one place; each of these once a document."""
        rarest = min(parts, key=self._commonness)
        matchers = [_matcher(part) for part in parts]
        if any(matcher is None for matcher in matchers):
            return []
        rows: dict[int, list[Found]] = {}
        for anchor in self.occurrences(rarest, _ANCHORS):
            stored = self._reader.document(anchor.number)
            if stored.first in rows:
                continue
            run = Run(max(stored.first, anchor.number - _CUT_PASSAGES), min(stored.last, anchor.number + _CUT_PASSAGES))
            row = self._row([matcher for matcher in matchers if matcher], run)
            if row:
                rows[stored.first] = row
        return list(rows.values())

    def closest(self, text: str) -> Found | None:
        """The stretch of the library that differs least from a text, by edit distance; None where nothing is like it."""
        pattern = comparable(text).folded
        best: Found | None = None
        for number in self._voted(text):
            stored = self._reader.document(number)
            run = Run(max(stored.first, number - 1), min(stored.last, number + 1))
            while run.last < stored.last and self._length(run) < 2 * len(pattern):
                run = Run(run.first, run.last + 1)
            printed, offset = self._reader.run_text(run)
            ready = comparable(printed)
            near = nearest(pattern, ready.folded)
            if near.start < near.end and (best is None or near.distance < best.distance):
                inner = ready.span(near.start, near.end)
                span = Span(inner.start + offset, inner.end + offset)
                best = Found(self._number(run, span.start), span, near.distance)
        return best

    def printed(self, found: Found) -> str:
        """The stretch as the document has it."""
        stored = self._reader.document(found.number)
        text, offset = text_through(self._reader, stored, found.number, found.span.end)
        return text[found.span.start - offset : found.span.end - offset]

    def _commonness(self, text: str) -> int:
        """In how many passages the rarest gram of a text stands: no more of them can hold the text."""
        return min((self._reader.frequency("grams", gram) for gram in grams(fold(text))), default=sys.maxsize)

    def _row(self, matchers: Sequence[Matcher], run: Run) -> list[Found]:
        """The first places in a run in which all parts stand in order."""
        text, offset = self._reader.run_text(run)
        folded, alignment = fold_aligned(text)
        row = []
        at = 0
        for matcher in matchers:
            match = matcher.pattern.search(folded, at)
            if match is None:
                return []
            at = match.end()
            span = alignment.span(match.start(), match.end())
            span = Span(span.start + offset, span.end + offset)
            row.append(Found(self._number(run, span.start), span))
        return row

    def _voted(self, text: str) -> list[int]:
        """The passages that share most of the rarest grams of a text."""
        known = {
            gram: self._reader.frequency("grams", gram) for gram in dict.fromkeys(grams(fold(text))) if len(gram) > 1
        }
        rarest = sorted((gram for gram, frequency in known.items() if frequency), key=lambda gram: known[gram])[
            :_VOTERS
        ]
        terms = [WeightedTerm("grams", gram) for gram in rarest]
        if not terms:
            return []
        return [number for number, _ in self._reader.score(terms, _VOTE, _COMPARED, excluding=self._without)]

    def _spans(self, matcher: Matcher, run: Run) -> Iterator[Span]:
        text, offset = self._reader.run_text(run)
        folded, alignment = fold_aligned(text)
        for match in matcher.pattern.finditer(folded):
            span = alignment.span(match.start(), match.end())
            yield Span(span.start + offset, span.end + offset)

    def _number(self, run: Run, start: int) -> int:
        return run.first + max(0, bisect_right(self._reader.starts(run), start) - 1)

    def _length(self, run: Run) -> int:
        return len(self._reader.run_text(run)[0])


def _matcher(text: str) -> Matcher | None:
    """A literal term in which one kind of quotation mark is as good as another."""
    matcher = literal(text)
    if matcher is None:
        return None
    return matcher._replace(expression=_MARK.sub(lambda _: _ANY_MARK, matcher.expression), exact=())
