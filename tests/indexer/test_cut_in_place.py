"""The files of jieba, read where they lie, give what jieba gives."""

from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.cut_in_place import InPlaceCutter
from indexer.manifest import Manifest, encode
from indexer.open import IndexSegmenter
from indexer.segment import WordSegmenter
from indexer.userdict import UserWord
from tests.indexer.memory_engine import MemoryEngine

WORDS = (
    "碳中和",
    "吉林工业大学",
    "吉林",
    "高富帅",
    "高姓",
    "温室气体",
    "国际合作",
    "机制",
    "研究生命",
    "的",
    "龢",
    "丁",
    "一一",
)


@cache
def jieba() -> WordSegmenter:
    return WordSegmenter(backend="jieba")


@cache
def cutter() -> InPlaceCutter:
    return InPlaceCutter()


@given(
    st.lists(st.sampled_from(WORDS) | st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=5))
)
def test_runs_are_cut_as_jieba_cuts_them(parts: list[str]) -> None:
    run = "".join(parts)
    assert cutter().cut(run) == list(jieba().cut(run))


@given(
    st.text(
        st.sampled_from(
            "研究生命起源中外科学名著乒乓球拍卖完结婚的和尚未了解放大学生活动力王小明硕士毕业于计算所\U00020000㐀〇"
        ),
        max_size=20,
    )
)
def test_ambiguous_runs_and_rare_ideographs(run: str) -> None:
    assert cutter().cut(run) == list(jieba().cut(run))


def test_the_dictionary_is_in_the_order_that_is_relied_on() -> None:
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    words = [line.split(" ")[0] for line in lines]
    in_order = [word for word in words[words.index("一") :] if word not in ("吉林", "高富帅")]
    assert in_order == sorted(in_order)
    assert not [word for word in words[: words.index("一")] if all("\u4e00" <= letter <= "\u9fd5" for letter in word)]
    assert sum(int(line.split(" ")[1]) for line in lines) == 60_101_967


def test_each_word_of_the_dictionary_by_itself() -> None:
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    for line in lines[100::701]:
        assert cutter().cut(line.split(" ")[0]) == list(jieba().cut(line.split(" ")[0]))


@pytest.mark.parametrize(("stamped", "loads"), [("none", False), ("another", True)])
def test_a_query_is_cut_before_a_segmenter_is_loaded_unless_the_user_has_words(
    stamped: str, loads: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = MemoryEngine()
    words = (UserWord("温室气体"),)
    engine.writer(memory=1, fresh=True).commit(encode(Manifest(words=words)), {"user dictionary": stamped})
    segmenter = IndexSegmenter(engine.reader())
    with monkeypatch.context() as patch:
        if not loads:
            patch.setattr(WordSegmenter, "cut", lambda *_: pytest.fail("a segmenter was loaded"))
        assert ("温室气体" in segmenter.cut("温室气体减排")) is loads
    assert "".join(segmenter.cut("温室气体" * 200)) == "温室气体" * 200
