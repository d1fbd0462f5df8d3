"""Builds against an engine in memory: what ends up in the index, and what is told of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import LibraryError, NoIndexError, NotFoundError, UsageError
from indexer import dispatch
from indexer.build import build
from indexer.report import BuildRequest, Phase, Progress
from tests.indexer.desk import TEXTS, Desk, contents, counts
from tests.indexer.memory_engine import MemoryEngine, MemoryWriter


def test_a_first_build_indexes_everything(desk: Desk) -> None:
    desk.write("notes.xls", "%PDF")
    report = desk.build()
    assert counts(report) == (4, 0, 0, 0)
    assert set(desk.documents()) == set(TEXTS)
    assert desk.documents()["simplified.txt"] == TEXTS["simplified.txt"]
    assert (report.totals.files, report.others, report.skipped) == (4, ((".xls", 1),), ())
    assert dict(report.totals.scripts).keys() == {"hans", "hant", "latn"}
    assert sum(characters for _, characters in report.totals.languages) == report.totals.characters
    assert report.bytes_read == sum(len(text.encode()) for text in TEXTS.values())


def test_nothing_changed_is_no_transaction(desk: Desk) -> None:
    desk.build()
    settle_times(desk)
    desk.build()
    before = desk.engine.reader().generation
    report = desk.build()
    assert counts(report) == (0, 0, 0, 4)
    assert (report.bytes_read, report.totals.files) == (0, 4)
    assert desk.engine.reader().generation == before


def settle_times(desk: Desk) -> None:
    """Let all files be older than the coarsest clock."""
    for number, path in enumerate(sorted(desk.root.rglob("*.*"))):
        if path.is_file():
            os.utime(path, ns=(10**18 + number, 10**18 + number))


def test_changed_new_vanished_and_renamed_files(desk: Desk) -> None:
    desk.build()
    desk.write("simplified.txt", "碳市场开市了。\n")
    desk.write("new.txt", "甲烷泄漏。\n")
    (desk.root / "traditional.md").unlink()
    (desk.root / "english").rename(desk.root / "anglais")
    report = desk.build()
    assert (*counts(report), report.moved) == (1, 1, 1, 0, 2)
    assert set(desk.documents()) == {"simplified.txt", "new.txt", "anglais/methane.txt", "anglais/page.html"}
    assert desk.documents()["simplified.txt"] == "碳市场开市了。\n"


def test_a_touched_file_is_hashed_once_and_not_written_again(desk: Desk) -> None:
    desk.build()
    settle_times(desk)
    report = desk.build()
    assert counts(report) == (0, 0, 0, 4)
    assert report.bytes_read > 0
    assert desk.build().bytes_read == 0


def test_a_change_within_the_clocks_tick_is_seen(desk: Desk) -> None:
    desk.build()
    path = desk.root / "simplified.txt"
    status = path.stat()
    changed = TEXTS["simplified.txt"].replace("二〇六〇", "二〇五〇")
    path.write_text(changed, encoding="utf-8", newline="")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert counts(desk.build()) == (0, 1, 0, 3)
    assert desk.documents()["simplified.txt"] == changed


def test_a_file_that_cannot_be_decoded_is_reported_and_leaves_the_index(desk: Desk) -> None:
    desk.build()
    desk.write("simplified.txt", b"\xff\xfe\x00\xd8" + bytes(range(256)))
    report = desk.build(encoding="utf-8")
    assert report.removed == 1
    (skipped,) = report.skipped
    assert skipped.path == "simplified.txt"
    assert skipped.reason
    assert "simplified.txt" not in skipped.reason
    assert "simplified.txt" not in desk.documents()
    again = desk.build()
    assert again.skipped == report.skipped
    assert again.bytes_read == 0 or again.removed == 0
    desk.write("simplified.txt", TEXTS["simplified.txt"])
    assert counts(desk.build()) == (1, 0, 0, 3)


class Meddler(MemoryEngine):
    """Lets something happen between the look at the files and the transaction."""

    def __init__(self, deed: Callable[[], object]) -> None:
        super().__init__()
        self.deed: Callable[[], object] | None = deed

    def writer(self, *, memory: int, fresh: bool) -> MemoryWriter:
        deed, self.deed = self.deed, None
        if deed is not None:
            deed()
        return super().writer(memory=memory, fresh=fresh)


def test_a_file_that_vanishes_while_others_are_read_is_reported(desk: Desk) -> None:
    desk.engine = Meddler((desk.root / "traditional.md").unlink)
    report = desk.build()
    assert counts(report) == (3, 0, 0, 0)
    assert [(each.path, each.reason) for each in report.skipped] == [("traditional.md", os.strerror(2))]
    assert desk.build().skipped == ()


def test_a_build_that_finds_another_was_faster_goes_on_from_there(desk: Desk) -> None:
    def other() -> None:
        Desk(desk.root, desk.engine).build()
        (desk.root / "traditional.md").unlink()

    desk.engine = Meddler(other)
    assert counts(desk.build()) == (0, 0, 1, 3)
    assert set(desk.documents()) == set(TEXTS) - {"traditional.md"}


def test_choices_are_remembered_and_can_be_taken_back(desk: Desk) -> None:
    desk.build(exclude=("english/",))
    assert set(desk.documents()) == {"simplified.txt", "traditional.md"}
    desk.write("english/more.txt", "More.\n")
    assert counts(desk.build()) == (0, 0, 0, 2)
    assert counts(desk.build(exclude=("",))) == (3, 0, 0, 2)


def test_paths_add_up(desk: Desk) -> None:
    desk.build("simplified.txt")
    assert set(desk.documents()) == {"simplified.txt"}
    desk.build("traditional.md")
    assert set(desk.documents()) == {"simplified.txt", "traditional.md"}
    assert counts(desk.build(".")) == (2, 0, 0, 2)


def test_removed_documents_stay_out_until_they_are_named(desk: Desk) -> None:
    desk.build()
    assert desk.remove("english", "simplified.txt") == ("english/methane.txt", "english/page.html", "simplified.txt")
    assert set(desk.documents()) == {"traditional.md"}
    assert counts(desk.build()) == (0, 0, 0, 1)
    index = str(desk.root / ".yinde")
    assert counts(desk.build("english/page.html", index=index)) == (1, 0, 0, 1)
    assert counts(desk.build("english", index=index)) == (1, 0, 0, 2)
    assert set(desk.documents()) == set(TEXTS) - {"simplified.txt"}


def test_removing_what_is_not_there_changes_nothing(desk: Desk) -> None:
    desk.build()
    before = desk.engine.reader().generation
    with pytest.raises(NotFoundError, match="yinde list"):
        desk.remove("simplified.txt", "nothing.txt")
    assert (set(desk.documents()), desk.engine.reader().generation) == (set(TEXTS), before)
    (desk.root / "simplified.txt").unlink()
    assert desk.remove("simplified.txt") == ("simplified.txt",)


def test_errors_of_the_caller(desk: Desk) -> None:
    for path in ("nowhere", "simplified.txt/too"):
        with pytest.raises(UsageError, match="no file or folder"):
            desk.build(path)
    with pytest.raises(UsageError, match="unknown encoding klingon"):
        desk.build(encoding="klingon")
    with pytest.raises(NoIndexError):
        desk.engine.reader()


def test_without_paths_the_index_is_found_and_the_library_remembered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.build()
    (desk.root / ".yinde").mkdir(exist_ok=True)
    (desk.root / "english" / "methane.txt").unlink()
    monkeypatch.chdir(desk.root / "english")
    monkeypatch.delenv("YINDE_INDEX", raising=False)
    report = build(BuildRequest(), engine_in=lambda _: desk.engine)
    assert counts(report) == (0, 0, 1, 3)
    with pytest.raises(NoIndexError, match="yinde index PATH"):
        build(BuildRequest(), engine_in=lambda _: MemoryEngine())


def test_an_index_elsewhere_is_of_one_library(desk: Desk, tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    desk.build(index=index)
    assert counts(desk.build("english", index=index)) == (0, 0, 0, 4)
    (tmp_path / "other").mkdir()
    with pytest.raises(UsageError, match="outside the library"):
        desk.build("../other", index=index)
    report = desk.build("../other", index=index, rebuild=True)
    assert (report.location.root, report.totals.files) == (str(tmp_path / "other"), 0)


def test_a_library_that_is_gone_keeps_its_index(desk: Desk, tmp_path: Path) -> None:
    index = tmp_path / "index"
    index.mkdir()
    desk.build(index=str(index))
    desk.root.rename(tmp_path / "unmounted")
    with pytest.raises(LibraryError, match="is not there"):
        build(BuildRequest(index=str(index)), engine_in=lambda _: desk.engine)
    assert set(desk.documents()) == set(TEXTS)


def test_other_rules_need_a_rebuild(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.build(exclude=("english/",))
    monkeypatch.setattr("indexer.stamps.FOLD_VERSION", "of tomorrow")
    with pytest.raises(LibraryError, match=r"fold table .* now of tomorrow\); run: yinde index --rebuild"):
        desk.build()
    assert counts(desk.build(rebuild=True)) == (2, 0, 0, 0)
    assert counts(desk.build()) == (0, 0, 0, 2)


def test_user_words_are_kept_in_the_index(desk: Desk, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("碳中和 1000\n", encoding="utf-8")
    desk.build(user_dictionary=str(words))
    assert desk.engine.reader().frequency("words", "碳中和") == 1
    assert counts(desk.build(user_dictionary=str(words))) == (0, 0, 0, 4)
    words.write_text("碳达峰 1000\n", encoding="utf-8")
    desk.write("more.txt", "碳中和。\n")
    assert counts(desk.build()) == (1, 0, 0, 4)
    assert desk.engine.reader().frequency("words", "碳中和") == 2
    with pytest.raises(LibraryError, match="user dictionary"):
        desk.build(user_dictionary=str(words))
    desk.build(user_dictionary="", rebuild=True)
    assert desk.engine.reader().frequency("words", "碳中和") == 0


@pytest.mark.usefixtures("tiny_tasks")
def test_any_number_of_processes_gives_the_same_index(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "_ALONE_BYTES", 0)
    other = Desk(desk.root)
    one, two = desk.build(jobs=1), other.build(jobs=2)
    assert contents(desk.engine) == contents(other.engine)
    assert list(desk.documents()) == list(other.documents())
    assert counts(one) == counts(two)


def test_progress_adds_up(desk: Desk) -> None:
    seen: list[Progress] = []
    desk.build(show=seen.append)
    assert [progress.phase for progress in seen] == [Phase.LOOKING, Phase.READING, Phase.WRITING]
    assert (seen[1].files, seen[1].bytes) == (seen[1].files_total, seen[1].bytes_total) == (4, seen[1].bytes)
