"""Patterns for original text tell what folding would."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold, fold_table
from corpus.original import original_pattern
from search.match.matcher import Matcher

LETTERS = st.text(st.sampled_from("碳中和达峰气候后株会十月〇が"), min_size=1, max_size=4)
STREWN = st.text(
    st.sampled_from("碳中和達达峰氣候后後㍿㈱㋉乾𠀀⽉がか\u3099。a \n\u3000\u00ad\u200b\u2060\ufe00"), max_size=30
)


@given(LETTERS, STREWN, STREWN)
def test_a_pattern_misses_nothing_and_where_it_is_certain_invents_nothing(
    letters: str, before: str, after: str
) -> None:
    letters = fold(letters)
    pattern, certain = original_pattern(letters)
    matcher = Matcher("", (), len(letters), letters=letters)
    for text in (before + after, before + letters + after, before + " \u200b".join(letters) + after):
        stands = matcher.stands_in(fold(text))
        assert bool(pattern.search(text)) >= stands
        if certain:
            assert bool(pattern.search(text)) == stands


def test_every_character_is_found_by_what_it_folds_to() -> None:
    for code in fold_table():
        folded = fold(chr(code)).strip()
        if len(folded) == 1:
            assert original_pattern(folded).pattern.search(chr(code)), hex(code)


def test_what_also_comes_out_of_a_ligature_is_left_to_folding() -> None:
    assert original_pattern("达峰").certain
    assert not original_pattern("株式").certain
