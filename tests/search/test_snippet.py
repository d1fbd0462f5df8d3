import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Span
from search.render.width import display_width
from search.snippet import WIDTH_PER_SENTENCE, make_snippet

PIECES = st.sampled_from(
    [
        "碳中和",
        "達峰",
        "。",
        "，",
        "「",
        "」",
        "？\n",
        "\n\n",
        " ",
        "　",
        "net zero",
        "2060",
        "é",
        "\u0301",
        "𠮷",
        "\x1b",
        "U.S. ",
        ". ",
    ]
)
TEXTS = st.lists(PIECES, max_size=80).map("".join)


def squeezed(text: str) -> str:
    return "".join(text.split())


def spans_of(word: str, text: str, offset: int = 0) -> list[Span]:
    return [Span(found.start() + offset, found.end() + offset) for found in re.finditer(re.escape(word), text)]


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, int, list[Span], int]:
    text, offset = draw(TEXTS), draw(st.integers(0, 1000))
    edges = draw(st.lists(st.tuples(st.integers(0, len(text) + 5), st.integers(0, len(text) + 5)), max_size=6))
    matches = [Span(offset + min(pair), offset + max(pair)) for pair in edges]
    return text, offset, matches, draw(st.integers(1, 3))


@given(cases())
def test_a_snippet_is_the_passage_without_its_wraps(case: tuple[str, int, list[Span], int]) -> None:
    text, offset, matches, sentences = case
    snippet = make_snippet(text, offset, matches, sentences=sentences)
    whole, shown = squeezed(text), squeezed(snippet.text)
    assert shown in whole
    assert display_width(snippet.text) <= sentences * WIDTH_PER_SENTENCE
    assert (snippet.cut_start or snippet.cut_end) == (shown != whole)


@given(cases())
def test_marks_are_ascending_and_cut_matched_text(case: tuple[str, int, list[Span], int]) -> None:
    text, offset, matches, sentences = case
    snippet = make_snippet(text, offset, matches, sentences=sentences)
    matched = [squeezed(text[max(0, match.start - offset) : max(0, match.end - offset)]) for match in matches]
    assert all(mark.end <= following.start for mark, following in pairwise(snippet.marks))
    for mark in snippet.marks:
        assert 0 <= mark.start < mark.end <= len(snippet.text)
        assert any(squeezed(snippet.text[mark.start : mark.end]) in each for each in matched)


@given(st.lists(st.sampled_from(["碳中和", "的目标", "，", " ", "\n\n", "各国"]), min_size=1, max_size=30).map("".join))
def test_every_match_of_a_short_sentence_is_marked(text: str) -> None:
    snippet = make_snippet(text + "。", 7, spans_of("碳中和", text, 7), sentences=9)
    marked = [snippet.text[mark.start : mark.end] for mark in snippet.marks]
    assert marked == ["碳中和"] * min(len(marked), text.count("碳中和"))
    assert len(marked) == text.count("碳中和") or snippet.cut_start or snippet.cut_end


def test_wraps_inside_a_match_are_undone() -> None:
    text = "两国要在 2060\n\n年前实现碳\n\n中和的目标，任务不轻。"
    snippet = make_snippet(text, 0, [Span(text.index("碳"), text.index("和") + 1)], sentences=2)
    assert snippet.text == "两国要在 2060年前实现碳中和的目标，任务不轻。"
    assert [snippet.text[mark.start : mark.end] for mark in snippet.marks] == ["碳中和"]
    assert (snippet.cut_start, snippet.cut_end) == (False, False)


def test_the_sentences_with_most_different_matches_are_shown() -> None:
    text = "碳中和，碳中和。天气很好。无关的话。碳中和与甲烷。又是一句。"
    snippet = make_snippet(text, 0, spans_of("碳中和", text) + spans_of("甲烷", text), sentences=1)
    assert snippet.text == "碳中和与甲烷。"
    assert (snippet.cut_start, snippet.cut_end) == (True, True)


def test_of_equal_windows_the_one_that_begins_with_a_match_is_taken() -> None:
    text = "第一句。第二句。碳中和。第四句。第五句。"
    assert make_snippet(text, 0, spans_of("碳中和", text), sentences=2).text == "碳中和。第四句。"


def test_without_matches_the_beginning_is_shown() -> None:
    assert make_snippet("第一句。第二句。第三句。", 50, [], sentences=2).text == "第一句。第二句。"
    assert make_snippet("", 0, [], sentences=2).text == ""


def test_a_long_sentence_is_cut_between_clauses() -> None:
    text = "各国都要努力减少排放，" * 30 + "这样碳中和才能实现，" + "各国都要努力减少排放，" * 30 + "完。"
    snippet = make_snippet(text, 0, spans_of("碳中和", text), sentences=1)
    assert "这样碳中和才能实现，" in snippet.text
    assert snippet.text.startswith("各国都要")
    assert snippet.text.endswith("排放，")
    assert WIDTH_PER_SENTENCE // 2 < display_width(snippet.text) <= WIDTH_PER_SENTENCE
    assert (snippet.cut_start, snippet.cut_end) == (True, True)


def test_a_monstrous_clause_is_cut_between_words() -> None:
    text = "carbon neutrality " * 5_000 + "碳中和 " + "carbon neutrality " * 5_000
    snippet = make_snippet(text, 0, spans_of("碳中和", text), sentences=1)
    assert display_width(snippet.text) <= WIDTH_PER_SENTENCE
    assert set(snippet.text.split()) == {"carbon", "neutrality", "碳中和"}
    assert [snippet.text[mark.start : mark.end] for mark in snippet.marks] == ["碳中和"]


def test_a_match_that_leaves_the_passage_is_marked_to_its_end() -> None:
    snippet = make_snippet("目标是碳中", 10, [Span(13, 16)], sentences=1)
    assert snippet.marks == (Span(3, 5),)
