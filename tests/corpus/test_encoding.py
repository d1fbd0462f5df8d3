import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.encoding import decode
from corpus.errors import ReadError

HANS = "国务院印发方案，要求各地区在二〇三〇年前实现碳达峰，并将目标纳入发展规划。\n"
HANT = "行政院通過修正草案，要求各機關於民國一百三十九年前達成淨零排放，並定期公布進度。\n"
ENGLISH = "The ministry published its plan.\nEmissions are to peak before 2030.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (HANS, "utf-8"),
        (HANS, "utf-8-sig"),
        (HANS, "gb18030"),
        (HANT, "gb18030"),
        (HANT, "big5hkscs"),
        (HANT, "cp950"),
        (HANS + ENGLISH, "gb18030"),
        *[(text, encoding) for text in (HANS, HANT, ENGLISH) for encoding in ("utf-16", "utf-16-le", "utf-16-be")],
        *[(text, encoding) for text in (HANS, ENGLISH) for encoding in ("utf-32", "utf-32-le", "utf-32-be")],
        ("“Peak” — says a café’s owner, and she means it.", "cp1252"),
    ],
)
def test_text_is_told_from_its_bytes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("length", [4, 8, 20])
def test_short_texts_are_told_apart(length: int) -> None:
    assert decode(HANS[:length].encode("gbk")).encoding == "gb18030"
    assert decode(HANT[:length].encode("big5")).encoding == "big5hkscs"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\0",
        "대한민국의 주권은 국민에게 있고, 모든 권력은 국민으로부터 나온다.".encode("euc-kr"),
        "すべて国民は、法の下に平等であって、差別されない。".encode("euc-jp"),
        "Все люди рождаются свободными".encode("cp1251"),
        b"\x80\x81\xff\xfe\xfd\xfc",
    ],
)
def test_what_is_no_known_text_is_refused_and_the_message_says_what_to_do(data: bytes) -> None:
    with pytest.raises(ReadError, match="--encoding"):
        decode(data)


def test_a_forced_encoding_overrules_and_is_held_to() -> None:
    assert decode("это".encode("cp1251"), "cp1251").text == "это"
    with pytest.raises(ReadError, match="not ascii"):
        decode(HANS.encode(), "ascii")
    with pytest.raises(ReadError, match="no text encoding"):
        decode(b"", "klingon")
    with pytest.raises(ReadError, match="no text encoding"):
        decode(b"====", "base64")


def test_a_damaged_text_is_still_read_and_the_damage_counted() -> None:
    damaged = HANS.encode() * 30 + b"\xe4\xb8" + HANS.encode() * 30
    read = decode(damaged)
    assert (read.encoding, read.damaged) == ("utf-8", 1)
    assert read.text.count("\ufffd") == 1
    assert decode(HANS.encode()[:-2]).text.startswith("国务院")
    assert decode(HANS.encode("gb18030")[:-2]).encoding == "gb18030"


def test_a_declaration_decides_where_the_bytes_bear_it_out() -> None:
    page = '<html><head><meta charset="{}"></head><body>{}</body></html>'
    japanese = "すべて国民は、法の下に平等である。"
    assert japanese in decode(page.format("shift_jis", japanese).encode("shift_jis")).text
    assert HANS in decode(page.format("big5", HANS).encode("gb18030")).text
    assert HANS in decode(page.format("gb2312", HANS).encode()).text


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16", "gb18030", "big5hkscs", "idna", "utf-7"]))
def test_any_bytes_give_storable_text_or_a_read_error(data: bytes, forced: str | None) -> None:
    try:
        read = decode(data, forced)
    except ReadError:
        return
    read.text.encode("utf-8")
    assert 0 <= read.confidence <= 1


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_utf8_is_always_read_as_it_is(text: str) -> None:
    assert decode(text.encode()).text == text
