"""Say how a query was read, and what put its hits where they stand."""

from collections.abc import Iterator, Sequence

from corpus.messages import Message
from search.explanation import Explanation, TermScore
from search.fusion import Scale
from search.model import Results
from search.render.kinds import counted, listed
from search.render.screen import HEADING, Screen
from search.render.speech import gettext as _
from search.render.speech import spoken
from search.render.terminal import SEPARATOR
from search.render.visible import one_line
from search.render.width import display_width
from search.render.wrap import wrap

_EXPANSIONS = {
    "regional": Message("regional"),
    "synonym": Message("synonym"),
    "translation": Message("translation"),
    "pinyin": Message("pinyin"),
}
MOST_FORMS = 8
MOST_SCORES = 6
_INDENT = 11


def draw_explanation(explanation: Explanation, results: Results, screen: Screen) -> Iterator[str]:
    """Yield the lines of an account of the search, to stand before its hits."""
    yield from _entry(_("read as"), [one_line(explanation.read_as)], screen)
    yield from _entry(_("terms"), _terms(explanation), screen)
    yield from _entry(_("also asked"), _expansions(results), screen)
    yield from _entry(_("looked up"), _lookups(explanation), screen)
    yield from _entry(_("tiers"), [_tiers(explanation, results)], screen)
    yield ""


def describe_scores(explanation: Explanation) -> list[str]:
    """Say of each hit what its score is made of, the greatest parts one by one."""
    return [_score(*each) for each in zip(explanation.scores, explanation.scales, strict=True)]


def _score(scores: Sequence[TermScore], scale: Scale | None) -> str:
    if not scores:
        return _("score 0: in the order of the documents")
    parts = [
        f"{one_line(each.term)}{_(' (word)') if each.field == 'words' else ''} {each.score:.2f}" for each in scores
    ]
    shown = parts[:MOST_SCORES]
    rest = scores[MOST_SCORES:]
    if rest:
        shown.append(_("{number} more {score:.2f}").format(number=len(rest), score=sum(each.score for each in rest)))
    lift, evening = (scale.lift, scale.evening) if scale else (1.0, 1.0)
    score = sum(each.score for each in scores) * lift * evening
    return _made_up(lift, evening).format(score=score, parts=" + ".join(shown), lift=lift, evening=evening)


def _made_up(lift: float, evening: float) -> str:
    """The sentence that names what changed a sum, and nothing that did not."""
    if lift != 1 and evening != 1:
        return _(
            "score {score:.2f} = ({parts}) × {lift:.3f} for the language of the translation"
            " × {evening:.3f} to bring both languages to one scale"
        )
    if lift != 1:
        return _("score {score:.2f} = ({parts}) × {lift:.3f} for the language of the translation")
    if evening != 1:
        return _("score {score:.2f} = ({parts}) × {evening:.3f} to bring both languages to one scale")
    return _("score {score:.2f} = {parts}")


def _entry(name: str, lines: Sequence[str], screen: Screen) -> Iterator[str]:
    """Yield a name with what there is to say beside it, or nothing."""
    label = screen.paint(name, HEADING) + " " * (_INDENT - display_width(name))
    for text in lines:
        for line in wrap(text, screen.narrower(_INDENT)):
            yield f"{label}{text[line.start : line.end]}".rstrip()
            label = " " * _INDENT


def _terms(explanation: Explanation) -> list[str]:
    return [
        SEPARATOR.join(filter(None, (one_line(term.text), spoken(term.kind), _forms(term.forms))))
        for term in explanation.terms
    ]


def _forms(forms: Sequence[str]) -> str:
    shown = listed(map(one_line, forms[:MOST_FORMS]))
    if len(forms) <= MOST_FORMS:
        return shown
    return _("{shown} and {number:,} more").format(shown=shown, number=len(forms) - MOST_FORMS)


def _expansions(results: Results) -> list[str]:
    return [
        _("{also} for {asked} ({kind})").format(
            also=listed(map(one_line, expansion.also)),
            asked=one_line(expansion.asked),
            kind=spoken(_EXPANSIONS.get(expansion.kind, expansion.kind)),
        )
        for expansion in results.expansions
    ]


def _lookups(explanation: Explanation) -> list[str]:
    return [
        (
            _("{terms}: {found:,} found, the text of {read:,} read")
            if done.read
            else _("{terms}: {found:,} found, by the index alone")
        ).format(terms=" + ".join(map(one_line, done.terms)), found=done.found, read=done.read)
        for done in explanation.lookups
    ]


def _tiers(explanation: Explanation, results: Results) -> str:
    best = sum(hit.tier > 2 for hit in results.hits)
    parts = [
        _("{number:,} as asked").format(number=results.total),
        _("{number:,} in other words").format(number=results.total_expanded),
        counted("{number:,} best match shown", "{number:,} best matches shown", best),
    ]
    if explanation.required and best:
        parts.append(_("all with {query}").format(query=one_line(explanation.required)))
    return listed(parts)
