import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from search.explanation import Explanation, TermRead, TermScore

Yinde = Callable[..., tuple[int, str, str]]
Calls = list[tuple[object, ...]]


pytestmark = pytest.mark.usefixtures("library")


def asked(calls: Calls) -> tuple[Any, ...]:
    return next(call[1:] for call in calls if call[0] == "search")


def test_hits_are_printed_as_plain_text_in_a_pipe(
    calls: Calls, yinde: Yinde, golden: Callable[[str, str], None]
) -> None:
    status, out, err = yinde("search", "碳中和")
    assert (status, err) == (0, "")
    golden("hits-pipe.txt", out)
    assert calls[-1] == ("closed",)


def test_words_need_no_quotes_and_options_reach_the_library(calls: Calls, yinde: Yinde) -> None:
    yinde("search", "碳中和", "net zero", "-n", "3", "--offset", "2", "--strict", "-C", "1", "--index", "somewhere")
    query, options = asked(calls)
    assert query == "碳中和 net zero"
    assert {"limit": 3, "offset": 2, "strict": True, "context": 1}.items() <= options.items()
    assert ("open", None, "somewhere") in calls


def test_filters_reach_the_library(calls: Calls, yinde: Yinde) -> None:
    filters = {
        "any_word": True,
        "after": "2020",
        "before": "2021-03",
        "languages": ("zh", "en"),
        "paths": ("a", "*.md"),
    }
    arguments = [
        "--any",
        "--after",
        "2020",
        "--before",
        "2021-03",
        "--lang",
        "zh",
        "--lang",
        "en",
        "--path",
        "a",
        "--path",
        "*.md",
    ]
    yinde("search", "碳", "--sort", "date", "--group", "document", "--no-expand", *arguments)
    wanted = {"sort": "date", "grouped": True, "expanded": False, **filters}
    assert wanted.items() <= asked(calls)[1].items()
    yinde("search", "-l", "碳", *arguments)
    assert ("files", "碳", filters) in calls


def test_all_shows_near_duplicates_each_for_itself(calls: Calls, yinde: Yinde) -> None:
    yinde("search", "--all", "碳")
    yinde("search", "碳")
    assert [call[2]["every"] for call in calls if call[0] == "search"] == [True, False]


def test_a_query_may_begin_with_a_hyphen(calls: Calls, yinde: Yinde) -> None:
    yinde("search", "--", "-碳")
    assert asked(calls)[0] == "-碳"


def test_the_query_may_stand_on_stdin(calls: Calls, yinde: Yinde, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\ufeff碳中和\n".encode())))
    yinde("search", "-")
    assert asked(calls)[0] == "碳中和"


def build_module(calls: Calls, *, asked_to_end: bool) -> ModuleType:
    """Stand in for ``indexer.build``."""

    def refresh(path: str, *, index: str | None) -> SimpleNamespace:
        calls.append(("refresh", path, index))
        return SimpleNamespace(skipped=("a", "b"), asked_to_end=asked_to_end)

    module = ModuleType("indexer.build")
    module.refresh = refresh  # type: ignore[attr-defined]
    return module


def test_a_folder_is_brought_up_to_date_first(calls: Calls, yinde: Yinde, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "indexer.build", build_module(calls, asked_to_end=False))
    _, _, err = yinde("search", "碳", "--in", "texts", "--index", "place")
    assert err == "yinde: 2 files could not be read; to see which and why: yinde index texts\n"
    assert [call[:3] for call in calls[:2]] == [("refresh", "texts", "place"), ("open", "texts", "place")]


def test_an_interrupted_refresh_is_not_searched(calls: Calls, yinde: Yinde, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "indexer.build", build_module(calls, asked_to_end=True))
    assert yinde("search", "碳", "--in", "texts") == (130, "", "")
    assert calls == [("refresh", "texts", None)]


def test_an_endless_query_is_an_error(calls: Calls, yinde: Yinde, monkeypatch: pytest.MonkeyPatch) -> None:
    class Zeros(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:
            buffer[:] = bytes(len(buffer))
            return len(buffer)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Zeros())))
    status, out, err = yinde("search", "-")
    assert (status, out, calls) == (2, "", [])
    assert "longer than 100,000 characters" in err


def test_a_query_is_utf8_where_the_locale_is_not(calls: Calls, yinde: Yinde) -> None:
    yinde("search", "碳中和".encode().decode("ascii", "surrogateescape"))
    assert asked(calls)[0] == "碳中和"


def test_a_query_is_quoted_on_one_short_line(yinde: Yinde) -> None:
    assert yinde("search", "a\nb\x1b", "\udcff")[2].startswith(
        "yinde: nothing found for «a b␛ \N{REPLACEMENT CHARACTER}»;"
    )
    assert len(yinde("search", "沉默" * 1000)[2]) < 200


