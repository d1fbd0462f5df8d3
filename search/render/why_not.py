"""Say why a file is not among the results, or where it is."""

from collections.abc import Iterator

from search.render.kinds import counted, passages
from search.render.screen import FAINT, HEADING, PLACE, Screen
from search.render.speech import gettext as _
from search.render.speech import spoken
from search.render.terminal import BEST_MATCH, Locate
from search.render.visible import one_line, visible_name
from search.render.wrap import wrap
from search.why_not.model import PartAnswered, WhyNot

_PAGE = 10  # hits that yinde search shows unless told otherwise


def draw_why_not(answer: WhyNot, screen: Screen, locate: Locate = str) -> Iterator[str]:
    """Yield the answer, and below it what there is to say of each part of the query."""
    path = screen.paint(visible_name(locate(answer.path)), PLACE)
    yield _("{path}: {verdict}").format(path=path, verdict=screen.paint(_verdict(answer), HEADING))
    sentences = [visible_name(spoken(text)) for text in (answer.absence, answer.changed) if text]
    sentences += [_part(part) for part in answer.parts]
    if answer.under:
        sentences.append(_("named under {path}, which says the same").format(path=visible_name(locate(answer.under))))
    if answer.rank > _PAGE:
        sentences.append(_("to see it: yinde search … --all --offset {offset}").format(offset=answer.rank - 1))
    for sentence in sentences:
        for line in wrap(sentence, screen.narrower(2)):
            yield f"  {screen.paint(sentence[line.start : line.end], FAINT)}"


def _verdict(answer: WhyNot) -> str:
    if answer.absence:
        return _("not in the index")
    refused = [part for part in answer.parts if part.kind == "condition" and not part.passages]
    if answer.rank and answer.tier == BEST_MATCH:
        return _("among the results, no. {rank}, as a best match: no passage of it holds all of the query").format(
            rank=answer.rank
        )
    if answer.rank:
        return _("among the results, no. {rank}").format(rank=answer.rank)
    if refused:
        return _("left out by a condition")
    if any(part.kind == "term" and not part.passages for part in answer.parts):
        return _("it does not hold the text")
    if any(part.kind == "exclusion" and part.passages for part in answer.parts):
        return _("left out by what the query excludes")
    return _("no passage of it answers the whole query")


def _part(part: PartAnswered) -> str:
    return _("{part}: {answer}").format(part=one_line(part.text), answer=_answered(part))


def _answered(part: PartAnswered) -> str:
    nearest = one_line(part.nearest)
    if part.kind == "condition":
        verdict = _("holds") if part.passages else _("does not hold")
        return _("{verdict}; it has {value}").format(verdict=verdict, value=nearest) if nearest else verdict
    if part.kind == "exclusion" and part.passages:
        return counted("{number:,} passage excluded", "{number:,} passages excluded", part.passages)
    if part.kind == "exclusion":
        return _("excludes nothing")
    if part.passages:
        return passages(part.passages)
    if nearest:
        return _("not in it; the nearest is {nearest} on line {line}").format(nearest=nearest, line=part.line)
    return _("not in it, nor anything like it")
