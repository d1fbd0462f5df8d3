"""Look-ups by sound, on a library whose characters have homophones and several readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QuerySyntaxError
from search.library import Library
from search.match.pinyin import Syllable, readings
from tests.search.in_memory import library_of

LIBRARY = library_of(
    {
        "a.txt": ["碳中和的目标。", "他在银行工作。", "行星很远。"],
        "b.txt": ["貪中貨。", "西安是古城。", "先生来了。", "綠色能源，女儿绿衣，增长。"],
    }
)


def found(query: str, library: Library = LIBRARY) -> list[str]:
    results = library.search(query, strict=True, translate="never")
    return sorted(hit.passage.text for hit in results.hits if hit.tier == 1)


@pytest.mark.parametrize(
    "spelling",
    ["tanzhonghe", "TanZhongHe", "tan4zhong1he2", "tan'zhong'he", "tan-zhong-he", '"tan zhong he"', '"tàn zhōng hé"'],
)
def test_syllables_together_and_apart_with_tones_and_without(spelling: str) -> None:
    assert found(f"pinyin:{spelling}") == ["碳中和的目标。"]


def test_a_tone_tells_homophones_apart() -> None:
    assert found("pinyin:tan1") == ["貪中貨。"]
    assert found("pinyin:tan") == ["碳中和的目标。", "貪中貨。"]


def test_a_word_is_read_as_a_whole() -> None:
    assert found("pinyin:yinhang") == ["他在银行工作。"]
    assert found("pinyin:yinxing") == []
    assert found("pinyin:xingxing") == ["行星很远。"]


def test_names_begin_with_surnames() -> None:
    library = library_of({"a.txt": ["解振华发言。", "解决问题。", "任某，仇某。"]})
    assert found("pinyin:xiezhenhua", library) == ["解振华发言。"]
    assert found("pinyin:xie4zhen4hua2", library) == ["解振华发言。"]
    assert found("pinyin:xiejue", library) == []
    assert found("pinyin:ren4mou3", library) == found("pinyin:ren2mou3", library) == ["任某，仇某。"]


def test_both_ways_to_divide_are_meant() -> None:
    assert found("pinyin:xian") == ["先生来了。", "西安是古城。"]
    assert found("pinyin:xi'an") == ["西安是古城。"]


@pytest.mark.parametrize("spelling", ["lvse", "lüsè", "lv4se4", "zengzhang"])
def test_umlaut_and_traditional_characters(spelling: str) -> None:
    assert found(f"pinyin:{spelling}") == ["綠色能源，女儿绿衣，增长。"]


def test_a_plain_look_up_knows_no_homophones() -> None:
    assert found("tanzhonghe") == []
    results = LIBRARY.search("tanzhonghe", pinyin=True)
    assert [(hit.tier, hit.via) for hit in results.hits] == [(2, ("碳中和",))]
    assert [(each.asked, each.also, each.kind) for each in results.expansions] == [
        ("tanzhonghe", ("碳中和",), "pinyin")
    ]


@pytest.mark.parametrize("value", ["xyz", "碳", "tan*", "7"])
def test_what_is_no_pinyin_is_an_error_with_its_column(value: str) -> None:
    with pytest.raises(QuerySyntaxError, match="pinyin: at column 8 takes syllables") as raised:
        LIBRARY.search(f"pinyin:{value}")
    assert raised.value.column == 8


def test_division() -> None:
    assert readings("tan4") == [(Syllable("tan", 4),)]
    assert readings("hello") == readings("") == []


@given(st.text(max_size=30))
def test_any_text_is_divided_or_refused(text: str) -> None:
    for syllables in readings(text):
        assert all(0 <= syllable.tone <= 5 for syllable in syllables)
