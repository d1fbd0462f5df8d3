"""Archives and tables that change: documents outlive it as files do, and no more is read than has to be."""

import signal

import pytest

from indexer.report import Progress
from tests.corpus.containers.archives import make_jsonl, make_tar, make_zip
from tests.indexer.containers.packed import FILES, Clock, texts, verify_nothing_changed
from tests.indexer.desk import Desk, anonymous, contents, counts, ids


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


def test_an_archive_that_cannot_be_opened_leaves_the_index(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("bundle.zip", make_zip(FILES))
    desk.build()
    desk.write("bundle.zip", b"")

    def refuse(_: str) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("indexer.unpack.content_digest", refuse)
    report = desk.build()
    assert (counts(report), [each.reason for each in report.skipped]) == ((0, 0, 4, 0), ["Permission denied"])
