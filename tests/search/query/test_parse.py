"""How each construct of the language is read."""

import pytest

from search.query.boolean import And, Not, Or, Terms
from search.query.date import DateRange
from search.query.field import Field
from search.query.fuzzy import Fuzzy
from search.query.keyword import Keyword
from search.query.near import Near
from search.query.parser import parse
from search.query.regex import Regex
from search.query.syntax import Node
from search.query.wildcard import Wildcard


def word(text: str) -> Keyword:
    return Keyword(text)


def phrase(text: str) -> Keyword:
    return Keyword(text, quoted=True)


A, B, C, D = word("a"), word("b"), word("c"), word("d")


@pytest.mark.parametrize("quoted", ['"碳中和"', "“碳中和”", "「碳中和」", "『碳中和』", "《碳中和》", "＂碳中和＂"])
def test_quotation_marks_make_a_phrase(quoted: str) -> None:
    assert parse(quoted).root == phrase("碳中和")


@pytest.mark.parametrize("quoted", ['“碳中和"', '"碳中和”', "＂碳中和”", "”碳中和”", "“碳中和“", "„碳中和“"])
def test_double_quotation_marks_may_be_mixed(quoted: str) -> None:
    assert parse(quoted).root == phrase("碳中和")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a b", Terms((A, B))),
        ("a　b", Terms((A, B))),
        ("a AND b", And((A, B))),
        ("a ＡＮＤ b", And((A, B))),
        ("a and b", Terms((A, word("and"), B))),
        ("a OR b OR c", Or((A, B, C))),
        ("a b OR c d", Or((Terms((A, B)), Terms((C, D))))),
        ("a b AND c d", Terms((A, And((B, C)), D))),
        ("a (b OR c)", Terms((A, Or((B, C))))),
        ("（a OR b） c", Terms((Or((A, B)), C))),
        ("(a b) (c d)", Terms((A, B, C, D))),
        ("a NOT b", Terms((A, Not(B)))),
        ("a -b", Terms((A, Not(B)))),
        ("a －b", Terms((A, Not(B)))),
        ("a AND NOT b", And((A, Not(B)))),
        ("a -(b OR c)", Terms((A, Not(Or((B, C)))))),
        ("a -「b c」", Terms((A, Not(phrase("b c"))))),
        ("NOT(a)", Not(A)),
        ("NOT -a", A),
        ("a NEAR b", Near(A, B, 10)),
        ("a NEAR/3 「b c」", Near(A, phrase("b c"), 3)),
        ("a ＮＥＡＲ／３ b", Near(A, B, 3)),
        ("a NEAR/3 (b OR c)", Near(A, Or((B, C)), 3)),
        ("a NEAR/3 b NEAR/5 c", And((Near(A, B, 3), Near(B, C, 5)))),
        ("NOT a NEAR b", Not(Near(A, B, 10))),
    ],
)
def test_terms_are_put_together(query: str, tree: Node) -> None:
    assert parse(query).root == tree


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("气候*", Wildcard("气候*")),
        ("气候＊", Wildcard("气候*")),
        ("climat**", Wildcard("climat*")),
        ("碳?和", Wildcard("碳?和")),
        ("碳？和", Wildcard("碳?和")),
        ("colo??r", Wildcard("colo??r")),
        ("c*-neutral", Wildcard("c*-neutral")),
        ("climat*,", Wildcard("climat*")),
        ("“climat*”", phrase("climat*")),
        ("climate~", Fuzzy("climate", 1)),
        ("climate~2", Fuzzy("climate", 2)),
        ("ｃｌｉｍａｔｅ～２", Fuzzy("ｃｌｉｍａｔｅ", 2)),
        ("/碳.{0,5}和/", Regex("碳.{0,5}和")),
        ("/carbon (tax|price)/", Regex("carbon (tax|price)")),
        (r"/a\/b/", Regex("a/b")),
        ("／碳.和／", Regex("碳.和")),
    ],
)
def test_terms_that_are_patterns(query: str, node: Node) -> None:
    assert parse(query).root == node


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("title:碳中和", Field("title", word("碳中和"))),
        ("title：「碳 中和」", Field("title", phrase("碳 中和"))),
        ("author:解振华,", Field("author", word("解振华"))),
        ("source:《人民日报》", Field("source", phrase("人民日报"))),
        ("path:speeches/*.pdf", Field("path", Wildcard("speeches/*.pdf"))),
        ("title:climat*", Field("title", Wildcard("climat*"))),
        ("lang:ZH", Field("lang", word("zh"))),
        ('lang:"en"', Field("lang", word("en"))),
        ("script：hant", Field("script", word("hant"))),
        ("doc:3f2a", Field("doc", word("3f2a"))),
    ],
)
def test_fields(query: str, field: Field) -> None:
    assert parse(query).root == field


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("2021-03-05", "2021-03-05", "2021-03-05"),
        ("2021年3月5日", "2021-03-05", "2021-03-05"),
        ("2020年..2021年6月", "2020-01-01", "2021-06-30"),
        ("2020-03..2021-06", "2020-03-01", "2021-06-30"),
        ("2020..", "2020-01-01", ""),
        ("..2020", "", "2020-12-31"),
        (">=2021", "2021-01-01", ""),
        (">2021", "2022-01-01", ""),
        ("<2021-06", "", "2021-05-31"),
        ("<=2021-06", "", "2021-06-30"),
        ("≥2021", "2021-01-01", ""),
        ("＞＝２０２１", "2021-01-01", ""),
        ('">= 2021"', "2021-01-01", ""),
    ],
)
def test_dates(value: str, first: str, last: str) -> None:
    assert parse(f"date:{value}").root == Field("date", DateRange(first, last))


@pytest.mark.parametrize(
    ("date", "inside"),
    [("2021-03-05", True), ("2021", True), ("2020", True), ("2020-02", False), ("2021-07", False), ("", False)],
)
def test_a_date_of_any_precision_is_inside_where_it_may_be(date: str, inside: bool) -> None:
    assert DateRange("2020-03-01", "2021-06-30").overlaps(date) is inside


def test_an_open_range_has_no_other_end() -> None:
    assert DateRange("2021-01-01", "").overlaps("9998")
    assert DateRange("", "2021-01-01").overlaps("0001")
    assert not DateRange("2021-01-01", "").overlaps("2020-12-31")


def test_spans_are_those_of_what_was_typed() -> None:
    query = "碳 -「a b」 title：x NEAR~"
    carbon, without, title, fuzzy = parse(query).root.children  # type: ignore[union-attr]
    spans = [carbon.span, without.child.span, title.value.span, fuzzy.span]  # type: ignore[union-attr]
    assert [query[span.start : span.end] for span in spans] == ["碳", "「a b」", "x", "NEAR~"]
    assert query[without.span.start : without.span.end] == "-「a b」"
