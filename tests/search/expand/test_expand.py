import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import LibraryError
from corpus.fold import fold
from search.expand import OwnSynonyms, Synonyms, expand, read_synonyms, regional
from search.expand.alternatives import MAX_ALTERNATIVES

ROOT = Path(__file__).parents[3]


def test_the_table_is_what_its_tool_writes() -> None:
    written = subprocess.run(
        [sys.executable, "tools/make_regional_table.py"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        check=True,
    )
    assert (ROOT / "search/expand/regional.txt").read_bytes() == written.stdout


@pytest.mark.parametrize(
    ("keyword", "expected"),
    [
        ("軟體", ("软件",)),
        ("软件", ("软体",)),
        ("網路", ("网络",)),
        ("資訊", ("信息",)),
        ("計程車", ("出租车", "的士")),
        ("出租车", ("的士", "计程车")),
        ("開源軟體專案", ("开源软件专案", "开源软体项目")),
        ("碳中和", ()),
        ("sql", ()),
    ],
)
def test_regional_words(keyword: str, expected: tuple[str, ...]) -> None:
    assert expand(keyword, regional()) == expected


def test_a_word_within_a_longer_known_word_is_left_alone() -> None:
    synonyms = Synonyms.of([["区域", "地区"], ["区域网", "局域网"], ["ai", "人工智能"]])
    assert expand("区域网", synonyms) == ("局域网",)
    assert expand("maintain", synonyms) == ()
    assert expand("用AI", synonyms) == ("用人工智能",)


@given(
    st.dictionaries(st.text("碳中和a", min_size=1, max_size=3), st.just(("x",)), max_size=4),
    st.text("碳中和a", max_size=6),
)
def test_every_known_word_is_met_whatever_its_length(others: dict[str, tuple[str, ...]], keyword: str) -> None:
    longest = max((len(word) for word in others if word in keyword), default=0)
    han = [word for word in others if len(word) == longest and "a" not in word]
    wordings = expand(keyword, Synonyms.known(others))
    assert all(keyword.replace(word, "x", 1) in wordings for word in han if word in keyword and "a" not in keyword)


@given(st.text(st.sampled_from("软件網路信息aB ，"), max_size=40))
def test_wordings_are_folded_few_and_new(keyword: str) -> None:
    wordings = expand(keyword, regional())
    assert len(wordings) <= MAX_ALTERNATIVES
    assert len(set(wordings)) == len(wordings)
    assert fold(keyword).strip() not in wordings


def test_a_user_s_synonyms(tmp_path: Path) -> None:
    file = tmp_path / "synonyms.txt"
    file.write_text("# 缩写\nETS, 碳排放交易體系， emissions trading  # EU\n\n碳汇、碳匯\n", encoding="utf-8")
    synonyms = read_synonyms(str(file))
    assert expand("ets", synonyms) == ("碳排放交易体系", "emissions trading")
    assert expand("碳汇", synonyms) == ()
    assert read_synonyms(str(tmp_path / "none.txt")) == Synonyms.of(())


def test_synonyms_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    file = tmp_path / "synonyms.txt"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LibraryError, match=r"synonyms\.txt"):
        read_synonyms(str(file))


def test_a_user_s_synonyms_are_those_of_now(tmp_path: Path) -> None:
    file = tmp_path / "synonyms.txt"
    own = OwnSynonyms(str(file))
    assert own.current() is None
    file.write_text("碳汇, 碳库", encoding="utf-8")
    assert own.current() == Synonyms.of([["碳汇", "碳库"]])
    assert own.current() is own.current()
    file.write_text("碳汇, 碳库, 碳池", encoding="utf-8")
    assert own.current() == Synonyms.of([["碳汇", "碳库", "碳池"]])
    file.write_bytes(b"\xff")
    for _ in range(2):
        with pytest.raises(LibraryError, match=r"synonyms\.txt"):
            own.current()
    file.unlink()
    assert own.current() is None
