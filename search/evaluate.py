"""Which passages a query asks for, exactly: the tree of a query against an index.

A passage answers a term if an occurrence of it *begins* there. Every step works on ascending passage numbers. Nothing
here ranks, and no dictionary takes part.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import reduce
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import fold
from indexer.engine import Candidates, GramPhrase, Run
from search.conditions import condition, is_condition
from search.query.boolean import And, Not, Or, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from indexer.engine import Reader
    from search.match import Matcher
    from search.query.syntax import Node


class Lookup(NamedTuple):
    """What was done for terms that were looked up together.

    ``read`` counts the passages whose text was read, none where the index alone knew; ``found`` those that had it all.
    """

    terms: tuple[Node, ...]
    read: int
    found: int


class Evaluator:
    """Answers the nodes of a query from one reader, and keeps account of it in ``lookups``.

    ``terms`` holds the matchers of its terms (None: nothing to match, so every passage answers it).
    """

    def __init__(self, reader: Reader, terms: Mapping[Node, Matcher | None]) -> None:
        self.lookups: list[Lookup] = []
        self._reader = reader
        self._terms = terms
        self._read = 0
        self._answered: dict[Node, Sequence[int]] = {}

    def passages(self, node: Node) -> Sequence[int]:
        """The numbers of the passages that answer a node, ascending."""
        if node not in self._answered:
            self._answered[node] = self._answer(node)
        return self._answered[node]

    def _answer(self, node: Node) -> Sequence[int]:
        if is_condition(node):
            return self._meeting([node], None)
        if isinstance(node, And | Terms):
            return self._all_of(node.children)
        if isinstance(node, Or):
            return sorted(set().union(*(self.passages(child) for child in node.children)))
        if isinstance(node, Not):
            return self._without(self._every_passage(), node)
        return self._every_passage() if self._terms[node] is None else self._matching([node])

    def _every_passage(self) -> list[int]:
        return [n for document in self._reader.documents() for n in range(document.first, document.last + 1)]

    def _without(self, numbers: Iterable[int], node: Not) -> Sequence[int]:
        absent = frozenset(self.passages(node.child))
        return [number for number in numbers if number not in absent]

    def _all_of(self, children: Sequence[Node]) -> Sequence[int]:
        """Terms are matched together, so that the rarest of them spares reading the text for the others.

        Conditions on documents come first only where nothing else keeps the text of the whole library from being read.
        """
        conditions = [child for child in children if is_condition(child)]
        terms = _direct(children, self._terms)
        others = [c for c in children if isinstance(c, And | Terms | Or) and c not in conditions]
        found: Sequence[int] | None = None
        if conditions and not others and not any(matcher.is_narrowed for matcher in terms.values()):
            found, conditions = self._meeting(conditions, None), []
        if terms:
            found = self._matching(tuple(terms), found)
        for group in others if found is None or found else ():
            more = self.passages(group)
            found = more if found is None else _common(found, more)
            if not found:
                break
        if conditions:
            found = self._meeting(conditions, found)
        for child in children:
            if isinstance(child, Not) and not is_condition(child):
                found = self._without(self._every_passage() if found is None else found, child)
        return self._every_passage() if found is None else found

    def _meeting(self, nodes: Sequence[Node], among: Sequence[int] | None) -> Sequence[int]:
        """The passages, of all or of some, whose documents meet every condition."""
        conditions = [condition(node, self._reader) for node in nodes]
        found: list[int] = []
        if among is None:
            for stored in self._reader.documents():
                if all(meets(stored) for meets in conditions):
                    found += range(stored.first, stored.last + 1)
            return found
        last, accepted = -1, False
        for number in among:
            if number > last:
                stored = self._reader.document(number)
                last, accepted = stored.last, all(meets(stored) for meets in conditions)
            if accepted:
                found.append(number)
        return found

    def _matching(self, terms: Sequence[Node], among: Sequence[int] | None = None) -> Sequence[int]:
        """The passages, of all or of some, in which each of the terms has an occurrence that begins there."""
        matchers = [matcher for term in terms if (matcher := self._terms[term]) is not None]
        listed = [self._postings(matcher.exact) for matcher in matchers if matcher.exact]
        unlisted = [matcher for matcher in matchers if not matcher.exact]
        if among is not None:
            listed.append(among)
        found = reduce(_common, listed) if listed else None
        self._read = 0
        if found is None or (unlisted and found):
            wanted = None if found is None else frozenset(found)
            alone, runs = candidates(self._reader, matchers)
            if wanted is not None:
                alone = [number for number in alone if number in wanted]
            found = self._alone(alone, unlisted)
            if runs:
                found = sorted([*found, *self._among(runs, unlisted, wanted)])
        self.lookups.append(Lookup(tuple(terms), self._read, len(found)))
        return found

    def _postings(self, grams: Sequence[str]) -> Sequence[int]:
        lists = [self._reader.passages_with("grams", gram) for gram in grams]
        return lists[0] if len(lists) == 1 else sorted(set().union(*lists))

    def _alone(self, numbers: Sequence[int], matchers: Sequence[Matcher]) -> Sequence[int]:
        """Those of the passages in which all terms stand; none of them runs on into the next passage."""
        self._read += len(numbers)
        rows = [matcher for matcher in matchers if matcher.letters]
        for matcher in rows:
            numbers = self._reader.holding(numbers, matcher.letters, matcher.printed)
        if len(rows) == len(matchers):
            return numbers
        others = [matcher for matcher in matchers if not matcher.letters]
        texts = ((number, fold(self._reader.run_text(Run(number, number))[0])) for number in numbers)
        return [number for number, folded in texts if all(matcher.stands_in(folded) for matcher in others)]

    def _among(self, runs: Sequence[Run], matchers: Sequence[Matcher], wanted: frozenset[int] | None) -> Iterator[int]:
        """The passages of the runs in which all terms begin."""
        for run in runs:
            if wanted is None or not wanted.isdisjoint(range(run.first, run.last + 1)):
                self._read += run.last - run.first + 1
                yield from self._verified(run, matchers, wanted)

    def _verified(self, run: Run, matchers: Sequence[Matcher], wanted: frozenset[int] | None) -> Iterator[int]:
        """The passages of a run in which all terms begin, by looking at the text, folded."""
        tiles = self._folded_tiles(run)
        folded = "".join(tiles)
        if not all(matcher.stands_in(folded) for matcher in matchers):
            return
        if run.first == run.last:
            yield run.first
            return
        starts = [0, *accumulate(map(len, tiles[:-1]))]
        for index in sorted(set.intersection(*(_holding(matcher, folded, starts) for matcher in matchers))):
            number = run.first + index
            if wanted is None or number in wanted:
                yield number

    def _folded_tiles(self, run: Run) -> list[str]:
        """The folded text of a run, passage by passage: folding knows no context, so each can be folded by itself."""
        text, offset = self._reader.run_text(run)
        if run.first == run.last:
            return [fold(text)]
        edges = [*(start - offset for start in self._reader.starts(run)), len(text)]
        return [fold(text[start:end]) for start, end in pairwise(edges)]


def scanned(node: Node, terms: Mapping[Node, Matcher | None]) -> Iterator[Node]:
    """The terms of a query for which the text has to be read from end to end, since the index cannot tell where they are."""
    if isinstance(node, And | Terms):
        if not any(matcher.is_narrowed for matcher in _direct(node.children, terms).values()):
            yield from (child for child in node.children if _is_unnarrowed(child, terms))
        for child in node.children:
            if isinstance(child, And | Terms | Or | Not):
                yield from scanned(child, terms)
    elif isinstance(node, Or):
        for child in node.children:
            yield from scanned(child, terms)
    elif isinstance(node, Not):
        yield from scanned(node.child, terms)
    elif _is_unnarrowed(node, terms):
        yield node


def _direct(children: Sequence[Node], terms: Mapping[Node, Matcher | None]) -> dict[Node, Matcher]:
    """Those of the nodes that are terms, with their matchers."""
    return {child: matcher for child in children if (matcher := terms.get(child)) is not None}


def _is_unnarrowed(node: Node, terms: Mapping[Node, Matcher | None]) -> bool:
    matcher = terms.get(node)
    return matcher is not None and not matcher.is_narrowed


def _holding(matcher: Matcher, folded: str, starts: Sequence[int]) -> set[int]:
    """Which of the stretches that begin at ``starts`` of a folded text an occurrence begins in, counted from 0."""
    found: set[int] = set()
    index = 0
    while index < len(starts) and (match := matcher.pattern.search(folded, starts[index])) is not None:
        index = bisect_right(starts, match.start())
        found.add(index - 1)
    return found


def candidates(reader: Reader, matchers: Sequence[Matcher]) -> Candidates:
    """Passages and runs that hold every passage in which all of the terms may begin, and that into which they may run on."""
    certain = [phrase for matcher in matchers if len(matcher.needs) == 1 for phrase in matcher.needs[0]]
    alternatives = [matcher for matcher in matchers if len(matcher.needs) > 1]
    if certain or not alternatives:
        return reader.candidates([*certain, *_extents(matchers)])
    narrowest = min(alternatives, key=lambda matcher: len(matcher.needs))
    extents = _extents(matcher for matcher in matchers if matcher is not narrowest)
    return _merged([reader.candidates([*need, *extents]) for need in narrowest.needs])


def _extents(matchers: Iterable[Matcher]) -> list[GramPhrase]:
    """How far those of the terms may run on that do not narrow the candidates, and are looked for in the text."""
    return [GramPhrase((), matcher.length) for matcher in matchers if len(matcher.needs) != 1 and not matcher.exact]


def _common(left: Sequence[int], right: Sequence[int]) -> Sequence[int]:
    """The numbers in both, ascending."""
    if len(left) > len(right):
        left, right = right, left
    other = frozenset(right)
    return [number for number in left if number in other]


def _merged(found: Sequence[Candidates]) -> Candidates:
    """All candidates, those that overlap joined. Runs that overlap lie in one document, since each does."""
    runs: list[Run] = []
    for run in sorted(run for each in found for run in each.runs):
        if runs and run.first <= runs[-1].last:
            runs[-1] = Run(runs[-1].first, max(runs[-1].last, run.last))
        else:
            runs.append(run)
    covered = {number for run in runs for number in range(run.first, run.last + 1)}
    return Candidates(sorted({number for each in found for number in each.alone} - covered), runs)
