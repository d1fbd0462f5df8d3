"""What is pasted rather than composed: no error, and nothing in it taken for syntax."""

import pytest

from search.query.boolean import Not, Terms
from search.query.field import Field
from search.query.keyword import Keyword
from search.query.parser import parse
from search.query.regex import Regex
from search.query.wildcard import Wildcard


def words(query: str) -> list[str]:
    root = parse(query).root
    terms = root.children if isinstance(root, Terms) else (root,)
    assert all(isinstance(term, Keyword) for term in terms), terms
    return [f"「{term.text}」" if term.quoted else term.text for term in terms]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("《巴黎协定》是什么时候签署的？", ["「巴黎协定」", "是什么时候签署的"]),
        ("是什么时候签署的？谁签署的？", ["是什么时候签署的？谁签署的"]),
        ("中国什么时候实现碳中和？怎样实现", ["中国什么时候实现碳中和？怎样实现"]),
        ("关于“双碳”目标，有哪些措施？", ["关于", "「双碳」", "目标，有哪些措施"]),
        ("What is the U.S. target? (2030)", ["What", "is", "the", "U.S", "target", "2030"]),
        ("C++ / Rust", ["C++", "Rust"]),
        ("50% - 60%", ["50%", "60%"]),
        ("http://a.b/c?d=1", ["http://a.b/c?d=1"]),
        ("注意：今天", ["注意：今天"]),
        ("note: see title: below", ["note", "see", "title", "below"]),
        ("/usr/bin and /etc", ["/usr/bin", "and", "/etc"]),
        ("and/or", ["and/or"]),
        ("1) first 2) second", ["1", "first", "2", "second"]),
        ("f(x) main()", ["f(x)", "main()"]),
        ("碳中和（carbon neutrality）是", ["碳中和", "carbon", "neutrality", "是"]),
        ('24" screen, 5\'10" tall', ["24", "screen", "5'10", "tall"]),
        ("well-known, e-mail", ["well-known", "e-mail"]),
        ("-5 degrees", ["-5", "degrees"]),
        ("--any x", ["--any", "x"]),
        ("2020~2030年", ["2020~2030年"]),
        ("好的～", ["好的"]),
        ("really?? yes!", ["really", "yes"]),
        ("5 * 3 ? 2", ["5", "3", "2"]),
        ("rock 'n' roll", ["rock", "n", "roll"]),
        ("wait… what", ["wait", "what"]),
        ("NOT, AND; OR?", ["NOT", "AND", "OR"]),
        ("€ 50", ["€", "50"]),
        ("？", ["？"]),
        ("* /", ["* /"]),
        ("\ufeff碳中和", ["碳中和"]),
    ],
)
def test_prose_is_words(query: str, expected: list[str]) -> None:
    assert words(query) == expected


@pytest.mark.parametrize(
    ("query", "kind"),
    [("-word", Not), ("碳?和", Wildcard), ("/tmp/", Regex), ("title:x", Field)],
)
def test_the_same_marks_in_place_are_syntax(query: str, kind: type) -> None:
    assert isinstance(parse(query).root, kind)


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("-2020 target", "write NOT"),
        ("title: carbon", "right after the colon"),
        ("Title:carbon", "lower case"),
        ("langg:zh", "did you mean lang:?"),
        ("碳 titel:碳", "titel: at column 3 is no field and was read as a word; did you mean title:?"),
        ("Langauge：zh OR autor：解振华", "did you mean author:?"),
        ("dat:2021", "did you mean date:?"),
    ],
)
def test_a_near_miss_is_noted(query: str, hint: str) -> None:
    (note,) = parse(query).notes
    assert hint in note


@pytest.mark.parametrize(
    "query",
    [
        "12:30 meeting",
        "http://example.org/?q=1",
        "tile:///a/b",
        "path\\to:c",
        "C:\\lang\\a.txt",
        "E:/data",
        "note: carbon",
        "ratio:carbon",
        "注意：今天",
        "标题:碳",
        "a:b",
        '"langg:zh"',
        "title:langg:zh",
        "supercalifragilistic:zh",
        "lang1:zh",
    ],
)
def test_a_colon_alone_is_no_near_miss(query: str) -> None:
    assert parse(query).notes == ()


def test_quoting_makes_anything_a_phrase() -> None:
    for text in ["a AND", "(", "-x", "title:y", "/z/", "碳*", "「", "w~2"]:
        assert parse(f'"{text}"').root == Keyword(text, quoted=True)
