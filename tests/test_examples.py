"""What a reader relies on with the example documents, counted by hand when they were written."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.build import refresh
from search import Library, open_library

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

EXPLAINED_HANS = "carbon-market-explained.zh-Hans.md"
EXPLAINED_HANT = "carbon-market-explained.zh-Hant.md"
EXPLAINED_ENGLISH = "carbon-market-explained.en.md"
CAMPUS = "campus-energy.html"
GLOSSARY = "气候词汇表-glossary.md"
KESTREL = "kestrel-ridge.html"
LETTERS = "letters-offsets.md"
MAGAZINE = "magazine-last-furnace.txt"
MEKONG = "mekong-notes-big5.txt"
MEMO = "memo-linjiang-quotes.md"
METHANE = "methane-from-space.txt"
NEWS = "news-carbon-auction.md"
NEWSPAPER = "newspaper-harbour-daily.txt"
RICE = "rice-farmers-utf16.txt"
SAVED = "saved-methane-hunters.md"
SPEECH = "speech-linjiang-forum.txt"
TYPHOON = "typhoon-diary-gb18030.txt"

# Bodies only: no front matter, markup, scripts or navigation. What the newspaper prints twice counts twice.
OCCURRENCES = {
    "碳中和": {
        CAMPUS: 2, EXPLAINED_HANS: 1, EXPLAINED_HANT: 1, LETTERS: 1, MAGAZINE: 3, MEKONG: 1, MEMO: 3, NEWS: 1,
        NEWSPAPER: 5, RICE: 1, SAVED: 2, SPEECH: 5, TYPHOON: 1, GLOSSARY: 2,
    },
    "碳达峰": {
        CAMPUS: 2, EXPLAINED_HANS: 1, EXPLAINED_HANT: 1, MAGAZINE: 1, MEMO: 1, NEWS: 1, NEWSPAPER: 3, SPEECH: 1,
        GLOSSARY: 2,
    },
    "气候变化": {
        EXPLAINED_HANS: 1, EXPLAINED_HANT: 1, LETTERS: 2, MAGAZINE: 1, MEKONG: 1, NEWSPAPER: 1, RICE: 1, SAVED: 1,
        SPEECH: 1, TYPHOON: 1, GLOSSARY: 2,
    },
    "甲烷": {MEKONG: 1, NEWS: 2, NEWSPAPER: 3, RICE: 2, SAVED: 7, SPEECH: 1},
    "碳市场": {EXPLAINED_HANS: 3, EXPLAINED_HANT: 3, MAGAZINE: 2, NEWS: 4, NEWSPAPER: 1, GLOSSARY: 2},
    "公正转型": {
        EXPLAINED_HANS: 1, EXPLAINED_HANT: 1, MAGAZINE: 1, MEMO: 2, NEWS: 1, NEWSPAPER: 1, SPEECH: 1, GLOSSARY: 2,
    },
    "2060年前": {NEWS: 1, SPEECH: 1},
    "carbon neutrality": {EXPLAINED_ENGLISH: 1, GLOSSARY: 1, KESTREL: 1, LETTERS: 1, MEMO: 2, METHANE: 1},
    "climate change": {EXPLAINED_ENGLISH: 1, GLOSSARY: 1, KESTREL: 1, LETTERS: 1, METHANE: 1},
    "just transition": {EXPLAINED_ENGLISH: 1, GLOSSARY: 1, KESTREL: 2, MEMO: 1},
}  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("library") / "examples"
    shutil.copytree(EXAMPLES, folder, ignore=shutil.ignore_patterns(".yinde"))
    refresh(str(folder))
    with open_library(str(folder)) as opened:
        yield opened


@pytest.mark.parametrize("phrase", OCCURRENCES)
def test_every_occurrence_is_counted(library: Library, phrase: str) -> None:
    counts = library.count(f'"{phrase}"', verify=True)
    assert {each.path: each.occurrences for each in counts.documents} == OCCURRENCES[phrase]
    assert counts.total == sum(OCCURRENCES[phrase].values())


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("碳達峰", "碳达峰"),
        ("氣候變化", "气候变化"),
        ("２０６０ 年前", "2060年前"),
        ("Climate  Change", "climate change"),
    ],
)
def test_script_width_and_case_make_no_difference(library: Library, asked: str, same: str) -> None:
    assert library.count(f'"{asked}"').documents == library.count(f'"{same}"').documents


@pytest.mark.parametrize("phrase", OCCURRENCES)
def test_the_passages_found_hold_every_occurrence(library: Library, phrase: str) -> None:
    results = library.search(f'"{phrase}"', limit=100, strict=True)
    assert results.total == len(results.hits)
    assert sum(len(hit.matches) for hit in results.hits) == sum(OCCURRENCES[phrase].values())


@pytest.mark.parametrize(
    ("phrase", "path", "printed"),
    [
        ("2060年前", SPEECH, "2060 \n\n年前"),
        ("美国同行", SPEECH, "美 \n\n国同行"),
        ("你们算的碳中和里", SPEECH, "你们算的碳 \n\n中和里"),
        ("不是反对碳中和", MAGAZINE, "不是反对碳\n\n中和"),
        ("气候变化的代价", MAGAZINE, "⽓候变\n\n化的代价"),
        ("颱風停工补偿", NEWSPAPER, "颱\n風停工補償"),
        ("2030年前达峰", NEWSPAPER, "２０３０年前達峰"),
        ("老𫭟叔", TYPHOON, "老𫭟叔"),
        ("Nguyen Thu Hanh", LETTERS, "Nguyễn Thu Hạnh"),
        ("within fifty metres", METHANE, "within ﬁfty\nmetres"),
        ("Guðrun Sæmundsdottir", METHANE, "Guðrún Sæmundsdóttir"),
    ],
)
def test_a_quote_is_what_is_printed(library: Library, phrase: str, path: str, printed: str) -> None:
    quotes = [
        hit.passage.text[match.start - hit.passage.locator.span.start : match.end - hit.passage.locator.span.start]
        for hit in library.search(f'"{phrase}"', strict=True, limit=100).hits
        if hit.passage.locator.path == path
        for match in hit.matches
    ]
    assert printed in quotes


@pytest.mark.parametrize(
    ("word", "where"),
    [("hydrocarbon", {KESTREL: 1}), ("1.5", {}), ("71.5元", {NEWS: 1}), ("tracking", {}), ("首頁", {})],
)
def test_words_are_whole_and_navigation_is_no_text(library: Library, word: str, where: dict[str, int]) -> None:
    assert {each.path: each.occurrences for each in library.count(f'"{word}"').documents} == where


@pytest.mark.parametrize(
    ("path", "title", "authors", "date"),
    [
        (NEWS, "东澜碳市场首度拍卖配额：每吨71.5元，三成流拍", ("临江新闻网",), "2024-06-12"),
        (SAVED, "追踪甲烷的人", ("Marguerite Oduya",), "2022-08-05"),
        (GLOSSARY, "气候词汇表 / A glossary for translators", ("叶汀兰", "Ingrid Halvorsen-Tam"), "2024-01"),
        (KESTREL, "The town that voted for its own closure", ("Tobias Oyelaran",), "2023-09-14"),
        (CAMPUS, "中學生寫的節能軟體，一年省下兩百萬度電", ("何予安",), "2024-02-26"),
        (SPEECH, "由观望转向同行", ("顾言蹊",), "2023-03-18"),
        (LETTERS, "Letters: are offsets a licence to pollute?", (), ""),
    ],
)
def test_the_record_says_what_the_file_says(
    library: Library, path: str, title: str, authors: tuple[str, ...], date: str
) -> None:
    (bib,) = (each.bib for each in library.documents() if each.path == path)
    assert bib.title == title
    assert (bib.authors, bib.date) == (authors, date)


@pytest.mark.parametrize(
    ("path", "encoding", "script"),
    [(TYPHOON, "gb18030", "hans"), (MEKONG, "cp950", "hant"), (RICE, "utf-16", "hant"), (SPEECH, "utf-8", "hans")],
)
def test_encodings_and_scripts_are_told_apart(library: Library, path: str, encoding: str, script: str) -> None:
    (document,) = (each for each in library.documents() if each.path == path)
    assert document.encoding.startswith(encoding)
    assert document.script == script
