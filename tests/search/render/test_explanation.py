import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from search.explanation import Explanation, LookedUp, TermRead, TermScore
from search.model import Expansion, Results
from search.render.explanation import describe_scores, draw_explanation
from search.render.json import dump, explanation_object
from search.render.screen import Screen
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
)


@pytest.fixture
def explained(results: Results) -> Results:
    expansions = (Expansion("路线图", ("路線圖", "藍圖"), "regional"),)
    return replace(results, expansions=expansions, explanation=EXPLANATION)


def draw(results: Results, screen: Screen) -> list[str]:
    notes = [describe_scores(scores) for scores in EXPLANATION.scores]
    return [*draw_explanation(EXPLANATION, results, screen), *draw_results(results, screen, notes=notes)]


def test_golden(explained: Results, golden: Callable[[str, str], None]) -> None:
    golden("explain-80.txt", "".join(f"{line}\n" for line in draw(explained, Screen(80))))


@pytest.mark.parametrize("width", [40, 60, 200])
def test_all_lines_fit_the_screen(explained: Results, width: int) -> None:
    assert all(display_width(line) <= width for line in draw(explained, Screen(width)))


def test_as_json(explained: Results) -> None:
    found = json.loads(dump(explanation_object(EXPLANATION, explained)))
    assert found["read_as"] == EXPLANATION.read_as
    assert found["lookups"][0] == {"terms": ["碳中和", "emission*"], "read": 1234, "found": 2}
    assert found["expansions"] == [{"asked": "路线图", "also": ["路線圖", "藍圖"], "kind": "regional"}]
    assert [len(scores) for scores in found["scores"]] == [8, 2, 0]
