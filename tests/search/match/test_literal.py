import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.fold import fold
from corpus.model import Span
from indexer.terms import grams
from search.match import find, literal, occurs

HAN = "碳中和達达峰氣候后後乾𠀀𫝈⽔〇がกำ"
STREWN = st.text(st.sampled_from(HAN + "abcé1\u0301.,，。「” \n\n\r\t\u3000\u00ad\u200b"), max_size=40)


def squeezed(text: str) -> str:
    return "".join(fold(text).split())


def found(phrase: str, text: str) -> list[str]:
    matcher = literal(phrase)
    return [text[s.start : s.end] for s in find(matcher, text)] if matcher else []


@given(STREWN, st.data())
def test_every_substring_at_word_edges_is_found_and_cut_out_exactly(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    phrase = text[start:end]
    joined = [fold(part) for part in (text[:start], phrase, text[end:])]
    for left, right in (joined[:2], joined[1:]):
        assume(not (left[-1:].isascii() and left[-1:].isalnum() and right[:1].isascii() and right[:1].isalnum()))
    matcher = literal(phrase)
    assume(matcher is not None)
    assert matcher is not None
    spans = list(find(matcher, text))
    assert spans
    for span in spans:
        assert squeezed(text[span.start : span.end]) == squeezed(phrase)


@given(STREWN, STREWN)
def test_every_occurrence_holds_all_grams_of_the_phrase(phrase: str, text: str) -> None:
    matcher = literal(phrase)
    if matcher is not None and occurs(matcher, text):
        there = set(grams(fold(text)))
        assert all(set(phrase.grams) <= there for need in matcher.needs for phrase in need)


@given(st.text(st.sampled_from(HAN + "ab1 "), max_size=3), STREWN)
def test_an_exact_gram_stands_just_where_the_phrase_does(phrase: str, text: str) -> None:
    matcher = literal(phrase)
    if matcher is not None and matcher.exact:
        assert bool(set(grams(fold(text))) & set(matcher.exact)) == occurs(matcher, text)


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("碳達峰", "推动碳\n\n达峰、碳中和", ["碳\n\n达峰"]),
        ("2060年前", "力争2060\n\n年前实现", ["2060\n\n年前"]),
        ("2030年", "于 2030 年", ["2030 年"]),
        ("2030 年", "于2030年", ["2030年"]),
        ("碳 中 和", "碳中和", ["碳中和"]),
        ("carbon", "hydrocarbon Carbon carbons CARBON.", ["Carbon", "CARBON"]),
        ("climate change", "climate\n  change climatechange", ["climate\n  change"]),
        ("060", "2060年", []),
        ("cafe", "the cafe\u0301 is", ["cafe\u0301"]),
        ("碳达峰、碳中和", "碳达峰、 碳中和 碳达峰碳中和", ["碳达峰、 碳中和"]),
        ("「双碳」", "“双碳”目标", ["“双碳”"]),
        ("carbon-neutral", "Carbon neutral carbon - neutral carbonneutral", ["Carbon neutral", "carbon - neutral"]),
        ("2020-21", "2020 21 2020-21", ["2020-21"]),
        ("哈哈", "哈哈哈哈哈", ["哈哈", "哈哈"]),
    ],
)
def test_what_matches(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


def test_offset_shifts_spans() -> None:
    matcher = literal("中和")
    assert matcher is not None
    assert list(find(matcher, "碳中和", 100)) == [Span(101, 103)]


@pytest.mark.parametrize("nothing", ["", " ", "\u200b", "\u00ad\n", "\u3000"])
def test_nothing_to_match(nothing: str) -> None:
    assert literal(nothing) is None
