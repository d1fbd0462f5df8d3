"""Every query on the pages on the query language is asked of a small library, in which it finds what it is about."""

import re
from functools import cache
from pathlib import Path

import pytest

from corpus.model import Bib
from search.library import Library
from tests.search.in_memory import library_of

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("query-language.md", "query-language.zh-CN.md")
TEXTS = {
    "notes/zh.txt": [
        "碳中和，碳 达峰，碳和氮磷。中国宣布碳中和目标；森林吸收二氧化碳。\n",
        "碳市场的配额与碳排放交易；《巴黎协定》已经生效。\n",
        "他说“碳中\n\n和”，甲烷也要减排，2030年见。生态环境部通知。\n",
    ],
    "3f2a91c0.txt": ["氮氧化物。", "香港也談碳中和。"],
    "speeches/en.pdf": [
        "The climate of carbon prices: a carbon price, a carbon tax, carbon-neutral homes. ",
        "Carbon neutrality and the organisation of women by a woman; and/or a/b. ",
        "The government gave accommodation to carbon emissions trading. Methane. AND 1.5 -5 title: climat* ",
    ],
}
RECORDS = {
    "notes/zh.txt": Bib("气候与巴黎协定：碳中和", ("解振华",), "2021-03-05", "南湾日报"),
    "3f2a91c0.txt": Bib("氣候", ("林遠山",), "2022"),
    "speeches/en.pdf": Bib("On methane", ("Lin Yuanshan",), "2020", "Example Press"),
}
WRITING = {"notes/zh.txt": ("zh", "hans"), "3f2a91c0.txt": ("zh", "hant"), "speeches/en.pdf": ("en", "latn")}


def examples(kind: str) -> list[str]:
    """The lines of the blocks of a kind, on both pages."""
    pages = [(DOCS / page).read_text(encoding="utf-8") for page in PAGES]
    bodies = [body for page in pages for body in re.findall(rf"^```{kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)]
    return list(dict.fromkeys(line.split(" => ")[0] for body in bodies for line in body.splitlines()))


@cache
def library() -> Library:
    return library_of(TEXTS, RECORDS, writing=WRITING)


@pytest.mark.parametrize("query", examples("query"))
def test_an_example_finds_what_it_is_about(query: str) -> None:
    results = library().search(query, limit=50, strict=True)
    assert results.total
    assert library().files(query) == tuple(sorted({hit.passage.locator.path for hit in results.hits if hit.tier == 1}))


@pytest.mark.parametrize("query", [*examples("query"), *examples("reading")])
def test_an_example_is_explained_and_read_as_it_says(query: str) -> None:
    results = library().search(query, limit=50, explained=True)
    assert results.explanation is not None
    assert library().search(results.explanation.read_as, limit=50).hits == results.hits
    assert library().count(query, verify=True).verified == len(TEXTS)
