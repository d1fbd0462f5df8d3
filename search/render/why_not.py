"""Say why a file is not among the results, or where it is."""

from collections.abc import Iterator

from search.render.screen import FAINT, HEADING, PLACE, Screen
from search.render.terminal import BEST_MATCH, Locate
from search.render.visible import one_line, visible_name
from search.render.wrap import wrap
from search.why_not.model import PartAnswered, WhyNot

_PAGE = 10  # hits that yinde search shows unless told otherwise


def draw_why_not(answer: WhyNot, screen: Screen, locate: Locate = str) -> Iterator[str]:
    """Yield the answer, and below it what there is to say of each part of the query."""
    path = screen.paint(visible_name(locate(answer.path)), PLACE)
    yield f"{path}: {screen.paint(_verdict(answer), HEADING)}"
    sentences = [visible_name(text) for text in (answer.absence, answer.changed) if text]
    sentences += [_part(part) for part in answer.parts]
    if answer.rank > _PAGE:
        sentences.append(f"to see it: yinde search … --offset {answer.rank - 1}")
    for sentence in sentences:
        for line in wrap(sentence, screen.narrower(2)):
            yield f"  {screen.paint(sentence[line.start : line.end], FAINT)}"


def _verdict(answer: WhyNot) -> str:
    if answer.absence:
        return "not in the index"
    refused = [part for part in answer.parts if part.kind == "condition" and not part.passages]
    if answer.rank and answer.tier == BEST_MATCH:
        return f"among the results, no. {answer.rank}, as a best match: no passage of it holds all of the query"
    if answer.rank:
        return f"among the results, no. {answer.rank}"
    if refused:
        return "left out by a condition"
    if any(part.kind == "term" and not part.passages for part in answer.parts):
        return "it does not hold the text"
    if any(part.kind == "exclusion" and part.passages for part in answer.parts):
        return "left out by what the query excludes"
    return "no passage of it answers the whole query"


def _part(part: PartAnswered) -> str:
    text, count = one_line(part.text), f"{part.passages:,} {'passage' if part.passages == 1 else 'passages'}"
    if part.kind == "condition":
        has = f"; it has {one_line(part.nearest)}" if part.nearest else ""
        return f"{text}: {'holds' if part.passages else 'does not hold'}{has}"
    if part.kind == "exclusion":
        return f"{text}: {f'{count} excluded' if part.passages else 'excludes nothing'}"
    if part.passages:
        return f"{text}: {count}"
    if part.nearest:
        return f"{text}: not in it; the nearest is {one_line(part.nearest)} on line {part.line}"
    return f"{text}: not in it, nor anything like it"
