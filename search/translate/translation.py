"""A question in the other language: what it adds to the one that was typed.

Words next to each other are cut into units of meaning, whatever keywords they were typed as. In the tree of the query,
keywords that make up whole units may then be met by translations of all of these units instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from indexer.engine import TermGroup, Wording
from search.match import literal, union
from search.match.inflected import inflected
from search.model import TRANSLATION, Expansion
from search.query.boolean import And, Or, Terms
from search.query.keyword import Keyword
from search.translate.senses import choose, is_held
from search.translate.units import units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from search.match import Matcher
    from search.query.syntax import Node
    from search.translate.candidates import Candidate
    from search.translate.concern import Languages
    from search.translate.lexicon import Lexicon
    from search.translate.senses import Meant
    from search.translate.units import Unit

    Cut = Callable[[str], Sequence[str]]

LITERAL_WORDINGS = 4
"""Translations of one unit that are looked up literally, the likeliest."""

LIKELY = 0.2
"""Share of the likeliest translation that another needs to be looked up literally."""

WEIGHT = 1.5
"""Of a translation beside what was typed: its senses share what the typed word has whole, so that it scores lower."""

LIFTS = {"zh": 1.05, "en": 1.25}
"""What passages gain that are found by a translation into their language, before both languages come into one list.

Chinese is asked for by words and by pairs of characters, English by words alone.
"""

MOST_UNITS = 3
"""A row with more units is a question: no passage holds a translation of each, so only its best matches are found."""


@dataclass(frozen=True, slots=True)
class Meaning(Keyword):
    """A leaf of the translated tree: one or several translations, or a name as it is."""


@dataclass(frozen=True, slots=True)
class Translation:
    """What to ask beside what was typed.

    A passage that answers ``root`` holds a translation literally; ``terms`` has the matchers of its ``Meaning`` leaves, and
    ``wordings`` each translation with its own. ``groups`` rank: one a unit and field; ``lifts`` are for ``search.fusion``.
    ``expansions`` tell the user.
    """

    root: Node | None
    terms: Mapping[Node, Matcher]
    wordings: Mapping[str, Matcher]
    groups: tuple[TermGroup, ...]
    lifts: Mapping[str, float]
    expansions: tuple[Expansion, ...]


def translate(root: Node, lexicon: Lexicon, cut: Cut, languages: Languages) -> Translation | None:
    """The translation of a query's plain keywords, or None where the library holds nothing of the kind."""
    work = _Work(lexicon, cut, languages)
    if not languages.into_english and not any(map(work.has_latin, _rows(root))):
        return None  # most Chinese questions with a number in them: nothing has to be cut to know that
    translated = work.tree(root)
    if not work.groups:
        return None
    literally = tuple(work.translated)
    # Where nothing was left out, what holds no translation holds all that was typed, and is in tier 1.
    whole = And((translated, Or(literally))) if literally and work.shortened else translated
    return Translation(
        root=whole if literally else None,
        terms=work.terms,
        wordings=work.wordings,
        groups=tuple(work.groups),
        lifts={language: LIFTS[language] for language in work.into} if len(work.into) == 1 else {},
        expansions=tuple(work.expansions),
    )


