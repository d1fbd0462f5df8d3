"""Draw results for people to read.

A hit is a title, a line that says where it stands, and the snippet. The place comes first on its line, as
``path:line``, so that terminals and editors make it a link::

    1  解振华：由对抗转向互利合作
       speech.txt:27 ¶5 · 解振华 · 2021-01-28 · k3w7yq2mdf
       …2060年前实现碳中和的目标，还宣布了已更新的有力度的 2030年自主贡献目标。…
"""

from collections.abc import Callable, Iterator, Sequence

from corpus.model import Bib, Locator, Passage, Span
from search.model import TRANSLATION, Duplicate, Expansion, Hit, Results, Snippet
from search.render.kinds import counted, documents, listed, passages
from search.render.screen import FAINT, HEADING, MATCH, PLACE, TITLE, Screen
from search.render.speech import gettext as _
from search.render.visible import one_line, visible, visible_name
from search.render.width import display_width, shorten
from search.render.wrap import wrap

SEPARATOR = " · "
BEST_MATCH = 3

MEASURE = 100
"""Columns of a snippet on a terminal that has more: longer lines are hard to read."""

MOST_DUPLICATES = 4
"""Passages that say the same as one shown that are named under it; --all and --json give all."""

MOST_EXPANSIONS = 6
"""Words that are shown with what was asked beside them; --explain and --json show all."""

Locate = Callable[[str], str]
"""Turns a path of the library into the one to print, say relative to the current folder."""


def draw_results(
    results: Results, screen: Screen, locate: Locate = str, *, offset: int = 0, notes: Sequence[str] = ()
) -> Iterator[str]:
    """Yield the lines of a page of results, without line breaks, the totals last; ``notes`` stand below the hits."""
    digits = len(str(results.hits[-1].rank)) if results.hits else 1
    group: tuple[int, tuple[str, ...]] = (1, ())
    for index, hit in enumerate(results.hits):
        if (hit.tier, hit.via) != group:
            group = (hit.tier, hit.via)
            yield screen.paint(_heading(hit, results), HEADING)
            yield ""
        yield from _draw_hit(hit, digits, screen, locate)
        if notes:
            yield from _draw_note(notes[index], digits + 2, screen)
        yield ""
    totals = SEPARATOR.join(_totals(results, offset))
    yield from (screen.paint(totals[line.start : line.end], FAINT) for line in wrap(totals, screen.width))


def draw_source(
    passage: Passage, bib: Bib, screen: Screen, locate: Locate, width: int | None, *, at: Locator | None = None
) -> Iterator[str]:
    """Yield the line that says where a passage stands, whose it is and its ID; if it is too long, the place alone first.

    ``at`` is to be named instead of where the passage begins.
    """
    where = place(locate(passage.locator.path), at or passage.locator)
    details = SEPARATOR.join([*record(bib), passage.id])
    if width is None or display_width(f"{where}{SEPARATOR}{details}") <= width:
        yield f"{screen.paint(where, PLACE)}{screen.paint(SEPARATOR + details, FAINT)}"
        return
    yield screen.paint(where, PLACE)
    yield from (screen.paint(details[line.start : line.end], FAINT) for line in wrap(details, width))


def place(path: str, locator: Locator) -> str:
    """Write where text begins: ``path:line``, the page where there are pages, the paragraph."""
    page = locator.page_label or (str(locator.page) if locator.page else "")
    parts = [
        f"{visible_name(path)}:{locator.line_start}",
        f"p. {visible(page)}" if page else "",
        f"¶{locator.paragraph}",
    ]
    return " ".join(filter(None, parts))


def record(bib: Bib) -> list[str]:
    """List what says whose text it is: the authors, or else what it appeared in, and the date."""
    authors = "、".join(bib.authors) if any(not name.isascii() for name in bib.authors) else "; ".join(bib.authors)
    return [one_line(part) for part in (authors or bib.container, bib.date) if part]


def _heading(hit: Hit, results: Results) -> str:
    if hit.tier == 1:
        return _("as asked")
    if hit.via:
        return _("also: {words}").format(words=listed(map(one_line, hit.via)))
    if results.total + results.total_expanded:
        return _("best match")
    return _("best match: no passage holds all of it")


