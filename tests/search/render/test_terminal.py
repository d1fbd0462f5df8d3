import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.model import Bib, Span
from search.model import Duplicate, Expansion, Results, Snippet
from search.render.screen import Screen
from search.render.terminal import MEASURE, draw_results, draw_snippet
from search.render.width import display_width

SGR = re.compile("\x1b\\[[0-9;]*m")


def draw(results: Results, screen: Screen, offset: int = 0) -> str:
    return "".join(f"{line}\n" for line in draw_results(results, screen, offset=offset))


@pytest.mark.parametrize("colour", [False, True])
def test_golden(results: Results, golden: Callable[[str, str], None], colour: bool) -> None:
    golden(f"hits-80{'-colour' * colour}.txt", draw(results, Screen(80, colour)))


def test_golden_in_a_pipe(results: Results, golden: Callable[[str, str], None]) -> None:
    golden("hits-pipe.txt", draw(results, Screen()))


def test_colour_changes_nothing_but_colour(results: Results) -> None:
    assert SGR.sub("", draw(results, Screen(60, colour=True))) == draw(results, Screen(60))


@pytest.mark.parametrize("width", [30, 40, 60, 80, 200])
def test_all_lines_fit_the_screen(results: Results, width: int) -> None:
    assert all(display_width(line) <= width for line in draw_results(results, Screen(width)))


def test_snippets_keep_a_readable_measure_on_a_wide_screen(results: Results) -> None:
    snippet = Snippet("各国都要努力减少排放，" * 20, (), cut_start=False, cut_end=False)
    wide = Results(
        (replace(results.hits[0], snippet=snippet),), total=1, documents=1, total_expanded=0, places=1, elapsed=0.0
    )
    indent = 3
    assert max(map(display_width, draw_results(wide, Screen(300)))) == MEASURE + indent


def test_what_was_asked_instead_heads_its_hits(results: Results) -> None:
    hits = (results.hits[0], replace(results.hits[1], tier=2, via=("路線圖",)), results.hits[2])
    expansion = Expansion("路线图", ("路線圖", "藍圖"), "regional")
    drawn = draw(
        Results(hits, total=1, documents=1, total_expanded=1, places=2, elapsed=0.5, expansions=(expansion,)), Screen()
    )
    assert drawn.index("also: 路線圖") < drawn.index("減排路線圖公布") < drawn.index("best match")
    assert drawn.endswith("1 passage in 1 document · 1 more through 路線圖, 藍圖 · 1 best match · 0.500 s\n")


def test_best_matches_alone_say_so(results: Results) -> None:
    alone = Results(results.hits[2:], total=0, documents=0, total_expanded=0, places=0, elapsed=0.0)
    assert draw(alone, Screen()).startswith("best match: no passage holds all of it\n")


def test_totals_tell_how_to_go_on(results: Results) -> None:
    page = Results(results.hits[:2], total=30, documents=12, total_expanded=0, places=30, elapsed=0.0, more=True)
    assert draw(page, Screen(), offset=10).endswith(
        "30 passages in 12 documents · 11–12 shown, more with --offset 12 · 0.000 s\n"
    )
    page = Results(results.hits[:1], total=30, documents=12, total_expanded=0, places=30, elapsed=0.0, more=True)
    assert draw(page, Screen()).endswith("30 passages in 12 documents · no. 1 shown, more with --offset 1 · 0.000 s\n")


def test_what_says_the_same_is_named_under_its_hit(results: Results) -> None:
    hit = results.hits[0]
    at = hit.at
    others = [Duplicate(f"id{n}", replace(at, path=f"copy-{n}.txt", line_start=n, paragraph=n)) for n in range(1, 8)]
    part = Duplicate("part", replace(at, path="quoted.md", line_start=9, paragraph=4), whole=False)

    def drawn(*duplicates: Duplicate) -> list[str]:
        page = replace(results, hits=(replace(hit, duplicates=duplicates),))
        return [line.strip() for line in draw(page, Screen()).splitlines()]

    assert "also in copy-1.txt:1 ¶1, copy-2.txt:2 ¶2" in drawn(*others[:2], part)
    assert "most of it also in quoted.md:9 ¶4" in drawn(*others[:2], part)
    few = "also in copy-1.txt:1 ¶1, copy-2.txt:2 ¶2, copy-3.txt:3 ¶3, copy-4.txt:4 ¶4"
    assert f"{few}, copy-5.txt:5 ¶5" in drawn(*others[:5])
    assert f"{few} and 3 more places (--all shows each)" in drawn(*others)
    assert "3 named under others that say the same (--all shows each)" in drawn(*others[:2], part)[-1]


def test_a_mark_that_runs_over_a_line_is_coloured_on_both() -> None:
    snippet = Snippet("实现碳中和目标", (Span(2, 5),), cut_start=False, cut_end=False)
    assert list(draw_snippet(snippet, Screen(8, colour=True), 8)) == [
        "实现\x1b[1;31m碳中\x1b[0m",
        "\x1b[1;31m和\x1b[0m目标",
    ]


def test_marks_keep_their_place_behind_an_ellipsis() -> None:
    snippet = Snippet("碳中和", (Span(0, 3),), cut_start=True, cut_end=True)
    assert list(draw_snippet(snippet, Screen(None, colour=True), None)) == ["…\x1b[1;31m碳中和\x1b[0m…"]


def test_no_control_character_of_a_document_reaches_the_terminal(results: Results) -> None:
    evil = "\x1b]0;owned\x07\x9b31m\u202e"
    hit = results.hits[0]
    locator = replace(hit.passage.locator, path=f"{evil}\n.txt", page=1, page_label=evil)
    hit = replace(
        hit,
        via=(evil,),
        tier=2,
        bib=Bib(evil, (evil,), evil, evil),
        passage=replace(hit.passage, locator=locator),
        at=locator,
        snippet=replace(hit.snippet, text=evil + hit.snippet.text),
    )
    expansion = Expansion(evil, (evil,), evil)
    drawn = draw(Results((hit,), 0, 0, 1, 1, 0.0, (expansion,), ()), Screen(80, colour=True))
    assert "owned" in drawn
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", SGR.sub("", drawn))
    assert not re.search("\x1b(?!\\[[0-9;]*m)", drawn)
