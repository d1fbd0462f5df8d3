from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from corpus.simplify import simplify

PHRASES = [
    line.split("\t")[0]
    for line in (files("opencc") / "dictionary" / "TSPhrases.txt").read_text(encoding="utf-8").splitlines()
]
PIECE = st.one_of(st.sampled_from(PHRASES), st.sampled_from("".join(PHRASES) + "，。 中国氣候變化abc"))


@given(st.lists(PIECE, max_size=12).map("".join))
def test_equal_to_the_package(text: str) -> None:
    assert simplify(text) == OpenCC("t2s").convert(text)


@given(st.text())
def test_length_stays(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_phrases_decide_where_characters_alone_would_err() -> None:
    assert simplify("乾隆皇帝說：餅乾乾了") == "乾隆皇帝说：饼干干了"
