"""Compiled dictionaries: what goes in comes out, and no file can do harm."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import LibraryError
from search.translate.compile import Pair, compile_pairs
from search.translate.dictionary import Dictionary, open_dictionary
from search.translate.table import Table, encode_table

DATA = compile_pairs(
    [Pair("碳達峰", "peaking of emissions"), Pair("排放達峰", "peaking of emissions", 0.5)], {"name": "x"}
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.dictionaries(texts, texts, max_size=20), texts)
def test_a_table_answers_as_the_mapping_does(values: dict[str, str], asked: str) -> None:
    table = Table(b"??" + encode_table(values), 2)
    assert len(table) == len(values)
    assert {key: table.get(key) for key in values} == values
    assert table.get(asked) == values.get(asked)
    assert table.has_prefix(asked) == any(key.startswith(asked) for key in values)


@given(st.dictionaries(st.text("ab碳", max_size=4), texts, max_size=20), st.text("ab碳", max_size=5))
def test_the_keys_that_a_text_begins_with_come_longest_first(values: dict[str, str], text: str) -> None:
    expected = sorted((key for key in values if key and text.startswith(key)), key=len, reverse=True)
    assert list(Table(encode_table(values), 0).prefixes(text)) == expected


def test_both_directions_by_folded_characters_and_by_stems() -> None:
    dictionary = Dictionary(DATA)
    assert [sense.wording for sense in dictionary.of_han("碳达峰")] == ["peaking of emissions"]
    assert [(s.wording, s.share) for s in dictionary.of_latin("peak of emiss")] == [("碳达峰", 1.0), ("排放达峰", 0.5)]
    assert [sense.wording for sense in dictionary.of_part("emiss")] == ["碳达峰", "排放达峰"]
    assert dictionary.of_part("of") == dictionary.of_han("碳") == dictionary.of_latin("emiss") == ()
    assert dictionary.continues("peak of")
    assert not dictionary.continues("of")
    assert list(dictionary.headwords("碳达峰年")) == ["碳达峰"]
    assert list(dictionary.headwords("碳达")) == []


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"\xff\n", DATA[:-1], DATA + b"x", b"[]\n", DATA.replace(b'"format": ', b'"format":9')]
)
def test_other_files_are_told_from_dictionaries(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.dict"
    path.write_bytes(data)
    with pytest.raises(LibraryError, match=r"x\.dict"):
        open_dictionary(str(path))


@given(st.data())
def test_damage_within_gives_no_traceback(data: st.DataObject) -> None:
    start = DATA.index(b"\n") + 1
    at = data.draw(st.integers(start, len(DATA) - 1))
    dictionary = Dictionary(DATA[:at] + bytes([data.draw(st.integers(0, 255))]) + DATA[at + 1 :])
    for key in ("碳达峰", "peak of emiss", "emiss", "zzz"):
        dictionary.of_han(key)
        dictionary.of_latin(key)
        dictionary.of_part(key)
        dictionary.continues(key)
