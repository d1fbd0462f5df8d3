"""How a question is cut into units, and which of them are looked up."""

import pytest

from search.translate.compile import Pair, compile_pairs
from search.translate.dictionary import Dictionary
from search.translate.units import units

EVERYTHING = compile_pairs(
    [
        Pair(chinese, english)
        for chinese, english in (
            ("碳", "carbon"),
            ("中", "middle"),
            ("各", "each"),
            ("湖", "lake"),
            ("山", "mountain"),
            ("部门", "department"),
            ("月", "moon"),
            ("三", "3"),
            ("达", "to reach"),
            ("达到", "to reach"),
            ("导演", "director"),
            ("指令", "directive"),
            ("湖泊", "lake"),
            ("者", "this"),
            ("的", "s"),
        )
    ],
    {"name": "everything"},
)
GLOSSARY = compile_pairs([Pair("碳达峰", "carbon peaking")], {"name": "terms", "glossary": "yes"})
BOTH = [Dictionary(GLOSSARY), Dictionary(EVERYTHING)]


def cut(*keywords: str, words: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The units, each with its translations; function words are left out."""
    found = units(keywords, BOTH, lambda _: words)
    return [(unit.text, *(sense.wording for sense in unit.senses)) for unit in found if not unit.empty]


def test_what_is_known_only_character_by_character_passes_through() -> None:
    assert cut("碳中各") == [("碳中各",)]
    assert cut("碳") == [("碳", "carbon")]
    assert cut("湖山") == [("湖山",)]


def test_single_characters_count_where_they_are_words() -> None:
    assert cut("湖和山") == [("湖", "lake"), ("山", "mountain")]
    assert cut("湖山", words=("湖", "山")) == [("湖", "lake"), ("山", "mountain")]


def test_a_quantifier_is_asked_for_alone_only() -> None:
    assert cut("各") == [("各", "each")]
    assert cut("各部门") == cut("各", "部门") == [("部门", "department")]


def test_measure_words_and_numbers_are_not_translated() -> None:
    assert cut("3月") == [("3",)]
    assert cut("2030年碳达峰") == [("2030",), ("碳达峰", "carbon peaking")]
    assert cut("月") == [("月", "moon")]


def test_suffixes_and_single_letters_pass() -> None:
    assert cut("导演者") == [("导演", "director")]
    assert cut("者") == [("者", "this")]
    assert cut("the director's") == [("director", "导演"), ("s",)]


def test_glossaries_have_their_way_and_entries_end_with_words() -> None:
    assert cut("湖碳达峰", words=("湖碳", "达峰")) == [("湖", "lake"), ("碳达峰", "carbon peaking")]
    assert cut("达到湖", words=("达", "到湖")) == [("达", "to reach"), ("到湖",)]


@pytest.mark.parametrize("words", [(), ("达到", "湖泊")])
def test_the_longest_entry_wins(words: tuple[str, ...]) -> None:
    assert cut("达到湖泊", words=words) == [("达到", "to reach"), ("湖泊", "lake")]
