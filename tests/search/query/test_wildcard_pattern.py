"""What words with wildcards match, in text as it is printed."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from indexer.terms import grams
from search.query.parser import parse
from search.query.wildcard import Wildcard
from search.query.wildcard_pattern import expression, max_length, required_literals


def found(wildcard: str, text: str) -> list[str]:
    return [match[0] for match in re.finditer(expression(wildcard), fold(text))]


@pytest.mark.parametrize(
    ("wildcard", "text", "expected"),
    [
        ("climat*", "Climate, climatic; acclimatise climat", ["climate", "climatic", "climat"]),
        ("*isation", "organisation and isations", ["organisation"]),
        ("colo*r", "color colour colony or", ["color", "colour"]),
        ("wom?n", "woman women womn", ["woman", "women"]),
        ("c*-neutral", "carbon-neutral, climate neutral", ["carbon-neutral", "climate neutral"]),
        ("碳?和", "碳中和、碳 中\n\n和、碳和、碳。和", ["碳中和", "碳 中\n\n和"]),
        ("碳*和", "碳中和，碳达峰碳中和，碳。和", ["碳中和", "碳达峰碳中和"]),
        ("气候*", "氣候變化", ["气候"]),
        ("*气候", "全球氣候變化", ["气候"]),
        ("碳*price", "碳 market price 碳price", ["碳price"]),
        ("climat*", "climat变化 变化climate", ["climat", "climate"]),
        ("第?条", "第3条 第 十 条 第12条", ["第3条", "第 十 条"]),
        ("c++*", "c++", ["c++"]),
    ],
)
def test_what_a_wildcard_finds(wildcard: str, text: str, expected: list[str]) -> None:
    assert found(wildcard, text) == expected


@pytest.mark.parametrize(
    ("wildcard", "expected"),
    [
        ("climat*", ()),
        ("碳*和", ("碳", "和")),
        ("碳中?和平", ("碳中", "和平")),
        ("climat*-change", ("-change",)),
        ("碳x*y市场", ("碳", "市场")),
    ],
)
def test_literals_that_must_occur(wildcard: str, expected: tuple[str, ...]) -> None:
    assert required_literals(wildcard) == expected


TEXTS = st.text(st.sampled_from("碳中和ab-* ?x\n。"), max_size=12)


@given(TEXTS, TEXTS)
def test_every_occurrence_has_the_grams_and_the_length_promised(query: str, text: str) -> None:
    for node in [parse(query + " x").root, *getattr(parse(query + " x").root, "children", ())]:
        if isinstance(node, Wildcard):
            for occurrence in found(node.text, text):
                assert occurrence
                assert {gram for part in required_literals(node.text) for gram in grams(part)} <= set(grams(fold(text)))
                if not node.text.startswith("*") and not node.text.endswith("*"):
                    assert len("".join(occurrence.split())) <= max_length(node.text)


@pytest.mark.parametrize("wildcard", ["a*a*a*a*b", "碳*碳*碳*和", "a?a?a?a?a?a?*b", "*a*a*a*a*"])
@pytest.mark.parametrize("text", ["a" * 1000, "碳" * 1000, "a " * 500, "碳\n" * 500, " " * 1000, "碳" + " " * 1000])
def test_nothing_makes_matching_hang(wildcard: str, text: str) -> None:
    start = time.perf_counter()
    re.search(expression(wildcard), text)
    assert time.perf_counter() - start < 5
