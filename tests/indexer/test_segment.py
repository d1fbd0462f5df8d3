import os
import pickle
import subprocess
import sys
import warnings
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.segment import DICTIONARY, WordSegmenter, fingerprint
from indexer.userdict import UserDictionaryError, UserWord, parse_words, read_words

SENTENCES = (
    "我国力争于二〇三〇年前实现碳达峰并努力争取二〇六〇年前实现碳中和",
    "气候变化是全人类面临的共同挑战各国应当同舟共济",
    "南京市长江大桥的研究生命的起源结婚的和尚未结婚的",
    "乾隆年间的县志记载了当年的旱情与米价",
    "张晓明与欧阳雪莹在阿克苏地区考察光伏电站的并网情况",
    "工信处女干事每月经过下属科室都要亲口交代交换机等技术性器件的安装工作",
)
ALPHABET = "".join(sorted(set("".join(SENTENCES))))
HAN_RUNS = st.one_of(
    st.text(ALPHABET, min_size=1, max_size=30),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12),
    st.text("碳中和〇㐀䶵鿖鿿豈\U00020000\U00030000", min_size=1, max_size=12),
)
WORDS = st.lists(
    st.builds(UserWord, st.text(ALPHABET, min_size=1, max_size=5), st.none() | st.integers(1, 100_000)), max_size=8
)


WITH_BOTH = pytest.mark.skipif(find_spec("rjieba") is None, reason="no rjieba wheel for this platform")


@cache
def plain(backend: str) -> WordSegmenter:
    return WordSegmenter(backend=backend)


@WITH_BOTH
@pytest.mark.parametrize("sentence", SENTENCES)
def test_rjieba_cuts_sentences_as_jieba(sentence: str) -> None:
    assert list(plain("rjieba").cut(sentence)) == list(plain("jieba").cut(sentence))


@WITH_BOTH
# No tie is known on runs of real text this short; one run of 143,020 in encyclopedia articles differed, two paths through
# it being equally likely to the last bit but one.
@given(HAN_RUNS)
def test_rjieba_cuts_any_han_run_as_jieba_and_loses_nothing(run: str) -> None:
    words = list(plain("rjieba").cut(run))
    assert words == list(plain("jieba").cut(run))
    assert "".join(words) == run


@pytest.mark.parametrize("backend", [pytest.param("rjieba", marks=WITH_BOTH), "jieba"])
@given(runs=st.lists(HAN_RUNS, max_size=5))
def test_runs_cut_together_are_cut_as_each_alone(backend: str, runs: list[str]) -> None:
    words, counts = plain(backend).cut_all(runs)
    alone = [plain(backend).cut(run) for run in runs]
    assert words == [word for cut in alone for word in cut]
    assert counts == [len(cut) for cut in alone]
    assert ["".join(cut) for cut in alone] == runs


@WITH_BOTH
@settings(max_examples=4, deadline=None)  # each example loads both dictionaries
@given(WORDS)
def test_user_words_give_the_same_cuts_in_both(words: list[UserWord]) -> None:
    ours = [WordSegmenter(tuple(words), backend) for backend in ("rjieba", "jieba")]
    for sentence in SENTENCES:
        cuts = [list(segmenter.cut(sentence)) for segmenter in ours]
        assert cuts[0] == cuts[1]


@pytest.mark.parametrize("backend", [pytest.param("rjieba", marks=WITH_BOTH), "jieba"])
def test_a_user_word_is_cut_out_whole_whatever_its_script(backend: str) -> None:
    words = parse_words("碳達峰 \n碳中和 1000 n\n".encode(), "mine.txt")
    segmenter = WordSegmenter(words, backend)
    assert list(segmenter.cut("实现碳达峰碳中和目标")) == ["实现", "碳达峰", "碳中和", "目标"]
    assert "碳中和" not in plain(backend).cut("实现碳达峰碳中和目标")


def test_ideographs_outside_the_dictionary_stand_singly() -> None:
    assert list(WordSegmenter().cut("中国㐀鿿\U00020000人民")) == ["中国", "㐀", "鿿", "\U00020000", "人民"]


def test_fingerprint_names_dictionary_and_user_words_but_not_the_backend() -> None:
    words = parse_words("碳中和 5 n\n".encode(), "a")
    assert WordSegmenter().fingerprint == fingerprint() == DICTIONARY
    assert WordSegmenter(words, "jieba").fingerprint == WordSegmenter(words, "rjieba").fingerprint
    assert fingerprint(words) == fingerprint(parse_words("\ufeff碳中和\t5\r\n\r\n".encode(), "b"))
    assert len({fingerprint(()), fingerprint(words), fingerprint((UserWord("碳中和", 6),))}) == 3


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("好的\n碳 中和 3 n\n".encode(), 2),
        ("碳中和 0\n".encode(), 1),
        ("\n\n碳中和 99999999999999999999\n".encode(), 3),
        ("碳中和 n v n\n".encode(), 1),
        ("碳中和\n".encode() + "碳达峰".encode("gb18030"), 2),
    ],
)
def test_bad_lines_are_named_by_number(data: bytes, line: int) -> None:
    with pytest.raises(UserDictionaryError, match=rf"^mine\.txt, line {line}: "):
        parse_words(data, "mine.txt")


@given(st.binary(max_size=60))
def test_any_bytes_are_words_or_a_named_error(data: bytes) -> None:
    with suppress(UserDictionaryError):
        assert all(word.text.strip() == word.text != "" for word in parse_words(data, "mine.txt"))


def test_a_missing_dictionary_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UserDictionaryError, match="No such file"):
        read_words(str(tmp_path / "none.txt"))


def test_the_dictionary_is_jiebas() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    assert f"jieba {jieba.__version__}" == DICTIONARY


SCRIPT = """
import sys
from indexer.segment import WordSegmenter
segmenter = WordSegmenter(backend="jieba")
assert not {"jieba", "rjieba"} & set(sys.modules)
segmenter.fingerprint
assert not {"jieba", "rjieba"} & set(sys.modules)
print(*segmenter.cut("\u4eca\u5929\u5929\u6c14"), sep="/")
"""


def test_jieba_is_silent_and_neither_reads_nor_leaves_a_cache(tmp_path: Path) -> None:
    (tmp_path / "jieba.cache").write_bytes(b"not a dictionary")
    environment = {**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(  # warnings are errors in the child too
        [sys.executable, "-W", "error", "-c", SCRIPT], capture_output=True, env=environment, check=False
    )
    assert (result.stderr, result.stdout.decode().strip()) == (b"", "今天天气")
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]
    assert (tmp_path / "jieba.cache").read_bytes() == b"not a dictionary"


@pytest.mark.parametrize("words", [(), (UserWord("碳中和", 9),)])
def test_a_segmenter_that_has_cut_can_cross_to_another_process(words: tuple[UserWord, ...]) -> None:
    segmenter = WordSegmenter(words)
    cut = list(segmenter.cut(SENTENCES[0]))
    assert list(pickle.loads(pickle.dumps(segmenter)).cut(SENTENCES[0])) == cut
