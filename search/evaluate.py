"""Which passages a query asks for, exactly: the tree of a query against an index.

A passage answers a term if an occurrence of it *begins* there. Every step works on ascending passage numbers. Nothing
here ranks, and no dictionary takes part.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import reduce
from typing import TYPE_CHECKING

from corpus.fold import fold, fold_aligned
from indexer.engine import Run
from search.match import beginnings
from search.query.boolean import And, Not, Or, Terms
from search.query.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from indexer.engine import GramPhrase, Reader, StoredDocument
    from search.match import Matcher
    from search.query.syntax import Node

    Accepts = Callable[[Field, StoredDocument], bool]


class Evaluator:
    """Answers the nodes of a query from one reader.

    ``terms`` holds the matchers of its terms (None: nothing to match, so every passage answers it); ``accepts`` judges
    a document by a field condition.
    """

    def __init__(self, reader: Reader, terms: Mapping[Node, Matcher | None], accepts: Accepts) -> None:
        self._reader = reader
        self._terms = terms
        self._accepts = accepts

    def passages(self, node: Node) -> Sequence[int]:
        """The numbers of the passages that answer a node, ascending."""
        if isinstance(node, And | Terms):
            return self._all_of(node.children)
        if isinstance(node, Or):
            return sorted(set().union(*(self.passages(child) for child in node.children)))
        if isinstance(node, Not):
            absent = set(self.passages(node.child))
            return [number for number in self._every_passage() if number not in absent]
        if isinstance(node, Field):
            return [n for d in self._reader.documents() if self._accepts(node, d) for n in range(d.first, d.last + 1)]
        matcher = self._terms[node]
        return self._every_passage() if matcher is None else self._matching([matcher])

    def _every_passage(self) -> list[int]:
        return [n for document in self._reader.documents() for n in range(document.first, document.last + 1)]

    def _all_of(self, children: Sequence[Node]) -> Sequence[int]:
        """Terms are matched together, so that the rarest of them spares reading the text for the others."""
        structure = (And, Terms, Or, Not, Field)
        compiled = [self._terms[child] for child in children if not isinstance(child, structure)]
        matchers = [matcher for matcher in compiled if matcher is not None]
        found: list[Sequence[int]] = [self._matching(matchers)] if matchers else []
        for child in children:
            if isinstance(child, Not) and found:
                absent = set(self.passages(child.child))
                found.append([number for number in found[-1] if number not in absent])
            elif isinstance(child, structure):
                found.append(self.passages(child))
        return reduce(_common, found) if found else self._every_passage()

    def _matching(self, matchers: Sequence[Matcher]) -> Sequence[int]:
        """The passages in which each of the terms has an occurrence that begins there."""
        listed = [self._postings(matcher.exact) for matcher in matchers if matcher.exact]
        unlisted = [matcher for matcher in matchers if not matcher.exact]
        numbers = reduce(_common, listed) if listed else None
        if not unlisted or (numbers is not None and not numbers):
            return numbers or []
        wanted = None if numbers is None else frozenset(numbers)
        return [n for run in candidates(self._reader, matchers) for n in self._verified(run, unlisted, wanted)]

    def _postings(self, grams: Sequence[str]) -> Sequence[int]:
        lists = [self._reader.postings("grams", gram)[0] for gram in grams]
        return lists[0] if len(lists) == 1 else sorted(set().union(*lists))

    def _verified(self, run: Run, matchers: Sequence[Matcher], wanted: frozenset[int] | None) -> Iterator[int]:
        """The passages of a run in which all terms begin, by looking at the text."""
        if wanted is not None and wanted.isdisjoint(range(run.first, run.last + 1)):
            return
        text, offset = self._reader.run_text(run)
        folded = fold(text)
        if not all(matcher.pattern.search(folded) for matcher in matchers):
            return
        if run.first == run.last:
            yield run.first
            return
        starts = [start - offset for start in self._reader.starts(run)]
        folded, alignment = fold_aligned(text)
        beginning = [
            {bisect_right(starts, alignment.span(*place).start) for place in beginnings(matcher, folded)}
            for matcher in matchers
        ]
        for index in sorted(set.intersection(*beginning)):
            number = run.first + index - 1
            if wanted is None or number in wanted:
                yield number


def candidates(reader: Reader, matchers: Sequence[Matcher]) -> Iterable[Run]:
    """Runs, ascending and disjoint, that hold every passage in which all of the terms may begin."""
    certain: list[GramPhrase] = []
    alternatives = [matcher for matcher in matchers if len(matcher.needs) > 1]
    for matcher in matchers:
        if len(matcher.needs) == 1:
            certain.extend(matcher.needs[0])
    if certain or not alternatives:
        return reader.candidates(certain)
    needs = min(alternatives, key=lambda matcher: len(matcher.needs)).needs
    return _merged(run for need in needs for run in reader.candidates(need))


def _common(left: Sequence[int], right: Sequence[int]) -> Sequence[int]:
    """The numbers in both, ascending."""
    if len(left) > len(right):
        left, right = right, left
    other = frozenset(right)
    return [number for number in left if number in other]


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Overlapping runs joined, ascending. Runs that overlap lie in one document, since each does."""
    current: Run | None = None
    for run in sorted(runs, key=lambda run: run.first):
        if current is not None and run.first <= current.last:
            current = Run(current.first, max(current.last, run.last))
            continue
        if current is not None:
            yield current
        current = run
    if current is not None:
        yield current
