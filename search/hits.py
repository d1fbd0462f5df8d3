"""From ranked passages to hits: text, matches, record and snippet."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from corpus.fold import fold, fold_aligned
from corpus.model import Span
from indexer.engine import Run
from search.ask import BEST_MATCH, EXPANDED, LITERAL
from search.highlight import shared_spans
from search.match import beginnings
from search.model import Duplicate, Hit
from search.place import locate
from search.resemblance import Likeness
from search.snippet import make_snippet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.engine import Reader
    from search.duplicates import Twin
    from search.match import Matcher
    from search.order import Ranked
    from search.question import Question

SNIPPET_SENTENCES = 2
_LOCATED = 100
"""Of so many passages that say the same as a hit the match is looked for; of others their own place will do."""


def make_hit(
    reader: Reader, question: Question, ranked: Ranked, rank: int, context: int, *, under: Sequence[Twin] = ()
) -> Hit:
    """The hit of rank ``rank``, with ``context`` more sentences in its snippet on either side of what is usual.

    ``under`` are the passages that say the same.
    """
    passage = reader.passage(ranked.number)
    span = passage.locator.span
    matchers = list(question.matchers)
    if ranked.tier == EXPANDED:
        matchers += [alternative.matcher for alternative in question.alternatives]
    if ranked.tier != LITERAL and question.translation:
        matchers += question.translation.wordings.values()
    matches, text, offset = _matches(reader, matchers, ranked.number)
    via = _via(question, text) if ranked.tier == EXPANDED else ()
    if ranked.tier == BEST_MATCH:
        matches = _joined([*matches, *shared_spans(question.keywords, passage.text, span.start)])
    end = max([span.end, *(match.end for match in matches)])
    snippet = make_snippet(
        text[span.start - offset : end - offset], span.start, matches, sentences=SNIPPET_SENTENCES + 2 * context
    )
    at = locate(reader, ranked.number, matches[0]) if matches else passage.locator
    bib = reader.document(ranked.number).document.bib
    return Hit(
        rank=rank,
        tier=ranked.tier,
        score=ranked.score,
        passage=passage,
        bib=bib,
        matches=matches,
        snippet=snippet,
        at=at,
        via=via,
        others=ranked.others,
        duplicates=tuple(_duplicate(reader, matchers if at < _LOCATED else (), twin) for at, twin in enumerate(under)),
    )


def _duplicate(reader: Reader, matchers: Sequence[Matcher], twin: Twin) -> Duplicate:
    """What is named of a passage that says the same as a hit: the place of its first match, or its own."""
    passage = reader.passage(twin.number)
    matches = _matches(reader, matchers, twin.number)[0] if matchers else ()
    at = locate(reader, twin.number, matches[0]) if matches else passage.locator
    return Duplicate(passage.id, at, whole=twin.likeness is Likeness.SAME)


def _matches(reader: Reader, matchers: Sequence[Matcher], number: int) -> tuple[tuple[Span, ...], str, int]:
    """The occurrences that begin in a passage, the text over which they extend, and its offset."""
    run = _reach(reader, number, max((matcher.length for matcher in matchers), default=0))
    text, offset = reader.run_text(run)
    return _literal_spans(reader, matchers, run, text, offset), text, offset


def _via(question: Question, text: str) -> tuple[str, ...]:
    """The wordings that stand in a text, of those that were asked beside what was typed."""
    asked = [(alternative.wording, alternative.matcher) for alternative in question.alternatives]
    if question.translation:
        asked += question.translation.wordings.items()
    folded = fold(text)
    return tuple(dict.fromkeys(wording for wording, matcher in asked if matcher.stands_in(folded)))


def _literal_spans(reader: Reader, matchers: Iterable[Matcher], run: Run, text: str, offset: int) -> tuple[Span, ...]:
    """The occurrences that begin in the first passage of a run."""
    starts = reader.starts(run)
    limit = starts[1] if len(starts) > 1 else offset + len(text)
    folded, alignment = fold_aligned(text)
    spans: list[Span] = []
    for matcher in matchers:
        found = (alignment.span(start, end) for start, end in beginnings(matcher, folded))
        spans += takewhile(lambda span: span.start + offset < limit, found)
    return _joined(Span(span.start + offset, span.end + offset) for span in spans)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Ascending and disjoint: spans that overlap become one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _reach(reader: Reader, number: int, length: int) -> Run:
    """The passage and as many after it as an occurrence of ``length`` folded code points can run into."""
    last = reader.document(number).last
    end = number
    room = 0
    while end < last and room < length:
        end += 1
        room += len("".join(reader.run_text(Run(end, end))[0].split()))
    return Run(number, end)
