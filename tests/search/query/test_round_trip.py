"""Whatever is typed is read or refused in words, and what was read can be written down again."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from corpus.errors import QuerySyntaxError
from search.query.parser import parse
from search.query.unparse import unparse

PIECES = st.sampled_from(
    [
        *"\"＂“”„「」『』《》()（）-－/／:：*＊?？~～|.,，。！ \u3000\n\\[]{}+^$'’",
        *("AND", "OR", "NOT", "NEAR", "NEAR/3", "ＯＲ", "title:", "date：", "lang:", "path:", "2021", "..", ">=", "zh"),
        *("碳中和", "气候", "carbon", "U.S", "word~2", "climat*", "/a b/", "f(x)", " ", " ", "\ufeff", "\x00"),
    ]
)
QUERIES = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES, max_size=10).map(" ".join), st.text())


def refusal(query: str) -> QuerySyntaxError | None:
    try:
        parse(query)
    except QuerySyntaxError as error:
        return error
    return None


@given(QUERIES)
@example("/a\\")
@example("“" * 60)
@example("(" * 5000)
@example("NOT " * 2000)
@example("a NEAR/" + "9" * 5000)
def test_any_text_is_read_or_refused(query: str) -> None:
    error = refusal(query)
    assert error is None or (1 <= error.column <= len(query) + 1 and str(error))


@given(QUERIES)
@example("NOT, x")
@example("「＂」")
@example("a?b, x")
@example("a NEAR/2 b NEAR c OR d")
@example('-(a OR b) 「c"d」')
def test_what_was_read_is_written_so_that_it_is_read_the_same(query: str) -> None:
    assume(refusal(query) is None)
    read = parse(query)
    assert parse(unparse(read)).root == read.root


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("碳中和　－煤", "碳中和 NOT 煤"),
        ("（碳 ＯＲ 氮） ＡＮＤ 排放", "(碳 OR 氮) AND 排放"),
        ("a b OR c", "a b OR c"),
        ("a (b OR c)", "a (b OR c)"),
        ("carbon NEAR price", "carbon NEAR/10 price"),
        ("a NEAR/2 b NEAR/3 c", "a NEAR/2 b AND b NEAR/3 c"),
        ("date：2021 title：《巴黎协定》", 'date:2021-01-01..2021-12-31 title:"巴黎协定"'),
        ("NOT NOT a", "a"),
        ("word～２ 碳？和", "word~2 碳?和"),
        ("《what?》 why?", '"what?" why'),
        (r"/a\/b/", r"/a\/b/"),
    ],
)
def test_canonical_spelling(query: str, canonical: str) -> None:
    assert unparse(parse(query)) == canonical
