import json
import os
from collections.abc import Callable
from pathlib import Path
from time import time

import pytest

from corpus.errors import LibraryError, ReadError, UsageError, YindeError
from indexer.build import build
from indexer.manifest import decode
from indexer.open import open_engine, open_reader
from indexer.report import BuildReport, BuildRequest
from indexer.target import generation
from search.library import open_library

ITEMS = [
    {"id": "gu2023", "type": "speech", "title": "由觀望轉向同行", "author": [{"family": "顾", "given": "言蹊"}]},
    {"id": "gone2019", "type": "book", "title": "Nothing of this library"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "speech.txt").write_text("由观望转向同行\n\n碳达峰看的是今后几年，碳中和看的是今天。\n", "utf-8")
    (tmp_path / "notes.md").write_text("---\ntitle: 笔记\ndate: 2021-05-02\n---\n\n碳中和是马拉松。\n", "utf-8")
    library(tmp_path, ITEMS)
    return tmp_path


def library(folder: Path, items: object) -> str:
    path = folder / "library.json"
    path.write_text(json.dumps(items), "utf-8")
    for file in folder.iterdir():
        if file.is_file():
            os.utime(file, (time() - 60, time() - 60))  # what is younger than the clock's step is read again
    return str(path)


def index(folder: Path, **options: object) -> BuildReport:
    return build(BuildRequest(paths=(str(folder),), jobs=1, **options))  # type: ignore[arg-type]


def origin(folder: Path, path: str, name: str) -> tuple[str, str]:
    """The title of a document and where one of its values came from."""
    with open_library(folder) as opened:
        bib = next(stored.document.bib for stored in opened.reader.documents() if stored.document.path == path)
    return bib.title, dict(bib.origins).get(name, "")


def test_what_the_users_records_say_comes_before_what_a_document_says(folder: Path) -> None:
    report = index(folder, bib=str(folder / "library.json"))
    assert origin(folder, "speech.txt", "title") == ("由觀望轉向同行", "library.json")
    assert origin(folder, "notes.md", "title") == ("笔记", "front matter")
    described = report.described
    assert described is not None
    assert (described.file, described.records, described.files) == ("library.json", 2, 1)
    assert (described.left, described.unmatched, described.changed) == (("notes.md",), ("gone2019",), True)


def test_a_sidecar_comes_before_the_records(folder: Path) -> None:
    (folder / "speech.txt.yinde.yaml").write_text("title: 自己的题目\n", "utf-8")
    library(folder, [{**ITEMS[0], "id": "speech", "publisher": "港湾出版社"}])
    index(folder, bib=str(folder / "library.json"))
    assert origin(folder, "speech.txt", "title") == ("自己的题目", "sidecar speech.txt.yinde.yaml")
    assert origin(folder, "speech.txt", "publisher")[1] == "library.json"


def test_they_are_remembered_and_read_again_when_they_change_without_the_documents(folder: Path) -> None:
    index(folder, bib=str(folder / "library.json"))
    assert index(folder).described is not None
    library(folder, [{**ITEMS[0], "id": "speech", "title": "改过的题目"}])
    report = index(folder)
    assert (report.changed, report.unchanged) == (0, 2)
    assert report.described is not None
    assert report.described.changed
    assert origin(folder, "speech.txt", "title")[0] == "改过的题目"
    engine = open_engine(str(folder / ".yinde"))
    before = generation(engine)
    again = index(folder)
    assert again.described is not None
    assert not again.described.changed
    assert generation(engine) == before


def test_a_document_that_comes_later_gets_its_record(folder: Path) -> None:
    (folder / "speech.txt").rename(folder / "speech.txt.away")
    index(folder, bib=str(folder / "library.json"))
    (folder / "speech.txt.away").rename(folder / "speech.txt")
    index(folder)
    assert origin(folder, "speech.txt", "title")[0] == "由觀望轉向同行"


def test_the_file_may_lie_elsewhere(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("zotero") / "library.json"
    (folder / "library.json").rename(elsewhere)
    index(folder, bib=str(elsewhere))
    assert origin(folder, "speech.txt", "title") == ("由觀望轉向同行", "library.json")


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_text("[{", "utf-8")])
def test_a_remembered_file_that_cannot_be_read_leaves_what_it_said(
    folder: Path, damage: Callable[[Path], None]
) -> None:
    """A reference manager may be writing it at this moment; searching and watching go on."""
    index(folder, bib=str(folder / "library.json"))
    engine = open_engine(str(folder / ".yinde"))
    before = generation(engine)
    damage(folder / "library.json")
    report = index(folder)
    assert report.described is not None
    assert "library.json" in report.described.problem
    assert generation(engine) == before
    (folder / "notes.md").write_text("碳中和。\n", "utf-8")
    index(folder)
    assert origin(folder, "speech.txt", "title")[0] == "由觀望轉向同行"
    library(folder, [{**ITEMS[0], "id": "speech", "title": "改过的题目"}])
    again = index(folder).described
    assert again is not None
    assert (again.problem, again.changed) == ("", True)
    with pytest.raises(YindeError):
        index(folder, bib=str(folder / "nothing.json"))


def test_an_empty_name_takes_them_back(folder: Path) -> None:
    index(folder, bib=str(folder / "library.json"))
    assert index(folder, bib="").described is None
    assert origin(folder, "speech.txt", "title")[0] == "由观望转向同行"


def test_a_date_of_theirs_is_searched_by(folder: Path) -> None:
    library(folder, [{**ITEMS[0], "issued": {"date-parts": [[2023, 3, 18]]}}])
    index(folder, bib=str(folder / "library.json"))
    with open_library(folder) as opened:
        assert opened.files("碳中和", after="2023-03-18") == ("speech.txt",)


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("library.json", "{", ReadError),
        ("library.json", "[]", ReadError),
        ("library.bib", "@article{a, title=", ReadError),
        ("library.txt", "x", UsageError),
        ("nothing.bib", None, ReadError),
    ],
)
def test_a_bad_file_is_an_error_before_anything_is_changed(
    folder: Path, name: str, text: str | None, error: type[Exception]
) -> None:
    if text is not None:
        (folder / name).write_text(text, "utf-8")
    with pytest.raises(error, match=name):
        index(folder, bib=str(folder / name))
    with pytest.raises(LibraryError):
        open_reader(str(folder / ".yinde"))


def test_a_rebuild_keeps_them(folder: Path) -> None:
    index(folder, bib=str(folder / "library.json"))
    index(folder, rebuild=True)
    assert origin(folder, "speech.txt", "title")[0] == "由觀望轉向同行"
    reader = open_engine(str(folder / ".yinde")).reader()
    manifest = decode(reader.manifest())
    reader.close()
    assert (manifest.complete, manifest.choices.bib) == (True, "library.json")
