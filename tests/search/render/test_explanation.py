import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from search.explanation import Explanation, LookedUp, TermRead, TermScore
from search.fusion import Scale
from search.model import Expansion, Results
from search.render.explanation import describe_scores, draw_explanation
from search.render.json import dump, explanation_object
from search.render.screen import Screen
from search.render.speech import speak
from search.render.terminal import draw_results
from search.render.width import display_width

EXPLANATION = Explanation(
    read_as='碳中和 emission* NOT "煤炭"',
    required='NOT "煤炭"',
    terms=(
        TermRead("碳中和", "word", ()),
        TermRead("emission*", "wildcard", tuple(f"emission{letter}" for letter in "abcdefghij")),
        TermRead('"煤炭"', "phrase", ()),
    ),
    lookups=(LookedUp(("碳中和", "emission*"), 1234, 2), LookedUp(('"煤炭"',), 0, 15)),
    scores=(
        tuple(TermScore(f"字{number}", "grams", 2.5) for number in range(8)),
        (TermScore("碳中和", "words", 3.25), TermScore("碳中", "grams", 1.0)),
        (),
    ),
    scales=(None, None, None),
)
SCALED = (Scale("en", 1.25, 1.5), Scale("zh", 1.0, 1.5), Scale("zh", 1.05, 1.0))


@pytest.fixture
def explained(results: Results) -> Results:
    expansions = (Expansion("路线图", ("路線圖", "藍圖"), "regional"),)
    return replace(results, expansions=expansions, explanation=EXPLANATION)


def draw(results: Results, screen: Screen) -> list[str]:
    notes = describe_scores(EXPLANATION)
    return [*draw_explanation(EXPLANATION, results, screen), *draw_results(results, screen, notes=notes)]


def test_golden(explained: Results, golden: Callable[[str, str], None]) -> None:
    golden("explain-80.txt", "".join(f"{line}\n" for line in draw(explained, Screen(80))))


@pytest.mark.parametrize("width", [40, 60, 200])
def test_all_lines_fit_the_screen(explained: Results, width: int) -> None:
    assert all(display_width(line) <= width for line in draw(explained, Screen(width)))


def test_a_score_says_how_it_came_to_one_scale() -> None:
    parts = (TermScore("碳中和", "words", 3.25), TermScore("碳中", "grams", 1.0))
    explanation = replace(EXPLANATION, scores=(parts,) * 4, scales=(*SCALED, Scale("en", 1.0, 1.0)))
    sum_ = "碳中和 (word) 3.25 + 碳中 1.00"
    assert describe_scores(explanation) == [
        f"score 7.97 = ({sum_}) × 1.250 for the language of the translation × 1.500 to bring both languages to one scale",
        f"score 6.38 = ({sum_}) × 1.500 to bring both languages to one scale",
        f"score 4.46 = ({sum_}) × 1.050 for the language of the translation",
        f"score 4.25 = {sum_}",
    ]


def test_a_score_says_in_chinese_how_it_came_to_one_scale() -> None:
    parts = (TermScore("碳中和", "words", 3.25), TermScore("碳中", "grams", 1.0))
    speak("zh")
    try:
        (said,) = describe_scores(replace(EXPLANATION, scores=(parts,), scales=SCALED[:1]))
    finally:
        speak("en")
    assert said == (
        "得分 7.97 =（碳中和（词） 3.25 + 碳中 1.00）× 1.250（译入语言加权）× 1.500（两种语言折算到同一尺度）"
    )


def test_as_json(explained: Results) -> None:
    found = json.loads(dump(explanation_object(EXPLANATION, explained)))
    assert found["read_as"] == EXPLANATION.read_as
    assert found["lookups"][0] == {"terms": ["碳中和", "emission*"], "read": 1234, "found": 2}
    assert found["expansions"] == [{"asked": "路线图", "also": ["路線圖", "藍圖"], "kind": "regional"}]
    assert [len(scores) for scores in found["scores"]] == [8, 2, 0]
    assert found["scales"] == [None, None, None]
    scaled = json.loads(dump(explanation_object(replace(EXPLANATION, scales=SCALED), explained)))
    assert scaled["scales"][0] == {"language": "en", "lift": 1.25, "evening": 1.5}
