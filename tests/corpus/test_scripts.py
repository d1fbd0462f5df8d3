import re

from hypothesis import given
from hypothesis import strategies as st

from corpus.scripts import LETTER, UNSPACED, WORD_CHARACTER, Kind, kind

EDGES = st.sampled_from([chr(ord(c) + d) for c in UNSPACED if c != "-" for d in (-1, 0, 1) if ord(c) + d < 0x110000])


@given(st.one_of(EDGES, st.characters()))
def test_kinds_are_what_the_patterns_tell(character: str) -> None:
    if re.fullmatch(LETTER, character):
        expected = Kind.LETTER
    elif re.fullmatch(r"\s", character):
        expected = Kind.SPACE
    else:
        expected = Kind.WORD if re.fullmatch(WORD_CHARACTER, character) else Kind.OTHER
    assert kind(character) is expected
