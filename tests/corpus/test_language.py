import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language import language_and_script, script_tables
from tools.make_script_table import TARGET, make


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("und", "zyyy")),
        ("1998 – 2021, 3.5 %", ("und", "zyyy")),
        ("The tide rises.", ("en", "latn")),
        ("实现碳中和的目标，要靠各国合作。", ("zh", "hans")),
        ("實現碳中和的目標，要靠各國合作。", ("zh", "hant")),
        ("香港文匯報訊：中美兩國發表聯合聲明，台灣問題與着力點。", ("zh", "hant")),
        ("实现碳中和的目标。實現碳中和的目標。", ("zh", "mixed")),
        ("碳中和 is what they call carbon neutrality, 气候变化 climate change.", ("mul", "mixed")),
        ("⽬⽔⼭⽯⽕⽊⼟⾦⼈⼝⼿⽇⽉⽥⼤⼩⼥", ("zh", "hans")),
        ("⽓候变化，是⼈⼒⽽⾮⾃⼰⼤⼩⼭⽔。⻅⻓⻋", ("zh", "hans")),
        ("\ufa1e\uf9dc\uf914\uf900", ("zh", "hans")),
        ("すべて国民は、法の下に平等であって、差別されない。", ("und", "zyyy")),
        ("대한민국의 주권은 국민에게 있다.", ("und", "zyyy")),
        ("Все люди рождаются свободными", ("und", "zyyy")),
    ],
)
def test_language_and_script(text: str, expected: tuple[str, str]) -> None:
    assert language_and_script(text) == expected
    assert language_and_script(text * 2000) == expected


@given(st.text())
def test_any_text_has_one(text: str) -> None:
    language, script = language_and_script(text)
    assert language in {"zh", "en", "mul", "und"}
    assert script in {"hans", "hant", "latn", "mixed", "zyyy"}


def test_the_table_is_what_openccs_tables_make() -> None:
    assert TARGET.read_text(encoding="utf-8") == make()
    simplified, traditional = script_tables()
    assert simplified.isdisjoint(traditional)
    assert simplified >= set("国发气们")
    assert traditional >= set("國發氣們")
    assert not set("中后里台着群峰乾床") & (simplified | traditional)
