"""Every fenced example of the two pages on the query language does what the page says."""

import re
from pathlib import Path

import pytest

from corpus.errors import QuerySyntaxError
from search.query.parser import parse
from search.query.regex import Regex
from search.query.regex_engine import compile_regex
from search.query.unparse import unparse
from search.render.speech import speak, spoken

DOCS = Path(__file__).parents[3] / "docs"
PAGES = {"query-language.md": "en", "query-language.zh-CN.md": "zh"}
"""With the language of the messages that they show."""


def blocks(page: str, kind: str) -> list[list[str]]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return [body.splitlines() for body in re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]


def examples(kind: str) -> list[str]:
    return list(dict.fromkeys(line for page in PAGES for block in blocks(page, kind) for line in block))


@pytest.mark.parametrize("query", examples("query"))
def test_an_example_is_read(query: str) -> None:
    read = parse(query)
    assert read.notes == ()
    if isinstance(read.root, Regex):
        compile_regex(read.root.pattern)


@pytest.mark.parametrize("example", examples("reading"))
def test_an_example_is_read_as_shown(example: str) -> None:
    query, _, canonical = example.partition(" => ")
    assert unparse(parse(query)) == canonical


@pytest.mark.parametrize(
    ("page", "query", "message"), [(page, *block) for page in PAGES for block in blocks(page, "error")]
)
def test_an_error_is_as_shown(page: str, query: str, message: str) -> None:
    with pytest.raises(QuerySyntaxError) as error:
        parse(query)
    speak(PAGES[page])
    said = spoken(error.value.message)
    speak("en")
    assert said == message


def test_both_pages_have_the_same_examples() -> None:
    english, chinese = PAGES
    for kind in ("query", "reading"):
        assert blocks(english, kind) == blocks(chinese, kind)
    assert [block[0] for block in blocks(english, "error")] == [block[0] for block in blocks(chinese, "error")]


def test_every_block_is_of_a_kind_that_is_tested() -> None:
    for page in PAGES:
        kinds = set(re.findall(r"^```(\w+)$", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE))
        assert kinds == {"query", "reading", "error"}
