import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import FOLD_VERSION, fold, fold_aligned, fold_table

HAN = st.sampled_from("碳中和達达峰氣气裏裡里為爲为着著后後乾干幹瞭鍾㐷𠀀𫝈⽔〇")
LATIN = st.sampled_from("aÉßﬁİſk̈́ 2½\t\n\u3000\u00ad\u200b\ufe0fＡ１，。“」")
TEXT = st.text(st.one_of(HAN, LATIN, st.characters(exclude_categories=["Cs"])), max_size=60)


@given(TEXT, TEXT)
def test_folding_knows_no_context(a: str, b: str) -> None:
    assert fold(a + b) == fold(a) + fold(b)


@given(TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_alignment_leads_back_to_what_was_folded(text: str) -> None:
    folded, alignment = fold_aligned(text)
    assert folded == fold(text)
    for at in range(len(folded)):
        span = alignment.span(at, at + 1)
        assert folded[at] in fold(text[span.start : span.end])


@given(TEXT)
def test_white_space_stays_white_space_and_nothing_becomes_it(text: str) -> None:
    assert sum(map(str.isspace, fold(text))) == sum(map(str.isspace, text))


@pytest.mark.parametrize(
    "alike",
    ["气候 氣候", "裏 裡 里", "為 爲 为", "着 著", "碳达峰 碳達峰", "后 後", "干 乾 幹", "台湾 臺灣", "Café CAFE cafe\u0301",
     "ＣＯ２ co₂", "ﬁne fine", "⽔ 水", "⻓ 長 长", "⻩河 黄河 黃河", "“a” 「a」", "ｶﾞ ガ",
     "気候 氣候", "発展 發展", "国際 國際"],
)  # fmt: skip
def test_forms_of_one_word_fold_together(alike: str) -> None:
    assert len({fold(form) for form in alike.split(" ")}) == 1


@pytest.mark.parametrize(
    "words",
    ["联 连", "聯 連", "辨 辩 瓣 弁", "欠 缺", "艺 芸", "滤 沪", "滨 浜", "罐 缶", "丝 糸", "豫 予", "醋 酢"],
)
def test_what_are_two_words_in_chinese_do_not_fold_together(words: str) -> None:
    """Although Japanese writes some of them alike."""
    assert len({fold(word) for word in words.split(" ")}) == len(words.split(" "))


@pytest.mark.parametrize("name", ["TSCharacters", "STCharacters", "TWVariants", "HKVariants"])
def test_every_pair_of_the_package_s_tables_folds_together(name: str) -> None:
    text = (files("opencc") / "dictionary" / f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        key, _, values = line.partition("\t")
        for value in values.split():
            assert fold(key) == fold(value)


def test_every_precomposed_letter_gives_its_base() -> None:
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        assert fold(chr(code)) == fold(base) or base == chr(code)


def test_version_is_that_of_the_table() -> None:
    header = (files("corpus") / "data" / "fold.txt").read_text(encoding="utf-8").split("\n", 1)[0]
    assert header.split()[:2] == ["fold", FOLD_VERSION]
    assert len(fold_table()) > 10_000
