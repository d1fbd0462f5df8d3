import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.record.names import Name, canonical_name, format_name, parse_name


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("解振华", Name(literal="解振华")),
        ("葛, 全胜", Name(literal="葛全胜")),
        ("歐陽 修", Name(literal="歐陽修")),
        ("阿不都·热合曼", Name(literal="阿不都·热合曼")),
        ("John A. Smith", Name(family="Smith", given="John A.")),
        ("Smith, John A.", Name(family="Smith", given="John A.")),
        ("Vincent van Gogh", Name(family="van Gogh", given="Vincent")),
        ("Charles de la Vallée", Name(family="de la Vallée", given="Charles")),
        ("Peebles, Jr., P. Z.", Name(family="Peebles", given="P. Z.", suffix="Jr.")),
        ("Martin Luther King Jr.", Name(family="King", given="Martin Luther", suffix="Jr.")),
        ("Ye Tinglan", Name(family="Ye", given="Tinglan")),
        ("Wei Chen", Name(family="Chen", given="Wei")),
        ("Ann Lee", Name(family="Lee", given="Ann")),
        ("He Smith", Name(family="Smith", given="He")),
        ("World Bank", Name(literal="World Bank")),
        ("Intergovernmental Panel on Climate Change", Name(literal="Intergovernmental Panel on Climate Change")),
        ("{Ban Ki}", Name(literal="Ban Ki")),
        ("UNFCCC", Name(literal="UNFCCC")),
        ("  ", Name()),
    ],
)
def test_names_are_taken_apart(written: str, parts: Name) -> None:
    assert parse_name(written) == parts


@pytest.mark.parametrize("name", ["Smith, John", "Peebles, Jr., P. Z.", "World Bank", "{Ban Ki}", "解振华"])
def test_canonical_names_stay_as_they_are(name: str) -> None:
    assert canonical_name(name) == name


@given(st.text(st.sampled_from("碳ab Jr.,{};van D·"), max_size=16))
def test_parts_survive_the_one_string(text: str) -> None:
    parts = parse_name(canonical_name(text))
    assert parse_name(format_name(parts)) == parts
