"""From a question without an answer to what may be tried instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.fold import fold
from indexer.terms import latin_words
from search.conditions import is_condition
from search.evaluate import Evaluator
from search.query.boolean import And, Terms
from search.query.keyword import Keyword
from search.question import leaves
from search.suggest.lookalikes import exchanged
from search.suggest.model import Suggestion
from search.suggest.parts import longest_part
from search.suggest.probe import Probe
from search.suggest.spelling import spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.engine import Reader
    from search.query.syntax import Node
    from search.question import Question

MAX_PER_TERM = 3
MAX_TERMS = 8
"""Terms that suggestions are made for; a text of more is a question in prose, which best matches answer."""

MAX_PROSE = 8
"""A keyword of more Han characters is taken for prose: its longest part is of no use where there are best matches."""


def suggest(question: Question, reader: Reader, *, has_matches: bool) -> tuple[Suggestion, ...]:
    """What to try where no passage answers a question literally; ``has_matches`` tells whether there are best matches."""
    keywords = [term for term in dict.fromkeys(leaves(question.root)) if isinstance(term, Keyword)]
    if len(keywords) > MAX_TERMS:
        return ()
    evaluator = Evaluator(reader, question.terms)
    relaxed = _without_conditions(question.root)
    if relaxed is not None and (hidden := evaluator.passages(relaxed)):
        return (Suggestion("", "", len(hidden), "conditions"),)
    missing = [term for term in keywords if not evaluator.passages(term)]
    if missing:
        probe = Probe(reader)
        found = [suggestion for term in missing for suggestion in _for_term(term, probe, reader, has_matches)]
        return tuple(found) if len(keywords) > 1 else tuple(each for each in found if each.kind != "absent")
    if isinstance(question.root, And | Terms) and len(keywords) > 1:
        return tuple(Suggestion(term.text, term.text, len(evaluator.passages(term)), "apart") for term in keywords)
    return ()


def _for_term(term: Keyword, probe: Probe, reader: Reader, has_matches: bool) -> list[Suggestion]:
    folded = fold(term.text)
    if has_matches and len(folded) > MAX_PROSE and not folded.isascii():
        return []
    return list(_for_phrase(term.text, probe, reader)) or [Suggestion(term.text, "", 0, "absent")]


def _for_phrase(phrase: str, probe: Probe, reader: Reader) -> Iterator[Suggestion]:
    """Other characters and other spellings; where there are none, the longest part."""
    folded = "".join(fold(phrase).split()) if not latin_words(fold(phrase)) else " ".join(fold(phrase).split())
    made = [*_exchanged(phrase, folded, probe), *_respelt(phrase, folded, probe, reader)]
    if made:
        yield from sorted(made, key=lambda suggestion: -suggestion.passages)[:MAX_PER_TERM]
        return
    part = longest_part(phrase, lambda text: bool(probe.passages(text)))
    if part:
        yield Suggestion(phrase, part, len(probe.passages(part)), "part")


def _exchanged(phrase: str, folded: str, probe: Probe) -> Iterator[Suggestion]:
    for other, _, _ in exchanged(folded):
        if len(other) > 1 and (found := probe.passages(other)):
            yield Suggestion(phrase, probe.printed(other, found[0]), len(found), "look-alike")


def _respelt(phrase: str, folded: str, probe: Probe, reader: Reader) -> Iterator[Suggestion]:
    """The phrase with the one word that the library does not have spelt as one that it has."""
    unknown = [word for word in latin_words(folded) if not reader.frequency("grams", word)]
    if len(unknown) != 1:
        return
    for word in spellings(unknown[0], reader, MAX_PER_TERM):
        other = re.sub(rf"(?<!\w){re.escape(unknown[0])}(?!\w)", word, folded)
        found = probe.passages(other)
        if found:
            yield Suggestion(phrase, other, len(found), "spelling")


def _without_conditions(root: Node) -> Node | None:
    """The query without its conditions on documents; None where it has none, or has nothing else."""
    if not isinstance(root, And | Terms):
        return None
    kept: Sequence[Node] = [child for child in root.children if not is_condition(child)]
    if not kept or len(kept) == len(root.children):
        return None
    return kept[0] if len(kept) == 1 else type(root)(tuple(kept))
