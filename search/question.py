"""From the text of a query to a question made ready for an index."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from corpus.messages import Message
from search.conditions import is_condition
from search.evaluate import scanned
from search.expand import expand
from search.match import literal, union
from search.match.compile import compile_term
from search.model import Expansion
from search.options import with_options
from search.query.boolean import And, Not, Several, Terms
from search.query.keyword import Keyword
from search.query.parser import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from indexer.engine import Reader
    from search.expand import Synonyms
    from search.match import Matcher
    from search.options import SearchOptions
    from search.query.syntax import Node
    from search.translate.translation import Translation


class Alternative(NamedTuple):
    """Another wording of a keyword, asked on the user's behalf; ``kind`` says where it comes from."""

    keyword: Keyword
    wording: str
    kind: str
    matcher: Matcher


class Question(NamedTuple):
    """A query made ready.

    ``terms`` gives each of its terms' matcher, ``matchers`` those of the terms that a passage is to contain. ``required``
    holds in every tier; ``keywords`` are what best match is about. ``translate`` gives the translation of a query whose
    every word is quoted: only best matches ask for that, so it waits until there are some to be looked for.
    """

    root: Node
    required: Node | None
    keywords: tuple[str, ...]
    terms: Mapping[Node, Matcher | None]
    matchers: tuple[Matcher, ...]
    alternatives: tuple[Alternative, ...]
    notes: tuple[str, ...]
    translation: Translation | None = None
    translate: Callable[[], Translation | None] | None = None

    def for_best_match(self) -> Question:
        """The question with all that best match needs."""
        return self if self.translate is None else self._replace(translation=self.translate(), translate=None)

    def expanded_terms(self) -> Mapping[Node, Matcher | None]:
        """``terms``, with every keyword in each of its wordings."""
        terms = dict(self.terms)
        for alternative in self.alternatives:
            known = terms[alternative.keyword]
            terms[alternative.keyword] = union([known, alternative.matcher]) if known else alternative.matcher
        return terms

    def expansions(self) -> tuple[Expansion, ...]:
        """What is asked beside what was typed, keyword by keyword."""
        wordings: dict[tuple[str, str], list[str]] = {}
        for alternative in self.alternatives:
            wordings.setdefault((alternative.keyword.text, alternative.kind), []).append(alternative.wording)
        translated = self.translation.expansions if self.translation else ()
        return (*(Expansion(asked, tuple(also), kind) for (asked, kind), also in wordings.items()), *translated)


def prepare(
    query: str,
    reader: Reader,
    synonyms: Callable[[], Mapping[str, Synonyms]],
    options: SearchOptions,
    translate: Callable[[Node], Translation | None] | None = None,
) -> Question:
    """Read a query; ``synonyms`` gives those to be asked too, by kind, and ``translate`` its translation.

    Raises QuerySyntaxError and UsageError.
    """
    parsed = parse(query)
    root = with_options(parsed.root, options)
    wanted = dict.fromkeys(leaves(root))
    terms = {leaf: compile_term(leaf, reader) for leaf in leaves(root, negated=True)}
    keywords = [leaf for leaf in wanted if isinstance(leaf, Keyword)]
    unquoted = [keyword for keyword in keywords if not keyword.quoted]
    alternatives = [*_alternatives(unquoted, synonyms())] if unquoted else []
    if options.pinyin:
        alternatives += _by_sound(unquoted, reader)
    at_once = translate is not None and any(isinstance(term, Keyword) and not term.quoted for term in terms)
    return Question(
        root=root,
        required=_required(root),
        keywords=tuple([keyword.text for keyword in keywords]),
        terms=terms,
        matchers=tuple([matcher for leaf in wanted if (matcher := terms[leaf]) is not None]),
        alternatives=tuple(alternatives),
        notes=(*parsed.notes, *(_scan_note(query, node) for node in dict.fromkeys(scanned(root, terms)))),
        translation=translate(root) if translate and at_once else None,
        translate=partial(translate, root) if translate and not at_once else None,
    )


def _scan_note(query: str, node: Node) -> str:
    term = query[node.span.start : node.span.end]
    return Message(
        "{term} has no character or whole word that the index could look up, so all of the text was read for it",
        term=term,
    )


def _alternatives(unquoted: Sequence[Keyword], kinds: Mapping[str, Synonyms]) -> Iterator[Alternative]:
    """The other wordings of keywords that were typed without quotation marks."""
    for keyword in unquoted:
        for kind, known in kinds.items():
            for wording in expand(keyword.text, known):
                matcher = literal(wording)
                if matcher is not None:
                    yield Alternative(keyword, wording, kind, matcher)


def _by_sound(unquoted: Sequence[Keyword], reader: Reader) -> Iterator[Alternative]:
    """What keywords in Latin letters stand for if they are Pinyin."""
    from search.match.pinyin import spelt

    for keyword in unquoted:
        for wording in spelt(keyword.text, reader):
            matcher = literal(wording)
            if matcher is not None:
                yield Alternative(keyword, wording, "pinyin", matcher)


def leaves(node: Node, *, negated: bool = False) -> Iterator[Node]:
    """The terms of a query, conditions on documents left out, and those under ``NOT`` too unless ``negated``."""
    if isinstance(node, Several):
        for child in node.children:
            yield from leaves(child, negated=negated)
    elif isinstance(node, Not):
        if negated:
            yield from leaves(node.child, negated=True)
    elif not is_condition(node):
        yield node


def _required(node: Node) -> Node | None:
    """What a best match must still satisfy: conditions on documents, ``NOT``, and what ``AND`` joins."""
    if isinstance(node, Not | And) or is_condition(node):
        return node
    if isinstance(node, Terms):
        required = tuple(child for child in map(_required, node.children) if child is not None)
        if required:
            return required[0] if len(required) == 1 else And(required)
    return None
