"""Builds of archives and tables: their members are documents like files."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.errors import NotFoundError, UsageError
from indexer import dispatch
from indexer.build import build
from indexer.report import BuildRequest, Progress
from indexer.verify import verify
from search.library import open_library
from tests.corpus.containers.archives import make_csv, make_jsonl, make_tar, make_zip
from tests.indexer.containers.packed import FILES, texts, verify_nothing_changed
from tests.indexer.desk import TEXTS, Desk, contents, counts


def test_the_same_texts_give_the_same_passages_however_they_are_packed(tmp_path: Path) -> None:
    plain = {name: data for name, data in FILES.items() if name.endswith(".txt")}
    packed: Mapping[str, Mapping[str, bytes]] = {
        "folder": plain,
        "zip": {"x.zip": make_zip(plain)},
        "tar": {"x.tar.xz": make_tar(plain, "xz")},
        "jsonl": {"x.jsonl": make_jsonl([{"id": name, "text": data.decode()} for name, data in plain.items()])},
        "csv": {
            "x.csv": make_csv([["id", "text"], *([name, data.decode()] for name, data in plain.items())], "gb18030")
        },
    }
    found = {}
    for kind, files in packed.items():
        root = tmp_path / kind
        for name, data in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        build(BuildRequest(paths=(str(root),)))
        with open_library(root) as library:
            found[kind] = [
                (hit.tier, hit.score, hit.passage.text, hit.passage.locator.span, hit.snippet)
                for query in ("碳中和", "methane leaks", "哪一年")
                for hit in library.search(query).hits
            ]
        assert verify(str(root), every=True).compared == len(plain)
    assert found["folder"]
    assert all(hits == found["folder"] for hits in found.values())


def test_members_are_documents_with_paths_below_their_container(desk: Desk) -> None:
    desk.write("bundle.zip", make_zip({**FILES, "x.jpg": b"", "y.jpg": b"", "bad.pdf": b"no pdf"}))
    desk.write("sub/news.jsonl", make_jsonl([{"text": "碳市场"}, {"text": "甲烷"}]) + b"{\n")
    desk.write("broken.tar", b"no archive at all, only some words of no use")
    desk.write("z.jpg", b"")
    report = desk.build()
    assert counts(report) == (6, 0, 0, 0)
    assert set(desk.documents()) == {f"bundle.zip/{name}" for name in TEXTS} | {"sub/news.jsonl/1", "sub/news.jsonl/2"}
    assert texts(desk, "bundle.zip")["simplified.txt"] == TEXTS["simplified.txt"]
    assert [each.path for each in report.skipped] == ["broken.tar", "bundle.zip/bad.pdf"]
    assert [(each.path, each.reason) for each in report.partial] == [("sub/news.jsonl", "line 3: not JSON")]
    assert report.others == ((".jpg", 3),)
    assert report.totals.files == 6


def test_what_is_excluded_or_removed_stays_out_of_archives_too(desk: Desk) -> None:
    desk.write("bundle.zip", make_zip({**FILES, "rows.csv": make_csv([["id", "text"], ["a", "x"], ["b", "y"]])}))
    desk.build()
    assert desk.remove("bundle.zip/english", "bundle.zip/rows.csv/b") == (
        "bundle.zip/english/methane.txt",
        "bundle.zip/english/page.html",
        "bundle.zip/rows.csv/b",
    )
    assert counts(desk.build(exclude=("*.md",))) == (0, 0, 1, 2)
    assert texts(desk, "bundle.zip").keys() == {"simplified.txt", "rows.csv/a"}
    desk.write("bundle.zip", make_zip({**FILES, "more.txt": b"More."}))
    assert counts(desk.build()) == (1, 0, 1, 1)
    index = str(desk.root / ".yinde")
    assert counts(desk.build("bundle.zip/english", index=index, exclude=("",))) == (3, 0, 0, 2)
    with pytest.raises(NotFoundError):
        desk.remove("bundle.zip/nothing")
    assert len(desk.remove("bundle.zip")) == 5
    assert counts(desk.build()) == (0, 0, 0, 0)


def test_a_part_of_an_archive_can_be_indexed_by_itself(desk: Desk) -> None:
    desk.write("a/bundle.zip", make_zip(FILES))
    desk.write("a/other.txt", "Other.")
    report = desk.build("a/bundle.zip/english")
    assert report.location.root == str(desk.root / "a")
    assert set(desk.documents()) == {"bundle.zip/english/methane.txt", "bundle.zip/english/page.html"}
    with pytest.raises(UsageError):
        desk.build("a/other.txt/x")


def test_named_fields_are_remembered_and_can_be_taken_back(desk: Desk) -> None:
    desk.write("t.jsonl", make_jsonl([{"text": "short", "story": "The long story."}]))
    desk.build()
    assert texts(desk, "t.jsonl") == {"1": "short"}
    assert counts(desk.build(fields=(("text", "story"),))) == (0, 1, 0, 0)
    desk.write("u.jsonl", make_jsonl([{"text": "short", "story": "Another."}]))
    assert counts(desk.build()) == (1, 0, 0, 1)
    assert texts(desk, "u.jsonl") == {"1": "Another."}
    assert counts(desk.build(fields=(("text", ""),))) == (0, 2, 0, 0)


def test_the_sidecar_of_a_container_holds_for_each_document_in_it(desk: Desk) -> None:
    desk.write("t.jsonl", make_jsonl([{"text": "碳", "title": "one"}, {"text": "氣", "title": "two"}]))
    desk.build()
    desk.write("t.jsonl.yinde.yaml", "publisher: 海岸出版社\n")
    assert counts(desk.build()) == (0, 2, 0, 0)
    bibs = [stored.document.bib for stored in desk.engine.reader().documents()]
    assert [(bib.title, bib.publisher) for bib in bibs] == [("one", "海岸出版社"), ("two", "海岸出版社")]
    assert verify_nothing_changed(desk)
    desk.write("t.jsonl.yinde.yaml", "publisher: 海岸出版社\n'2':\n  title: zwei\n")
    assert counts(desk.build()) == (0, 1, 0, 1)
    titles = {stored.document.path: stored.document.bib.title for stored in desk.engine.reader().documents()}
    assert titles == {"t.jsonl/1": "one", "t.jsonl/2": "zwei"}
    (desk.root / "t.jsonl.yinde.yaml").unlink()
    assert counts(desk.build()) == (0, 2, 0, 0)


def test_a_forced_encoding_holds_for_members(desk: Desk) -> None:
    desk.write("bundle.zip", make_zip({"a.txt": "碳中和".encode("gb18030"), "b.txt": b"Plain."}))
    desk.build(encoding="latin-1")
    assert texts(desk, "bundle.zip")["a.txt"] == "碳中和".encode("gb18030").decode("latin-1")
    assert counts(desk.build(encoding="gb18030")) == (0, 2, 0, 0)
    assert texts(desk, "bundle.zip")["a.txt"] == "碳中和"


def test_verify_says_of_members_what_it_says_of_files(desk: Desk) -> None:
    desk.write("bundle.zip", make_zip(FILES))
    desk.write("t.csv", make_csv([["text"], ["碳"]]))
    desk.build()
    assert verify_nothing_changed(desk)
    desk.write("bundle.zip", make_zip({**FILES, "simplified.txt": b"else"}))
    (desk.root / "t.csv").unlink()
    found = verify(str(desk.root), every=True, engine_in=lambda _: desk.engine)
    assert (found.damages, found.compared) == ((), 0)
    assert {each.reason for each in found.changed if each.path.startswith("bundle.zip/")} == {
        "has changed since it was indexed"
    }
    assert [each.path for each in found.changed][-1] == "t.csv/1"


def test_any_number_of_processes_gives_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "_ALONE_BYTES", 0)
    monkeypatch.setattr("indexer.reading.TASK_FILES", 2)
    for number in range(3):
        desk.write(f"{number}.zip", make_zip({f"{number}{name}": data for name, data in FILES.items()}))
        desk.write(f"{number}.jsonl", make_jsonl([{"text": f"{number} {row}"} for row in range(5)]))
    alone = Desk(desk.root)
    assert counts(desk.build(jobs=2)) == counts(alone.build(jobs=1)) == (27, 0, 0, 0)
    assert contents(desk.engine) == contents(alone.engine)


def test_progress_is_measured_in_bytes_of_the_files_on_disk(desk: Desk) -> None:
    desk.write("bundle.zip", make_zip(FILES))
    desk.write("t.jsonl", make_jsonl([{"text": "碳"}] * 10))
    desk.write("a.txt", "Plain.")
    size = sum(path.stat().st_size for path in desk.root.iterdir())
    seen: list[Progress] = []
    desk.build(show=seen.append)
    assert max(each.bytes for each in seen) == size == max(each.bytes_total for each in seen)
