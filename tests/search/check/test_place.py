"""Page, paragraph and line of what is found inside a passage."""

from dataclasses import replace

import pytest

from corpus.id_number import to_id
from corpus.model import Bib, Locator, Page, Passage, Span
from indexer.analyse import analyse
from indexer.segment import WordSegmenter
from search.check.draft import Draft
from search.check.locators import fill_locators, locator
from search.check.model import Checked, Quoted, Verdict
from search.check.verdict import check
from search.library import Library
from tests.indexer.memory_engine import MemoryEngine
from tests.search.in_memory import cut

TEXT = "老电厂还有七年寿命。\n江北的合作社把冷库改成了储能站。\n\n渡口从来不是终点。\n船靠岸是为了让人上岸。"


@pytest.fixture
def library() -> Library:
    """One document of one passage on two pages, whose second begins with the last line."""
    document, _ = cut("paged.pdf", [TEXT], Bib())
    pages = (Page(1, "iv", 0), Page(2, "v", TEXT.index("船")))
    passage = Passage(to_id(7), document.id, 0, TEXT, Locator("paged.pdf", 1, "iv", 3, 11, 15, Span(0, len(TEXT))))
    segmenter = WordSegmenter()
    engine = MemoryEngine()
    writer = engine.writer(memory=1 << 20, fresh=True)
    writer.add(analyse([(replace(document, pages=pages), [passage])], segmenter))
    writer.commit(b"", {})
    return Library(engine.reader(), segmenter)


@pytest.mark.parametrize(
    ("words", "page", "line", "cited"),
    [
        ("老电厂还有七年寿命", "iv", 11, "p. iv"),
        ("江北的合作社把冷库", "iv", 12, "p. iv"),
        ("渡口从来不是终点。船靠岸", "iv", 14, "pp. iv-v"),
        ("船靠岸是为了让人上岸", "v", 15, "p. v"),
    ],
)
def test_the_place_is_that_of_the_quotation(library: Library, words: str, page: str, line: int, cited: str) -> None:
    made = check(Quoted(words, Span(0, 1), 1), library.reader)
    (place,) = made.places
    assert (made.verdict, place.page, place.line) == (Verdict.FOUND, page, line)
    assert locator(place) == cited
    assert place.printed.replace("\n", "") == words


def test_a_citation_of_another_work_is_named_and_left_alone(library: Library) -> None:

    text = "“船靠岸是为了让人上岸”[@other]与“老电厂还有七年寿命”[@paged]"
    quoted = [
        Quoted("船靠岸是为了让人上岸", Span(1, 11), 1, "other", Span(12, 20)),
        Quoted("老电厂还有七年寿命", Span(22, 31), 1, "paged", Span(32, 40)),
    ]
    made: list[Checked] = [check(one, library.reader) for one in quoted]
    filled = fill_locators(Draft("draft.md", text, (), is_text=True), made, frozenset({"other"}))
    assert filled.text == text.replace("[@paged]", "[@paged, p. iv]")
    assert [one.quoted.key for one in filled.mistaken] == ["other"]
