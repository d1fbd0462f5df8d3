"""Where words stand: search, cite and check name the same place, which is that of the words themselves."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.model import Document, Page, Span
from corpus.reflow import PRINTED, paragraphs
from corpus.split import split
from indexer.analyse import analyse
from indexer.build import refresh
from indexer.segment import WordSegmenter
from search.cli.run import run
from search.library import Library, open_library
from tests.indexer.memory_engine import MemoryEngine

EXAMPLES = Path(__file__).parents[2] / "examples"

NEWS = (
    "離島供電再生變數\n\n\n\n電力公司昨日說，海纜還要修三個月，島上的冷庫先用\n\n柴油機頂着，漁會不同意。\n\n"
    "漁會開出三個條件\n\n一是柴油錢由公司出，二是限電要先說，三是冷庫不停。\n\n"
)


def library_of(document: Document) -> Library:
    segmenter = WordSegmenter()
    engine = MemoryEngine()
    writer = engine.writer(memory=1 << 20, fresh=True)
    writer.add(analyse([(document, split(document))], segmenter))
    writer.commit(b"", {})
    return Library(engine.reader(), segmenter)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news.txt").write_text(NEWS, "utf-8")
    refresh(str(tmp_path))
    return tmp_path


def test_search_cite_and_check_name_the_same_paragraph(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = news.parent / "draft.md"
    words = "一是柴油錢由公司出，二是限電要先說，三是冷庫不停。"
    draft.write_text(f"漁會說：「{words}」", "utf-8")

    def said(*arguments: str) -> str:
        assert run([*arguments, "--in", str(news)]) == 0
        return capsys.readouterr().out

    found = json.loads(said("search", "--json", "二是限電"))
    (checked,) = json.loads(said("check", str(draft), "--report", "json"))["places"]
    assert (found["line_start"], found["line"], found["paragraph"]) == (1, 11, 4)
    assert (checked["line"], checked["paragraph"]) == (11, 4)
    assert "news.txt:11 ¶4" in said("search", "二是限電")
    assert "news.txt:11 ¶4" in said("check", str(draft))
    footnote = said("search", "二是限電", "--cite", "gbt")
    assert words in footnote
    assert "第4段" in footnote
    whole = said("cite", found["id"])
    assert whole.startswith("「電力公司昨日說")
    assert "第2-4段" in whole


PAPER = "船廠去年拆了七條船。\n第八條還在塢裏。\n\n工頭說鋼價跌了一半，\n拆一條賠一條。\n\n夜裏塢裏沒有燈。\n"


@pytest.fixture
def paged() -> Library:
    """One passage on three pages; the second begins in mid-sentence, and every page counts its lines from 1."""
    pages = (Page(1, "iv", 0), Page(2, "v", PAPER.index("拆一條")), Page(3, "", PAPER.index("夜裏")))
    return library_of(Document("d", "paper.pdf", PAPER, pages=pages, lines=(1, 2, 2, 4, 1, 1, 1), format="pdf"))


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("船廠", (1, "iv", 1, 1)),
        ("第八條", (1, "iv", 2, 2)),
        ("鋼價", (1, "iv", 3, 4)),
        ("賠一條", (2, "v", 3, 1)),
        ("沒有燈", (3, "", 4, 1)),
    ],
)
def test_the_page_is_that_of_the_match(paged: Library, words: str, place: tuple[int, str, int, int]) -> None:
    (hit,) = paged.search(words, strict=True).hits
    assert hit.passage.locator.page == 1
    assert (hit.at.page, hit.at.page_label, hit.at.paragraph, hit.line) == place
    assert PAPER[hit.at.span.start : hit.at.span.end] == words


def test_what_runs_over_a_page_break_is_cited_by_both_pages(paged: Library) -> None:
    from search.cite.works import citing_of, quoted_hit, records_of

    def place(words: str) -> str:
        (hit,) = paged.search(words, strict=True).hits
        citing = citing_of(paged, hit.passage, quoted_hit(paged, hit), records_of(paged, [hit.passage]))
        assert citing.place is not None
        return f"{citing.place.label} {citing.place.value}"

    assert place("鋼價") == "page iv-v"
    assert place("沒有燈") == "page 3"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    index = tmp_path_factory.mktemp("place")
    refresh(str(EXAMPLES), index=str(index))
    with open_library(index=index) as library:
        yield library


def test_every_paragraph_of_the_examples_is_counted_as_when_it_was_indexed(examples: Library) -> None:
    """Whatever passage a paragraph stands in, and whether or not the passage's own lines tell it from the one before."""
    reader = examples.reader
    for stored in reader.documents():
        text = reader.text(stored)
        passage = reader.passage(stored.first)
        spans = paragraphs(text, structured=stored.document.format not in PRINTED)
        for number, span in enumerate(spans, 1):
            at = examples.locate(passage, Span(span.start, span.start + 1))
            assert (at.path, at.paragraph) == (stored.document.path, number)


def test_lines_are_those_of_the_file(examples: Library) -> None:
    hits = examples.search("methane OR 甲烷 OR 碳", limit=200, strict=True).hits
    plain = [(hit, document.text) for hit in hits if (document := examples.document(hit.passage)).format == "text"]
    assert len(plain) > 5
    for hit, text in plain:
        assert hit.line == text[: hit.matches[0].start].count("\n") + 1
