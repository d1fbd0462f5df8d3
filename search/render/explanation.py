"""Say how a query was read, and what put its hits where they stand."""

from collections.abc import Iterator, Sequence

from search.explanation import Explanation, TermScore
from search.model import Results
from search.render.screen import HEADING, Screen
from search.render.terminal import SEPARATOR
from search.render.visible import one_line
from search.render.width import display_width
from search.render.wrap import wrap

MOST_FORMS = 8
MOST_SCORES = 6
_INDENT = 11


def draw_explanation(explanation: Explanation, results: Results, screen: Screen) -> Iterator[str]:
    """Yield the lines of an account of the search, to stand before its hits."""
    yield from _entry("read as", [one_line(explanation.read_as)], screen)
    yield from _entry("terms", _terms(explanation), screen)
    yield from _entry("also asked", _expansions(results), screen)
    yield from _entry("looked up", _lookups(explanation), screen)
    yield from _entry("tiers", [_tiers(explanation, results)], screen)
    yield ""


def describe_scores(scores: Sequence[TermScore]) -> str:
    """Say what a hit's score is made of, the greatest parts one by one."""
    if not scores:
        return "score 0: in the order of the documents"
    parts = [f"{one_line(each.term)}{' (word)' * (each.field == 'words')} {each.score:.2f}" for each in scores]
    shown = parts[:MOST_SCORES]
    rest = scores[MOST_SCORES:]
    if rest:
        shown.append(f"{len(rest)} more {sum(each.score for each in rest):.2f}")
    return f"score {sum(each.score for each in scores):.2f} = {' + '.join(shown)}"


def _entry(name: str, lines: Sequence[str], screen: Screen) -> Iterator[str]:
    """Yield a name with what there is to say beside it, or nothing."""
    label = screen.paint(name, HEADING) + " " * (_INDENT - display_width(name))
    for text in lines:
        for line in wrap(text, screen.narrower(_INDENT)):
            yield f"{label}{text[line.start : line.end]}".rstrip()
            label = " " * _INDENT


def _terms(explanation: Explanation) -> list[str]:
    return [
        SEPARATOR.join(filter(None, (one_line(term.text), term.kind, _forms(term.forms)))) for term in explanation.terms
    ]


def _forms(forms: Sequence[str]) -> str:
    shown = ", ".join(map(one_line, forms[:MOST_FORMS]))
    return f"{shown} and {len(forms) - MOST_FORMS:,} more" if len(forms) > MOST_FORMS else shown


def _expansions(results: Results) -> list[str]:
    return [
        f"{', '.join(map(one_line, expansion.also))} for {one_line(expansion.asked)} ({expansion.kind})"
        for expansion in results.expansions
    ]


def _lookups(explanation: Explanation) -> list[str]:
    return [
        f"{' + '.join(map(one_line, done.terms))}: {done.found:,} found, "
        + (f"the text of {done.read:,} read" if done.read else "by the index alone")
        for done in explanation.lookups
    ]


def _tiers(explanation: Explanation, results: Results) -> str:
    best = sum(hit.tier > 2 for hit in results.hits)
    parts = [
        f"{results.total:,} as asked",
        f"{results.total_expanded:,} in other words",
        f"{best:,} best matches shown",
    ]
    if explanation.required and best:
        parts[-1] += f", all with {one_line(explanation.required)}"
    return ", ".join(parts)
