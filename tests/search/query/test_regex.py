"""Regular expressions: over folded text, across the wraps of a page, never for ever."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QuerySyntaxError
from corpus.fold import fold
from indexer.terms import grams
from search.query.regex_engine import MAX_MATCH, compile_regex, squeeze
from search.query.regex_syntax import required_literals


def found(pattern: str, text: str) -> list[str]:
    return [text[place.start() : place.end()] for place in compile_regex(pattern).finditer(fold(text))]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("碳.{0,3}和", "碳中和，碳達峰和碳，碳⏎", ["碳中和", "碳達峰和"]),
        ("碳達峰", "碳\n\n达 峰", ["碳\n\n达 峰"]),
        ("碳 达峰", "碳达峰", ["碳达峰"]),
        (r"\d{4}年", "２０３０\n年与2060年", ["２０３０\n年", "2060年"]),
        ("Carbon (TAX|price)", "carbon\n  price, CARBON TAX", ["carbon\n  price", "CARBON TAX"]),
        (r"\bclimat\w+", "Climate acclimatise climatic", ["Climate", "climatic"]),
        (r"\w+化", "氣候變化。", ["氣候變化"]),
        (r"[A-F]\.[碳氣]", "b.气", ["b.气"]),
        (r"\u4e2d|\x{56fd}", "中國", ["中", "國"]),
        (r"\p{Han}+", "the 气候 x", ["气候"]),
        (r"[^\s,]+", "a,b c", ["a", "b", "c"]),
        (r"\$5\.00", "$5.00 and 5x00", ["$5.00"]),
        ("e", "é", ["é"]),
    ],
)
def test_what_a_regex_finds(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


def test_a_match_is_short_enough_to_belong_to_its_passage() -> None:
    assert found("a.*b", "a" + "x" * MAX_MATCH + "b ab") == ["ab"]
    assert [len(match) for match in found("x+", "x" * 500)] == [200, 200, 100]


def test_every_place_is_found_however_far_into_the_text() -> None:
    text = ("。" * 1999 + "碳") * 5
    places = list(compile_regex("碳").finditer(text))
    assert [place.start() for place in places] == [1999, 3999, 5999, 7999, 9999]
    assert compile_regex("碳").search(text, 2000).start() == 3999


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("a(b", "missing )"),
        ("(?=a)", "invalid perl operator"),
        (r"(a)\1", r"\1 in the regex at column 7"),
        ("x*", "can match nothing"),
        ("(((a{1000}){1000}){1000})", "invalid repetition size"),
        ("(a{900}b{900}){1}(a{900}b{900}){1}c{900}", "too large"),
        ("a\\", "ends in a single"),
        ("^a", "no lines"),
        (r"a\z", "no ends"),
        (r"\Qa\E", "not known"),
        (r"[\W]", "outside"),
        (r"\x{ffffffff}", "not known"),
        (r"\x{d800}", "not a character"),
        ("\ud800", "surrogate"),
    ],
)
def test_what_cannot_be_run_is_refused_in_words(pattern: str, message: str) -> None:
    with pytest.raises(QuerySyntaxError, match="column 7") as refused:
        compile_regex(pattern, column=7)
    assert message in str(refused.value)
    assert refused.value.column == 7


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("碳.{0,5}和平", (("碳", "和平"),)),
        ("碳中和|甲烷", (("碳中和",), ("甲烷",))),
        ("(碳中和|甲烷)目标", (("目标",),)),
        ("碳(達峰)?中和", (("碳", "中和"),)),
        ("碳(達峰)+", (("碳", "达峰"),)),
        ("氣候?變", (("气", "变"),)),
        ("氣{0,3}候", (("候",),)),
        ("carbon price", ((),)),
        (r"\bcarbon price", (("carbon",),)),
        (r"\b?carbon", ((),)),
        ("the carbon price", (("carbon",),)),
        ("x碳y", (("碳",),)),
        ("(?i)Carbon", ((),)),
        ("[碳氮]", ((),)),
    ],
)
def test_literals_that_must_occur(pattern: str, expected: tuple[tuple[str, ...], ...]) -> None:
    assert required_literals(pattern) == expected


PATTERNS = st.lists(
    st.sampled_from([*"碳和ab .|()[]{}*+?^$\\-", "(?:", r"\b", r"\w", r"\d", "{2}", "{0,2}", "[碳a]", ".*"]), max_size=9
).map("".join)


@given(st.one_of(PATTERNS, st.text(max_size=12)), st.text(st.sampled_from("碳和ab \n.é"), max_size=20))
def test_any_pattern_runs_or_is_refused_and_its_literals_are_where_it_matches(pattern: str, text: str) -> None:
    try:
        compiled = compile_regex(pattern)
    except QuerySyntaxError:
        return
    folded = fold(text)
    for place in compiled.finditer(folded):
        assert place.end() > place.start()
        assert any(
            all(set(grams(stretch)) <= set(grams(folded)) for stretch in alternative)
            for alternative in required_literals(pattern)
        )


@given(st.text(st.sampled_from("碳和ab \n\u3000.\ud800"), max_size=30))
def test_squeezed_text_leads_back(text: str) -> None:
    squeezed = squeeze(text)
    assert len(squeezed.text.split()) <= max(1, len(text.split()))
    for position, character in enumerate(squeezed.text):
        original = text[squeezed.original(position)]
        assert character == original or (character == " " and original.isspace()) or original == "\ud800"
        assert squeezed.position(squeezed.original(position)) == position


@pytest.mark.parametrize("pattern", ["(a|aa)+z", "(.*)*z", "(a?){50}a{50}z", "a[^b]*c|a", "(x+x+)+y", r"(\w+\s?)+z"])
def test_nothing_runs_for_ever(pattern: str) -> None:
    compiled = compile_regex(pattern)
    start = time.perf_counter()
    for _ in compiled.finditer("a" * 50_000):
        pass
    assert time.perf_counter() - start < 10
