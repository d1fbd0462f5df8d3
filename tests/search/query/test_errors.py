"""Errors point at the column and say how to mend the query."""

import pytest

from corpus.errors import QuerySyntaxError
from search.query.parser import parse
from search.query.syntax import MAX_DEPTH, MAX_LENGTH, MAX_TERMS


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "the query asks for nothing; write a word or a phrase to look for"),
        ("()", "the query asks for nothing; write a word or a phrase to look for"),
        ("碳市场与「碳中和", "unclosed 「 at column 5; close it with 」"),
        ("“碳中和", "unclosed “ at column 1; close it with ”"),
        ("《碳中和」", "unclosed 《 at column 1; close it with 》"),
        ('a "b', 'unclosed " at column 3; close it with "'),
        ("a (b OR c", "unclosed ( at column 3; close it with )"),
        ("（a", "unclosed （ at column 1; close it with ）"),
        ("title:「a", "unclosed 「 at column 7; close it with 」"),
        ('a "" b', "nothing between the quotation marks at column 3; write a phrase there or delete them"),
        ("a AND", 'AND at column 3 has no term after it; add one, or write "AND" to look for the word'),
        ("OR a", 'OR at column 1 has no term before it; add one, or write "OR" to look for the word'),
        (
            "a ＯＲ ＡＮＤ b",
            'ＡＮＤ at column 6 has no term before it; add one, or write "ＡＮＤ" to look for the word',
        ),
        ("what NOT", 'NOT at column 6 has no term after it; add one, or write "NOT" to look for the word'),
        ("a NEAR", 'NEAR at column 3 has no term after it; add one, or write "NEAR" to look for the word'),
        ("a NEAR/x b", "NEAR/ at column 3 takes a number from 0 to 1000, as in NEAR/5"),
        ("a NEAR/1001 b", "NEAR/ at column 3 takes a number from 0 to 1000, as in NEAR/5"),
        (
            "a NEAR title:b",
            "NEAR cannot measure from what is at column 8; put a word, a phrase or (a OR b) there",
        ),
        ("word~3", "~3 at column 5 is not a number of wrong letters; write ~1 or ~2"),
        ("a*b*c*d*e", "more than 3 * inside the word at column 1; leave some out, or quote the word"),
        ("title:(a b)", "title: takes one word or phrase at column 7; write title: before each"),
        ('title:""', "title: has nothing between its quotation marks at column 7; write a value there"),
        ("lang:fr", "lang: at column 6 takes zh, en, mul, und, not fr"),
        ("date:2021..2020", "date: at column 6 ends before it begins; write 2020..2021"),
        ("date:<0001", "date: at column 6 leaves no day; years run from 1 to 9999"),
    ],
)
def test_message(query: str, message: str) -> None:
    with pytest.raises(QuerySyntaxError) as error:
        parse(query)
    assert str(error.value) == message
    assert f"column {error.value.column}" in message or error.value.column == 1


@pytest.mark.parametrize(
    "value", ["soon", "21", "2021-13", "2021-02-30", "0000", "2021-1-1-1", "..", ">", "20²1", "2021-003"]
)
def test_what_is_no_date(value: str) -> None:
    with pytest.raises(QuerySyntaxError, match="at column 6 is not a date; write date:2021"):
        parse(f"date:{value}")


def test_length_is_limited() -> None:
    parse("x" * MAX_LENGTH)
    with pytest.raises(QuerySyntaxError, match="10,001 characters, at most 10,000"):
        parse("x" * (MAX_LENGTH + 1))


def test_the_number_of_terms_is_limited() -> None:
    parse("x " * MAX_TERMS)
    with pytest.raises(QuerySyntaxError, match="more than 1,024 terms"):
        parse("x " * (MAX_TERMS + 1))


def test_depth_is_limited() -> None:
    parse("(" * MAX_DEPTH + "x" + ")" * MAX_DEPTH)
    with pytest.raises(QuerySyntaxError, match="deeper than 32 at column 33"):
        parse("(" * (MAX_DEPTH + 1) + "x" + ")" * (MAX_DEPTH + 1))
