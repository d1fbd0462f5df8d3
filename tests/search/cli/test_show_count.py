import json
from collections.abc import Callable

import pytest

pytestmark = pytest.mark.usefixtures("library")

Yinde = Callable[..., tuple[int, str, str]]


def test_show_prints_a_passage_among_its_neighbours(yinde: Yinde, golden: Callable[[str, str], None]) -> None:
    status, out, err = yinde("show", "hans1")
    assert (status, err) == (0, "")
    golden("show-pipe.txt", out)


def test_show_alone(yinde: Yinde) -> None:
    out = yinde("show", "hans1c0ffee", "-C", "0")[1]
    assert "口号" not in out
    assert "9  │ 门。…" in out


def test_show_json_is_one_object(yinde: Yinde) -> None:
    (line,) = yinde("show", "hans1", "--json")[1].splitlines()
    shown = json.loads(line)
    assert (shown["id"], len(shown["before"]), len(shown["after"])) == ("hans1c0ffee", 1, 1)


def test_an_unknown_passage_is_an_error(yinde: Yinde) -> None:
    assert yinde("show", "\x1bx") == (2, "", "yinde: no passage ␛x; yinde search prints the IDs there are\n")


def test_count_prints_a_table(yinde: Yinde, golden: Callable[[str, str], None]) -> None:
    status, out, err = yinde("count", "碳中和", "--verify")
    assert (status, err) == (0, "")
    golden("count.txt", out)


def test_count_json(yinde: Yinde) -> None:
    lines = [json.loads(line) for line in yinde("count", "--json", "碳中和")[1].splitlines()]
    assert lines == [
        {"path": "speeches/lin.txt", "occurrences": 2},
        {"path": "paper.txt", "occurrences": 1},
        {"total": 3, "documents": 2, "verified": None},
    ]


def test_counting_nothing_is_status_1(yinde: Yinde) -> None:
    assert yinde("count", "沉默") == (1, "0  in 0 documents\n", "yinde: no document holds «沉默»\n")
