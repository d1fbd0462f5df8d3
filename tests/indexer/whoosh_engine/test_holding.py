"""Every way of looking for letters in many passages says what folding them one by one does."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from tests.indexer.engines import change, reading, whoosh
from tests.indexer.libraries import content

MODULE = "indexer.whoosh_engine.holding"
WAYS: dict[str, Mapping[str, int]] = {
    "one by one": {"_ARRAYS": 1 << 30},
    "on arrays": {"_ARRAYS": 0},
}
every_way = pytest.mark.parametrize("way", WAYS)

# Forms of one letter, letters that UTF-16 has two units for, a ligature, what folds to nothing, white space, and a NUL.
TEXTS = st.text(st.sampled_from("碳中和達达峰峯株式㍿\U0002f800丽\u200b\u00ad \n\u3000\0aé\uffff"), max_size=12)
LETTERS = st.text(st.sampled_from("碳中和达峰株式社丽丸"), min_size=1, max_size=3)


@every_way
@given(texts=st.lists(TEXTS, min_size=1, max_size=6), letters=LETTERS)
def test_the_same_passages(way: str, texts: list[str], letters: str) -> None:
    with whoosh() as engine, pytest.MonkeyPatch.context() as patch:
        for name, value in WAYS[way].items():
            patch.setattr(f"{MODULE}.{name}", value)
        change(engine, [content(f"{at}.txt", text, []) for at, text in enumerate(texts)])
        with reading(engine) as reader:
            numbers = range(reader.passage_limit)
            expected = [n for n in numbers if fold(letters) in "".join(fold(reader.passage(n).text).split())]
            assert list(reader.holding(numbers, fold(letters))) == expected


@every_way
def test_no_letters_across_the_edge_of_two_passages(way: str) -> None:
    with whoosh() as engine, pytest.MonkeyPatch.context() as patch:
        for name, value in WAYS[way].items():
            patch.setattr(f"{MODULE}.{name}", value)
        change(engine, [content("a", "达峰碳", []), content("b", "中和碳中", []), content("c", "碳 中\n和", [])])
        with reading(engine) as reader:
            assert list(reader.holding([0, 1, 2], "碳中和")) == [2]


def test_halves_of_characters_are_no_letters() -> None:
    """In UTF-16 the bytes of 一丁 stand across those of other characters."""
    inside = (b"\x00" + "一丁".encode("utf-16-le") + b"\x4e").decode("utf-16-le")
    with whoosh() as engine:
        change(engine, [content("a", inside * 3, []), content("b", "万一丁万", [])])
        with reading(engine) as reader:
            assert list(reader.holding([0, 1], "一丁", ["一丁"])) == [1]
