"""Builds of archives and tables: their members are documents like files, and outlive changes like them."""

import os
import signal
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
from tests.indexer.desk import TEXTS, Desk, anonymous, contents, counts

FILES = {name: text.encode() for name, text in TEXTS.items()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "docs")
    made.root.mkdir()
    return made


def ids(desk: Desk) -> dict[str, str]:
    return {stored.document.path: stored.document.id for stored in desk.engine.reader().documents()}


class Clock:
    """Times that are later than any before."""

    now = 10**18

    def __call__(self, desk: Desk, name: str) -> None:
        self.now += 10**10
        os.utime(desk.root / name, ns=(self.now, self.now))


@pytest.fixture
def touch() -> Clock:
    return Clock()


def texts(desk: Desk, container: str) -> dict[str, str]:
    """The documents of a container by their names in it."""
    return {
        path.removeprefix(f"{container}/"): text
        for path, text in desk.documents().items()
        if path.startswith(f"{container}/")
    }


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


def test_an_unchanged_container_is_not_opened(desk: Desk, touch: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("bundle.zip", make_zip(FILES))
    touch(desk, "bundle.zip")
    desk.build()
    desk.write("new.txt", "新的一篇。")
    monkeypatch.setattr("indexer.unpack.members", None)
    assert counts(desk.build()) == (1, 0, 0, 4)
    before = desk.engine.reader().generation
    assert counts(desk.build()) == (0, 0, 0, 5)
    touch(desk, "bundle.zip")  # another time, the same content: hashed, and still not opened
    assert counts(desk.build()) == (0, 0, 0, 5)
    assert desk.engine.reader().generation > before


def test_of_a_changed_container_only_changed_members_are_written(desk: Desk, touch: Clock) -> None:
    desk.write("bundle.tar.gz", make_tar(FILES, "gz"))
    touch(desk, "bundle.tar.gz")
    desk.build()
    before = ids(desk)
    changed = {**FILES, "simplified.txt": "碳市场开市了。".encode(), "new.txt": b"New."}
    del changed["traditional.md"]
    desk.write("bundle.tar.gz", make_tar(changed, "gz"))
    touch(desk, "bundle.tar.gz")
    assert counts(desk.build()) == (1, 1, 1, 2)
    assert texts(desk, "bundle.tar.gz").keys() == changed.keys()
    assert texts(desk, "bundle.tar.gz")["simplified.txt"] == "碳市场开市了。"
    assert {path: before[path] for path in before if not path.endswith(".md")}.items() <= ids(desk).items()
    (desk.root / "bundle.tar.gz").unlink()
    assert counts(desk.build()) == (0, 0, 4, 0)


def test_rows_keep_their_ids_when_others_are_put_in_or_taken_out(desk: Desk, touch: Clock) -> None:
    rows = [{"text": f"第{number}篇：碳中和。"} for number in range(6)]

    def ids_by_text() -> dict[str, str]:
        now, known = texts(desk, "t.jsonl"), ids(desk)
        return {now[name]: known[f"t.jsonl/{name}"] for name in sorted(now, key=int)}

    def write(rows: list[dict[str, str]]) -> dict[str, str]:
        desk.write("t.jsonl", make_jsonl(rows))
        touch(desk, "t.jsonl")
        desk.build()
        now = texts(desk, "t.jsonl")
        assert [now[str(number)] for number in range(1, len(now) + 1)] == [row["text"] for row in rows]
        assert len({*ids(desk).values()}) == len(rows)
        return ids_by_text()

    first = write(rows)
    more = write([{"text": "在前面。"}, *rows])
    assert first.items() <= more.items()
    fewer = write([*rows[:2], *rows[3:]])
    assert fewer.items() <= first.items()
    edited = write([*rows[:2], {"text": "改了。"}, *rows[4:]])
    assert edited["改了。"] == first[rows[3]["text"]]  # the row in its place
    twice = write([rows[0], rows[0], rows[5]])
    assert {twice[rows[0]["text"]], twice[rows[5]["text"]]} & {*first.values()}
    fresh = Desk(desk.root)
    fresh.build()
    assert [row[0] for row in contents(fresh.engine)] == [row[0] for row in contents(desk.engine)]


def test_a_row_that_moves_by_lines_only_has_its_lines_right(desk: Desk, touch: Clock) -> None:
    rows = b'{"id": "a", "text": "\xe7\xa2\xb3"}\n'
    for data, line in ((rows, 1), (b"\n\n" + rows, 3)):
        desk.write("t.jsonl", data)
        touch(desk, "t.jsonl")
        desk.build()
        [(stored)] = desk.engine.reader().documents()
        assert stored.document.lines == (line,)


def test_documents_keep_their_ids_into_and_out_of_archives(desk: Desk, touch: Clock) -> None:
    for name, data in FILES.items():
        desk.write(name, data)
    desk.build()
    plain = ids(desk)
    for name in FILES:
        (desk.root / name).unlink()
    desk.write("bundle.zip", make_zip(FILES))
    report = desk.build()
    assert (*counts(report), report.moved) == (0, 0, 0, 0, 4)
    assert {path.removeprefix("bundle.zip/"): each for path, each in ids(desk).items()} == plain
    (desk.root / "bundle.zip").rename(desk.root / "other.zip")
    report = desk.build()
    assert (*counts(report), report.moved) == (0, 0, 0, 0, 4)
    assert {path.removeprefix("other.zip/"): each for path, each in ids(desk).items()} == plain
    desk.write("other.zip", make_zip({f"deeper/{name}": data for name, data in FILES.items()}))
    touch(desk, "other.zip")
    assert desk.build().moved == 4
    assert {path.removeprefix("other.zip/deeper/"): each for path, each in ids(desk).items()} == plain
    before = ids(desk)
    desk.build(rebuild=True)
    assert ids(desk) == before
    (desk.root / "other.zip").unlink()
    for name, data in FILES.items():
        desk.write(name, data)
    assert desk.build().moved == 4
    assert ids(desk) == plain


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


def verify_nothing_changed(desk: Desk) -> bool:
    (desk.root / ".yinde").mkdir(exist_ok=True)
    found = verify(str(desk.root), every=True, engine_in=lambda _: desk.engine)
    return (found.damages, found.changed) == ((), ())


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


def test_a_damaged_archive_gives_what_comes_before_the_damage(desk: Desk, touch: Clock) -> None:
    data = make_tar(dict(sorted(FILES.items())))
    desk.write("bundle.tar", data)
    touch(desk, "bundle.tar")
    desk.build()
    assert counts(desk.build()) == (0, 0, 0, 4)
    desk.write("bundle.tar", data[: data.index(b"simplified.txt")] + b"\xff" * 512)
    touch(desk, "bundle.tar")
    report = desk.build()
    assert counts(report) == (0, 0, 2, 2)
    assert [each.path for each in report.partial] == ["bundle.tar"]
    desk.write("bundle.tar", data)
    touch(desk, "bundle.tar")
    assert counts(desk.build()) == (2, 0, 0, 2)


@pytest.mark.usefixtures("tiny_tasks")
def test_a_build_that_is_cut_short_within_a_container_goes_on_there(desk: Desk) -> None:
    desk.write("bundle.zip", make_zip(FILES))

    def interrupt(progress: Progress) -> None:
        if progress.files == 2:
            signal.raise_signal(signal.SIGINT)

    report = desk.build(show=interrupt)
    assert (report.interrupted, counts(report)) == (True, (2, 0, 0, 0))
    before = ids(desk)
    assert counts(desk.build()) == (2, 0, 0, 2)
    assert before.items() <= ids(desk).items()


@pytest.mark.usefixtures("tiny_tasks")
@pytest.mark.parametrize("steps", range(1, 4))
def test_a_changed_table_that_is_read_in_two_goes_loses_nothing(desk: Desk, touch: Clock, steps: int) -> None:
    rows = [{"text": f"第{number}篇：碳中和。"} for number in range(5)]
    desk.write("t.jsonl", make_jsonl(rows))
    touch(desk, "t.jsonl")
    desk.build()
    before = {desk.documents()[path]: each for path, each in ids(desk).items()}
    desk.write("t.jsonl", make_jsonl([{"text": "在前面。"}, *rows[:2], *rows[3:], {"text": "在後面。"}]))
    touch(desk, "t.jsonl")

    def interrupt(progress: Progress) -> None:
        if progress.files == steps:
            signal.raise_signal(signal.SIGINT)

    assert desk.build(show=interrupt).interrupted
    desk.build()
    after = {desk.documents()[path]: each for path, each in ids(desk).items()}
    assert {text: each for text, each in after.items() if text in before} == {
        text: each for text, each in before.items() if text in after
    }
    fresh = Desk(desk.root)
    fresh.build()
    assert anonymous(desk.engine) == anonymous(fresh.engine)
    assert verify_nothing_changed(desk)


def test_any_number_of_processes_gives_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "_ALONE_BYTES", 0)
    monkeypatch.setattr("indexer.reading.TASK_FILES", 2)
    for number in range(3):
        desk.write(f"{number}.zip", make_zip({f"{number}{name}": data for name, data in FILES.items()}))
        desk.write(f"{number}.jsonl", make_jsonl([{"text": f"{number} {row}"} for row in range(5)]))
    alone = Desk(desk.root)
    assert counts(desk.build(jobs=2)) == counts(alone.build(jobs=1)) == (27, 0, 0, 0)
    assert contents(desk.engine) == contents(alone.engine)


def test_an_archive_that_cannot_be_opened_leaves_the_index(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("bundle.zip", make_zip(FILES))
    desk.build()
    desk.write("bundle.zip", b"")

    def refuse(_: str) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("indexer.unpack.content_digest", refuse)
    report = desk.build()
    assert (counts(report), [each.reason for each in report.skipped]) == ((0, 0, 4, 0), ["Permission denied"])


def test_progress_is_measured_in_bytes_of_the_files_on_disk(desk: Desk) -> None:
    desk.write("bundle.zip", make_zip(FILES))
    desk.write("t.jsonl", make_jsonl([{"text": "碳"}] * 10))
    desk.write("a.txt", "Plain.")
    size = sum(path.stat().st_size for path in desk.root.iterdir())
    seen: list[Progress] = []
    desk.build(show=seen.append)
    assert max(each.bytes for each in seen) == size == max(each.bytes_total for each in seen)
