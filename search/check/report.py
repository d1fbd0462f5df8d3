"""The report on a draft: as a table for the terminal, Markdown, HTML or JSON."""

import html
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from corpus.messages import Message
from search.check.model import Checked, Place, Segment, Verdict
from search.render.kinds import counted, listed
from search.render.screen import Screen
from search.render.speech import gettext as _
from search.render.speech import spoken
from search.render.terminal import Locate
from search.render.visible import visible, visible_name
from search.render.width import shorten

_COLOURS = {
    Verdict.FOUND: "32",
    Verdict.CUT: "32",
    Verdict.OTHER_SCRIPT: "33",
    Verdict.AMBIGUOUS: "33",
    Verdict.ALTERED: "31",
    Verdict.NOT_FOUND: "31",
}
_NAMES = {
    Verdict.FOUND: Message("found"),
    Verdict.CUT: Message("cut"),
    Verdict.OTHER_SCRIPT: Message("other script"),
    Verdict.AMBIGUOUS: Message("ambiguous"),
    Verdict.ALTERED: Message("altered"),
    Verdict.NOT_FOUND: Message("not found"),
}
_HEADINGS = (Message("line"), Message("verdict"), Message("quotation"), Message("source"))
_HEAD = 44
"""Columns of a quotation that the table shows."""

_AROUND = 12
"""Code points shown on both sides of a difference."""

_STYLE = """<style>
body { font-family: sans-serif; max-width: 60rem; margin: 2rem auto; line-height: 1.5 }
table { border-collapse: collapse; width: 100% }
td, th { border-bottom: 1px solid #ccc; padding: .4rem; text-align: left; vertical-align: top }
del { background: #fdd } ins { background: #dfd; text-decoration: none } .altered, .not-found { color: #a00 }
.other-script, .ambiguous { color: #850 } .found, .cut { color: #070 }
</style>"""


def summary(checked: Sequence[Checked]) -> str:
    """How many quotations came to which verdict, in one line."""
    counts = Counter(one.verdict for one in checked)
    if not checked:
        return _("no quotations")
    return _("{quotations}: {verdicts}").format(
        quotations=counted("{number:,} quotation", "{number:,} quotations", len(checked)),
        verdicts=listed(f"{counts[verdict]} {spoken(_NAMES[verdict])}" for verdict in Verdict if counts[verdict]),
    )


def where(place: Place, locate: Locate = str) -> str:
    """A place in a few words: file, line, page or paragraph."""
    inner = f"¶{place.cited.value}" if place.cited.label == "paragraph" else place.cited.short
    return f"{locate(place.path)}:{place.line} {inner}"


def table(checked: Sequence[Checked], draft: str, screen: Screen, locate: Locate = str) -> Iterator[str]:
    """A block a quotation: where in the draft, verdict, its beginning; then the source, and what differs.

    ``locate`` turns paths of the library into those to be printed.
    """
    for one in checked:
        verdict = spoken(_NAMES[one.verdict])
        if screen.colour:
            verdict = f"\x1b[{_COLOURS[one.verdict]}m{verdict}\x1b[0m"
        yield _("{place}: {verdict}: {quotation}").format(
            place=f"{visible(draft)}:{one.quoted.line}",
            verdict=verdict,
            quotation=shorten(visible(_flat(one.quoted.text)), _HEAD),
        )
        for place in one.places:
            yield f"    {visible_name(where(place, locate))} · {place.passage_id}"
        if one.verdict is Verdict.ALTERED:
            for change in differences(one.segments):
                yield f"    {visible(change)}"
    yield summary(checked)


def differences(segments: Sequence[Segment]) -> Iterator[str]:
    """Each difference with a little around it: ``…碳[达峰→中和]目标…``, printed first."""
    for i, segment in enumerate(segments):
        if not segment.same:
            before = segments[i - 1].printed[-_AROUND:] if i else ""
            after = segments[i + 1].printed[:_AROUND] if i + 1 < len(segments) else ""
            yield f"…{before}[{segment.printed}→{segment.quoted}]{after}…"


def markdown(checked: Sequence[Checked], draft: str) -> Iterator[str]:
    """A table; what the source has is struck out, what the draft has instead is bold."""
    yield f"# {_cell(draft)}\n"
    yield f"{summary(checked)}\n"
    yield "| " + " | ".join(map(spoken, _HEADINGS)) + " |"
    yield "|---:|---|---|---|"
    for one in checked:
        words = "".join(_marked(one, ("~~", "~~"), ("**", "**"), _cell))
        sources = "<br>".join(_cell(where(place)) for place in one.places)
        yield f"| {one.quoted.line} | {spoken(_NAMES[one.verdict])} | {words} | {sources} |"


def page(checked: Sequence[Checked], draft: str) -> Iterator[str]:
    """A page of HTML that stands alone."""
    title = html.escape(draft)
    yield f'<!DOCTYPE html>\n<html lang="mul"><head><meta charset="utf-8"><title>{title}</title>\n{_STYLE}</head>'
    yield f"<body><h1>{title}</h1><p>{summary(checked)}</p>"
    headings = "".join(f"<th>{html.escape(spoken(heading))}</th>" for heading in _HEADINGS)
    yield f"<table><tr>{headings}</tr>"
    for one in checked:
        words = "".join(_marked(one, ("<del>", "</del>"), ("<ins>", "</ins>"), html.escape))
        sources = "<br>".join(html.escape(where(place)) for place in one.places)
        kind, verdict = one.verdict.value.replace(" ", "-"), html.escape(spoken(_NAMES[one.verdict]))
        yield (
            f'<tr><td>{one.quoted.line}</td><td class="{kind}">{verdict}</td><td>{words}</td><td>{sources}</td></tr>'
        )
    yield "</table></body></html>"


def objects(checked: Sequence[Checked]) -> Iterator[str]:
    """An object a quotation, one a line."""
    for one in checked:
        value = {
            "line": one.quoted.line,
            "start": one.quoted.span.start,
            "end": one.quoted.span.end,
            "text": one.quoted.text,
            "key": one.quoted.key,
            "verdict": one.verdict.value,
            "likeness": round(one.likeness, 4),
            "places": [_place(place) for place in one.places],
            "segments": [
                {"printed": segment.printed, "quoted": segment.quoted, "same": segment.same} for segment in one.segments
            ],
        }
        yield json.dumps(value, ensure_ascii=False).translate(_UNSAFE)


_UNSAFE = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0xD800, 0xE000))}


def _place(place: Place) -> dict[str, object]:
    return {
        "path": place.path,
        "id": place.passage_id,
        "page": place.page or None,
        "paragraph": place.paragraph,
        "line": place.line,
        "start": place.span.start,
        "end": place.span.end,
        "printed": place.printed,
        "title": place.bib.title,
    }


def _marked(one: Checked, gone: tuple[str, str], new: tuple[str, str], escape: Callable[[str], str]) -> Iterator[str]:
    if one.verdict not in (Verdict.ALTERED, Verdict.OTHER_SCRIPT) or not one.segments:
        yield escape(_flat(one.quoted.text))
        return
    for segment in one.segments:
        if segment.same:
            yield escape(segment.quoted)
            continue
        yield escape(segment.printed).join(gone) if segment.printed else ""
        yield escape(segment.quoted).join(new) if segment.quoted else ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\|*_~`<>[]" else char for char in _flat(text))
