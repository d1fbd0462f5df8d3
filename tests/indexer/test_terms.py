from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from indexer.terms import WORD_LIMIT, grams, latin_words


def test_letters_pairs_and_words_in_order() -> None:
    assert grams(fold("碳達⏎峰")) == ["碳", "碳达", "达", "峰"]
    assert grams(fold("碳達\n\n峰 COP26会")) == ["碳", "碳达", "达", "达峰", "峰", "cop26", "会"]


def test_punctuation_and_words_part_letters() -> None:
    assert "达碳" not in grams("碳达、碳中")
    assert "年前" in grams("2060 年\n前")
    assert "中国" not in grams("中a国")


def test_long_words_are_cut() -> None:
    assert grams("x" * 1000) == ["x" * WORD_LIMIT]
    assert latin_words("x" * 1000 + "碳y") == ["x" * 1000, "y"]


@given(st.text(), st.text())
def test_a_part_has_no_other_grams_than_the_whole(a: str, b: str) -> None:
    whole = set(grams(fold(a + "。" + b)))
    assert set(grams(fold(a))) | set(grams(fold(b))) <= whole
