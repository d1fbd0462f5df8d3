"""What is offered where nothing was found: always something that is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.render.suggestions import draw_suggestions
from search.suggest.lookalikes import lookalikes
from search.suggest.model import Suggestion
from search.suggest.parts import longest_part
from tests.search.in_memory import library_of

TEXTS = {
    "a.txt": ["氣候變化已經開始。", "推动碳达峰、碳中", "和。"],
    "b.txt": ["The carbon price in 2021. ", "A climate of change."],
}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("气侯", [("气侯", "氣候", 1, "look-alike")]),
        ("「汽候变化」", [("汽候变化", "氣候變化", 1, "look-alike")]),
        ("炭中和", [("炭中和", "碳中和", 1, "look-alike")]),
        ("carbn", [("carbn", "carbon", 1, "spelling")]),
        ('"crabon price"', [("crabon price", "carbon price", 1, "spelling")]),
        ('"crabon tax"', []),
        ("气候变暖", [("气候变暖", "气候变", 1, "part")]),
        ('"the climate of hope"', [("the climate of hope", "climate of", 1, "part")]),
        ("气候 carbon", [("气候", "气候", 1, "apart"), ("carbon", "carbon", 1, "apart")]),
        ("火星 carbon", [("火星", "", 0, "absent")]),
        ("火星", []),
        ("气候 path:b", [("", "", 1, "conditions")]),
        ("carbon AND -price", []),
        ("气候 OR 碳", []),
        ("。", []),
    ],
)
def test_what_is_suggested(query: str, expected: list[tuple[str, str, int, str]]) -> None:
    found = library_of(TEXTS).suggest(query)
    assert [(each.asked, each.instead, each.passages, each.kind) for each in found] == expected


def test_a_question_in_prose_with_best_matches_is_left_alone() -> None:
    library = library_of(TEXTS)
    assert library.suggest("人类应当怎样应对气候变化带来的危机")
    assert library.suggest("人类应当怎样应对气候变化带来的危机", has_matches=True) == ()


def test_options_count_as_conditions() -> None:
    assert [each.kind for each in library_of(TEXTS).suggest("气候", paths=("b",))] == ["conditions"]


@given(st.text(max_size=20))
def test_any_query_has_suggestions_or_none_and_they_are_there(text: str) -> None:
    library = library_of(TEXTS)
    for each in library.suggest('"' + text.translate(dict.fromkeys(map(ord, '"＂“”„‟'))) + 'x"'):
        assert not each.instead or library.search(f'"{each.instead}"', strict=True).total == each.passages


LETTERS = st.text(st.sampled_from("碳中和达峰"), max_size=8)


@given(LETTERS, LETTERS)
def test_the_longest_part_is_the_longest(phrase: str, text: str) -> None:
    parts = {phrase[i:j] for i in range(len(phrase)) for j in range(i + 2, len(phrase) + 1)} & {
        text[i:j] for i in range(len(text)) for j in range(len(text) + 1)
    }
    assert len(longest_part(phrase, lambda part: part in text)) == max(map(len, parts), default=0)


def test_the_table_is_of_single_folded_characters() -> None:
    for character, others in lookalikes().items():
        assert character not in others
        assert all(character in lookalikes()[other] for other in others)


def test_suggestions_are_sentences() -> None:
    drawn = draw_suggestions(
        [
            Suggestion("a", "b", 2, "spelling"),
            Suggestion("a", "c", 1, "spelling"),
            Suggestion("氣侯\x1b", "气", 1200, "part"),
            Suggestion("火星", "", 0, "absent"),
            Suggestion("", "", 3, "conditions"),
        ]
    )
    assert list(drawn) == [
        "did you mean b (2 passages) or c (1 passage)?",
        "the longest part of 氣侯␛ that occurs is 气 (1,200 passages)",
        "火星 is nowhere in this library",
        "3 passages hold it, in documents that the conditions leave out",
    ]
