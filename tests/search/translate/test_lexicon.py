"""Which senses of a question's words live in a library."""

import pytest

from search.translate.compile import Pair, compile_pairs
from search.translate.dictionary import Dictionary
from search.translate.held import Held
from search.translate.lexicon import Lexicon
from search.translate.units import units
from tests.search.in_memory import library_of

TERMS = Dictionary(compile_pairs([Pair("节气", "24 solar terms"), Pair("维甲酸", "vitamin b acid")], {"name": "terms"}))


@pytest.mark.parametrize(("typed", "found"), [("solar", {"节气"}), ("24", set()), ("b", set()), ("acid", {"维甲酸"})])
def test_words_are_asked_for_by_what_they_are_part_of_but_numbers_and_letters_are_not(
    typed: str, found: set[str]
) -> None:
    lexicon = Lexicon(Held(library_of({"a.txt": ["节气。", "维甲酸。"]}).reader), [TERMS])
    (unit,) = units([typed], [TERMS], None)
    assert {candidate.wording for candidate in lexicon.living(unit)} == found