@pytest.mark.parametrize("arguments", [("search", ""), ("search", " ", "　")])
def test_an_empty_query_is_an_error(yinde: Yinde, arguments: tuple[str, ...]) -> None:
    status, out, err = yinde(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("yinde: the query is empty; ")


def test_the_environment_names_an_index(calls: Calls, yinde: Yinde, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINDE_INDEX", "elsewhere")
    yinde("search", "碳")
    assert ("open", None, "elsewhere") in calls


def test_json_is_one_object_a_line(yinde: Yinde) -> None:
    status, out, _ = yinde("search", "--json", "碳中和")
    assert status == 0
    assert [json.loads(line)["rank"] for line in out.splitlines()] == [1, 2, 3]


def test_only_the_names_of_files(yinde: Yinde) -> None:
    assert yinde("search", "-l", "碳中和") == (0, "speeches/lin.txt\npaper.txt\n", "")
    status, out, err = yinde("search", "-l", "沉默")
    assert (status, out) == (1, "")
    assert err == "yinde: no file holds «沉默»\n"


def test_names_of_files_work_in_the_current_folder(
    yinde: Yinde, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "speeches").mkdir()
    monkeypatch.chdir(tmp_path / "speeches")
    assert yinde("search", "-l", "碳中和")[1] == "lin.txt\n../paper.txt\n"


def test_names_and_json_do_not_go_together(yinde: Yinde) -> None:
    assert yinde("search", "-l", "--json", "碳")[0] == 2


def test_nothing_found_is_status_1_and_one_line(yinde: Yinde) -> None:
    for extra, advice in (
        ((), "yinde list"),
        (("--strict",), "without --strict"),
        (("--offset", "9"), "after the first 9"),
    ):
        status, out, err = yinde("search", "沉默", *extra)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert "沉默" in err
        assert advice in err


def test_suggestions_follow_on_stderr(calls: Calls, yinde: Yinde) -> None:
    for extra in ([], ["--json"]):
        status, out, err = yinde("search", "炭", "--any", *extra)
        assert (status, out) == (1, "")
        assert err.splitlines()[1:] == ["yinde: did you mean 碳中和 (3 passages)?"]
    assert (
        "suggest",
        "炭",
        False,
        {"any_word": True, "after": "", "before": "", "languages": (), "paths": ()},
    ) in calls
    assert yinde("search", "-l", "炭")[2].count("\n") == 2


def test_nothing_is_suggested_beside_what_was_found(calls: Calls, yinde: Yinde) -> None:
    yinde("search", "碳中和")
    yinde("search", "沉默", "--offset", "3")
    assert not [call for call in calls if call[0] == "suggest"]


def test_an_explanation_stands_before_the_hits(library: Any, yinde: Yinde) -> None:
    assert "read as" not in yinde("search", "碳中和", "--explain")[1]
    scores = ((TermScore("碳中", "grams", 1.5),), (), ())
    explanation = Explanation("碳中和", "", (TermRead("碳中和", "word", ()),), (), scores, (None, None, None))
    library.results = replace(library.results, explanation=explanation)
    status, out, _ = yinde("search", "碳中和", "--explain")
    assert (status, out.splitlines()[0]) == (0, "read as    碳中和")
    assert out.count("score ") == 3
    first, *hits = map(json.loads, yinde("search", "碳中和", "--explain", "--json")[1].splitlines())
    assert first["explanation"]["read_as"] == "碳中和"
    assert [hit["rank"] for hit in hits] == [1, 2, 3]
    assert yinde("search", "-l", "碳中和", "--explain")[0] == 2


def test_colour_when_asked_for(yinde: Yinde) -> None:
    assert "\x1b" not in yinde("search", "碳中和")[1]
    assert "\x1b[1;31m碳中和\x1b[0m" in yinde("search", "碳中和", "--color", "always")[1]


def test_a_syntax_error_points_at_its_column(yinde: Yinde) -> None:
    status, out, err = yinde("search", "气候 AND 「碳中和")
    assert (status, out) == (2, "")
    assert err == "yinde: unclosed 「 at column 8; close it with 」\n  气候 AND 「碳中和\n           ^\n"


def test_a_long_query_is_shown_around_the_caret(yinde: Yinde) -> None:
    _, _, err = yinde("search", "词 " * 500 + "「" + "尾" * 500)
    line, caret = err.splitlines()[1:]
    assert len(line) < 120
    before = line[: line.index("「")]
    assert sum(2 if each == "词" else 1 for each in before) == caret.index("^")
