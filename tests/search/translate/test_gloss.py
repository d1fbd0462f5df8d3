"""What of a gloss translates, and what only explains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.translate.gloss import LONGEST_GLOSS, translations


@pytest.mark.parametrize(
    ("gloss", "expected"),
    [
        ("carbon neutrality", ["carbon neutrality"]),
        ("to donate (money)", ["donate"]),
        ("the (computer) hardware", ["hardware"]),
        ("William Shakespeare (1564-1616), poet and playwright", ["William Shakespeare"]),
        ("carbon dioxide CO2", ["carbon dioxide", "CO2"]),
        ("John Doe 某人[mou3 ren2]", ["John Doe"]),
        ("CL:個|个[ge4]", []),
        ("surname Zhang", []),
        ("variant of 廣闊|广阔[guang3 kuo4]", []),
        ("(literary) classifier for tents", []),
        ("to do sth in advance", []),
        ("person involved in ...", []),
        ("one of the many things that nobody would ever say", []),
        ("", []),
    ],
)
def test_translations(gloss: str, expected: list[str]) -> None:
    assert list(translations(gloss)) == expected


@given(st.text(max_size=60))
def test_any_gloss_gives_short_wordings(gloss: str) -> None:
    for wording in translations(gloss):
        assert wording == wording.strip()
        assert 1 <= len(wording.split()) <= LONGEST_GLOSS
