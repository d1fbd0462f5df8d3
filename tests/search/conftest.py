"""A small library made by hand, and golden files for what people read."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.model import Bib, Document, Locator, Page, Passage, Span
from search.model import Hit, Results, Snippet

GOLDEN = Path(__file__).parent / "golden"

SPEECH = (
    "林远山：为未来让路\n\n（2021 年 3 月 5 日在南湾论坛上的发言）\n\n"
    "各国的承诺要经得起计算。到 2060\n\n年前实现碳中和，意味着每一座电厂都要知道自己哪一年关\n\n"
    "门。碳中和不是口号。\n\n海边的城市已经在为堤坝付钱。\n"
)
PAPER = "南灣日報訊 環境局昨日公布碳中和路線圖，列明六十年代前碳達峰後的減排步驟。\n局長說：「氣候危機不等人。」\n"


def _document(path: str, text: str, bib: Bib, script: str, pages: tuple[Page, ...] = ()) -> Document:
    return Document(id=path, path=path, text=text, bib=bib, pages=pages, language="zh", script=script)


DOCUMENTS = (
    _document(
        "speeches/lin.txt",
        SPEECH,
        Bib("林远山：为未来让路", ("林远山",), "2021-03-05", url="https://example.org/lin"),
        "hans",
    ),
    _document("paper.txt", PAPER, Bib("減排路線圖公布", (), "2021-04", "南灣日報"), "hant", (Page(1, "A12", 0),)),
)


def _passage(document: Document, ordinal: int, first: str, last: str) -> Passage:
    start = document.text.index(first)
    end = document.text.index(last, start) + len(last)
    line = document.text.count("\n", 0, start) + 1
    page = document.pages[0] if document.pages else None
    return Passage(
        id=f"{document.script}{ordinal}c0ffee",
        document_id=document.id,
        ordinal=ordinal,
        text=document.text[start:end],
        locator=Locator(
            path=document.path,
            page=page.number if page else None,
            page_label=page.label if page else None,
            paragraph=ordinal + 1,
            line_start=line,
            line_end=line + document.text.count("\n", start, end),
            span=Span(start, end),
        ),
        language="zh",
        script=document.script,
    )


PASSAGES = (
    _passage(DOCUMENTS[0], 0, "林远山", "发言）"),
    _passage(DOCUMENTS[0], 1, "各国的", "关\n\n门。"),
    _passage(DOCUMENTS[0], 2, "碳中和不是", "付钱。"),
    _passage(DOCUMENTS[1], 0, "南灣", "等人。」"),
)


def make_hit(rank: int, tier: int, passage: Passage, words: tuple[str, ...], via: tuple[str, ...] = ()) -> Hit:
    """A hit whose snippet is the whole passage, its line breaks taken out, with each of the words marked."""
    document = next(each for each in DOCUMENTS if each.id == passage.document_id)
    shown = passage.text.replace("\n", "")
    start = passage.locator.span.start
    words = tuple(sorted(words, key=passage.text.index))
    return Hit(
        rank=rank,
        tier=tier,
        score=3.25 / rank,
        passage=passage,
        bib=document.bib,
        matches=tuple(
            Span(start + passage.text.index(word), start + passage.text.index(word) + len(word)) for word in words
        ),
        snippet=Snippet(
            shown,
            tuple(Span(shown.index(word), shown.index(word) + len(word)) for word in words),
            cut_start=False,
            cut_end=passage.ordinal == 1,
        ),
        at=replace(
            passage.locator,
            line_start=passage.locator.line_start + passage.text[: passage.text.index(words[0])].count("\n"),
        ),
        via=via,
    )


@pytest.fixture
def documents() -> tuple[Document, ...]:
    return DOCUMENTS


@pytest.fixture
def passages() -> tuple[Passage, ...]:
    return PASSAGES


@pytest.fixture
def results() -> Results:
    hits = (
        make_hit(1, 1, PASSAGES[1], ("碳中和", "2060")),
        make_hit(2, 1, PASSAGES[3], ("碳中和",)),
        make_hit(3, 3, PASSAGES[2], ("堤坝",)),
    )
    return Results(hits, total=2, documents=2, total_expanded=0, places=2, elapsed=0.0042)


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare with a file of ``tests/search/golden``; with YINDE_UPDATE_GOLDEN set, write it instead."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("YINDE_UPDATE_GOLDEN"):
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode()

    return compare