class _Work:
    """Rewrites a tree, and gathers what the translations come to."""

    def __init__(self, lexicon: Lexicon, cut: Cut, languages: Languages) -> None:
        self.lexicon, self.cut, self.languages = lexicon, cut, languages
        self.terms: dict[Node, Matcher] = {}
        self.translated: list[Node] = []
        self.shortened = False
        self.wordings: dict[str, Matcher] = {}
        self.groups: list[TermGroup] = []
        self.into: set[str] = set()
        self.expansions: list[Expansion] = []

    def tree(self, node: Node) -> Node:
        """The node with rows of keywords replaced. What is negated or a pattern stays what it is.

        So does what is quoted, since it is wanted word for word; but best matches may hold it in translation.
        """
        if isinstance(node, Terms):
            children: list[Node] = []
            for plain, group in groupby(node.children, _is_plain):
                row = list(group)
                children += self.row(row) if plain else map(self.tree, row)
            return Terms(tuple(children), node.span)
        if isinstance(node, And | Or):
            return type(node)(tuple(map(self.tree, node.children)), node.span)
        if isinstance(node, Keyword) and node.quoted:
            self.meanings([node])
        elif isinstance(node, Keyword):
            return next(iter(self.row([node])), node)
        return node

    def row(self, keywords: Sequence[Node]) -> list[Node]:
        """Neighbouring keywords, each block of them as it was typed or in translation."""
        meanings = self.meanings(keywords)
        if sum(not each.unit.empty for each in meanings) > MOST_UNITS:
            return list(keywords)
        return [
            node
            for first, last in _blocks(meanings, len(keywords))
            for node in self.block(keywords, meanings, first, last)
        ]

    def has_latin(self, keywords: Sequence[Node]) -> bool:
        """Whether a word of an alphabet in some neighbouring keywords may have a translation that the library holds."""
        texts = _texts(keywords)
        if all(map(str.isascii, texts)):
            return True  # as far as is worth finding out: there is nothing else that would have to be cut
        found = units(texts, self.lexicon.dictionaries, None)
        return any(is_held(unit, self.lexicon) for unit in found)

    def meanings(self, keywords: Sequence[Node]) -> list[Meant]:
        """What the units of some keywords mean; what follows for ranking, and for the user to know, is kept."""
        found = [self.allowed(unit) for unit in units(_texts(keywords), self.lexicon.dictionaries, self.cut)]
        meanings = choose(found, self.lexicon)
        for each in meanings:
            if each.candidates and not each.unit.empty:
                self.groups += _groups(each)
                self.into.add("en" if each.unit.is_han else "zh")
                also = tuple(candidate.wording for candidate in _likely(each)) or (each.candidates[0].wording,)
                self.expansions.append(Expansion(each.unit.printed, also, TRANSLATION))
        return meanings

    def allowed(self, unit: Unit) -> Unit:
        """The unit without senses where its language is not to be translated."""
        wanted = self.languages.into_english if unit.is_han else self.languages.into_chinese
        return unit if wanted else unit._replace(senses=())

    def block(self, keywords: Sequence[Node], meanings: Sequence[Meant], first: int, last: int) -> list[Node]:
        """The keywords of a block or all of its units in translation; nothing, where there are but function words."""
        telling = [m for m in meanings if first <= m.unit.keywords[0] <= last and not m.unit.empty]
        if not telling:
            self.shortened = True
            return []
        asked = keywords[first : last + 1]
        typed: Node = asked[0] if len(asked) == 1 else Terms(tuple(asked))
        if not any(each.candidates for each in telling):
            return [typed]
        if any(not (_likely(each) if each.candidates else not each.unit.is_han) for each in telling):
            return [typed]
        translated = [leaf for each in telling if (leaf := self.leaf(each)) is not None]
        return [Or((typed, translated[0] if len(translated) == 1 else Terms(tuple(translated))))]

    def leaf(self, each: Meant) -> Node | None:
        """A unit in translation; a name or a number as it is; None for what has no translation."""
        if not each.candidates:
            matchers = [] if each.unit.is_han else [literal(each.unit.text)]
        else:
            matchers = [self.matcher(candidate.wording) for candidate in _likely(each)]
        leaves = list(self.leaves(each.unit, [matcher for matcher in matchers if matcher is not None]))
        if not leaves:
            return None
        leaf = leaves[0] if len(leaves) == 1 else Or(tuple(leaves))
        if each.candidates:
            self.translated.append(leaf)
        return leaf

    def leaves(self, unit: Unit, matchers: Sequence[Matcher]) -> Iterator[Meaning]:
        """What the index answers alone together, and the others one by one: each has candidates of its own."""
        exact = [matcher for matcher in matchers if matcher.exact]
        others = [[matcher] for matcher in matchers if not matcher.exact]
        for alike in [exact, *others] if exact else others:
            meaning = Meaning(f"{unit.text}\n{len(self.terms)}")
            self.terms[meaning] = union(alike) if len(alike) > 1 else alike[0]
            yield meaning

    def matcher(self, wording: str) -> Matcher | None:
        """What finds a translation: a single English word in each of its forms."""
        matcher = self.wordings.get(wording) or inflected(wording, self.lexicon.held.reader) or literal(wording)
        if matcher is not None:
            self.wordings[wording] = matcher
        return matcher


def _groups(each: Meant) -> Iterator[TermGroup]:
    by_field: dict[str, list[Wording]] = {}
    for candidate in each.candidates:
        for field, terms in candidate.terms:
            by_field.setdefault(field, []).append(Wording(terms, candidate.share))
    for field, wordings in by_field.items():
        yield TermGroup(field, tuple(wordings), WEIGHT)


def _likely(each: Meant) -> list[Candidate]:
    exact = [candidate for candidate in each.candidates if candidate.is_exact]
    return [candidate for candidate in exact if candidate.share >= LIKELY * exact[0].share][:LITERAL_WORDINGS]


def _blocks(meanings: Sequence[Meant], keywords: int) -> Iterator[tuple[int, int]]:
    """The first and last keyword of each block: keywords that a unit joins lie in one."""
    joined = {place for each in meanings for place in range(each.unit.keywords[0] + 1, each.unit.keywords[1] + 1)}
    starts = [place for place in range(keywords) if place not in joined]
    for start, following in zip(starts, [*starts[1:], keywords], strict=True):
        yield start, following - 1


def _rows(node: Node) -> Iterator[Sequence[Node]]:
    """The rows of keywords that are looked at together, as ``_Work.tree`` has them."""
    if isinstance(node, Keyword):
        yield [node]
    elif isinstance(node, Terms):
        for plain, group in groupby(node.children, _is_plain):
            row = list(group)
            yield from [row] if plain else (inner for child in row for inner in _rows(child))
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from _rows(child)


def _texts(keywords: Sequence[Node]) -> list[str]:
    return [keyword.text for keyword in keywords if isinstance(keyword, Keyword)]


def _is_plain(node: Node) -> bool:
    return isinstance(node, Keyword) and not node.quoted