def _draw_hit(hit: Hit, digits: int, screen: Screen, locate: Locate) -> Iterator[str]:
    locator = hit.passage.locator
    indent = " " * (digits + 2)
    room = screen.narrower(len(indent))
    measure = room and min(room, MEASURE)
    title = one_line(hit.bib.title) or visible_name(locator.path)
    rank = screen.paint(f"{hit.rank:>{digits}}", FAINT)
    yield f"{rank}  {screen.paint(shorten(title, room) if room else title, TITLE)}"
    yield from (f"{indent}{line}" for line in draw_source(hit.passage, hit.bib, screen, locate, room, at=hit.at))
    yield from (f"{indent}{line}" for line in draw_snippet(hit.snippet, screen, measure))
    if hit.others:
        yield from _draw_note(_others(hit.others), len(indent), screen)
    for whole, said in ((True, _("also in {places}")), (False, _("most of it also in {places}"))):
        found = [each for each in hit.duplicates if each.whole == whole]
        if found:
            yield from _draw_note(said.format(places=_elsewhere(found, locate)), len(indent), screen)


def _elsewhere(duplicates: Sequence[Duplicate], locate: Locate) -> str:
    """Name the places of the first passages that say the same, and count the others."""
    named = MOST_DUPLICATES if len(duplicates) > MOST_DUPLICATES + 1 else len(duplicates)
    places = listed(place(locate(each.at.path), each.at) for each in duplicates[:named])
    left = len(duplicates) - named
    return (
        _("{places} and {left:,} more places (--all shows each)").format(places=places, left=left) if left else places
    )


def _others(number: int) -> str:
    return counted(
        "and {number:,} more passage of this document", "and {number:,} more passages of this document", number
    )


def _draw_note(note: str, indent: int, screen: Screen) -> Iterator[str]:
    for line in wrap(note, screen.narrower(indent)):
        yield " " * indent + screen.paint(note[line.start : line.end], FAINT)


def draw_snippet(snippet: Snippet, screen: Screen, width: int | None) -> Iterator[str]:
    """Yield the lines of a snippet, with an ellipsis where the passage goes on before or after it."""
    before, after = "…" * snippet.cut_start, "…" * snippet.cut_end
    text = f"{before}{snippet.text}{after}"
    marks = [Span(mark.start + len(before), mark.end + len(before)) for mark in snippet.marks]
    for line in wrap(text, width):
        yield paint_marks(text, line, marks, screen)


def paint_marks(text: str, line: Span, marks: Sequence[Span], screen: Screen) -> str:
    """Draw one line of a text with the parts of ascending marks that lie on it, control characters made visible."""
    parts, here = [], line.start
    for mark in marks:
        start, end = max(mark.start, here), min(mark.end, line.end)
        if start < end:
            parts += [visible(text[here:start]), screen.paint(visible(text[start:end]), MATCH)]
            here = end
    return "".join([*parts, visible(text[here : line.end])])


def _totals(results: Results, offset: int) -> list[str]:
    """Say how many passages there are, how many of them are shown, and how long it took."""
    parts = [_passages(results)]
    also = [*_also(results.expansions)]
    if also:
        words = listed([*also[:MOST_EXPANSIONS], "…"] if len(also) > MOST_EXPANSIONS else also)
        number = results.total_expanded
        more = _("{number} more through {words}") if number else _("none more through {words}")
        parts.append(more.format(number=number, words=words))
    best = sum(hit.tier == BEST_MATCH for hit in results.hits)
    if best:
        parts.append(counted("{number} best match", "{number} best matches", best))
    repeated = sum(len(hit.duplicates) for hit in results.hits)
    if repeated:
        parts.append(_("{number:,} named under others that say the same (--all shows each)").format(number=repeated))
    last = offset + len(results.hits)
    if results.hits and results.more:
        first = offset + 1
        shown = f"{first}–{last}" if first < last else _("no. {rank}").format(rank=last)
        parts.append(_("{shown} shown, more with --offset {last}").format(shown=shown, last=last))
    return [*parts, f"{results.elapsed:.3f} s"]


def _also(expansions: Sequence[Expansion]) -> Iterator[str]:
    """What was asked beside what was typed, and of translations also what they translate."""
    for each in expansions:
        words = listed(map(one_line, each.also))
        yield f"{one_line(each.asked)} → {words}" if each.kind == TRANSLATION else words


def _passages(results: Results) -> str:
    found = passages(results.total)
    if not results.total:
        return found
    return _("{passages} in {documents}").format(passages=found, documents=documents(results.documents))
