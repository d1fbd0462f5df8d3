"""Builds against an engine in memory: what ends up in the index, and what is told of it."""

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from corpus.errors import LibraryError, NoIndexError, NotFoundError, UsageError
from corpus.model import Document, Passage
from indexer import dispatch, reading
from indexer.analyse import Segmenter
from indexer.batch import Batch
from indexer.build import build
from indexer.manifest import decode
from indexer.plan import Suspect
from indexer.remove import remove
from indexer.report import BuildReport, BuildRequest, Phase, Progress
from tests.indexer.memory_engine import MemoryEngine, MemoryReader, MemoryWriter

TEXTS = {
    "simplified.txt": "各国承诺到二〇六〇年前实现碳中和。\n电厂要知道自己哪一年关门。\n",
    "traditional.md": "# 氣候危機\n\n巴黎協定的目標是把升溫控制在一點五度之內。\n",
    "english/methane.txt": "Methane leaks are cheap to mend. Few pipelines are watched.\n",
    "english/page.html": "<html><title>Markets</title><body><p>A carbon market sets a price.</p></body></html>",
}


Documents = Sequence[tuple[Document, Sequence[Passage]]]


@dataclass
class Desk:
    """A folder of documents, and the index of it."""

    root: Path
    engine: MemoryEngine = field(default_factory=MemoryEngine)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def build(self, *paths: str, show: Callable[[Progress], None] = lambda _: None, **options: Any) -> BuildReport:
        places = tuple(str(self.root / path) for path in paths or (".",))
        return build(BuildRequest(paths=places, **options), show, lambda _: self.engine)

    def remove(self, *paths: str) -> tuple[str, ...]:
        (self.root / ".yinde").mkdir(exist_ok=True)
        return remove([str(self.root / path) for path in paths], engine_in=lambda _: self.engine).files

    def documents(self) -> dict[str, str]:
        reader = self.engine.reader()
        return {stored.document.path: reader.text(stored) for stored in reader.documents()}


def contents(engine: MemoryEngine) -> list[tuple[object, ...]]:
    """All that an index holds, whatever the order in which it came."""
    reader = engine.reader()
    return sorted(
        (stored.document.path, stored.document, reader.text(stored), passages(reader, stored.first, stored.last))
        for stored in reader.documents()
    )


def passages(reader: MemoryReader, first: int, last: int) -> list[object]:
    return [(reader._passages[n][0].terms, reader.passage(n)) for n in range(first, last + 1)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "docs")
    for name, text in TEXTS.items():
        made.write(name, text)
    return made


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged


def test_a_first_build_indexes_everything(desk: Desk) -> None:
    desk.write("notes.pdf", "%PDF")
    report = desk.build()
    assert counts(report) == (4, 0, 0, 0)
    assert set(desk.documents()) == set(TEXTS)
    assert desk.documents()["simplified.txt"] == TEXTS["simplified.txt"]
    assert (report.totals.files, report.others, report.skipped) == (4, ((".pdf", 1),), ())
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
    assert counts(desk.build()) == (3, 1, 3, 0)
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


@pytest.fixture
def tiny_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task a file."""
    monkeypatch.setattr(reading, "TASK_FILES", 1)


@pytest.mark.usefixtures("tiny_tasks")
def test_any_number_of_processes_gives_the_same_index(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "_ALONE_BYTES", 0)
    other = Desk(desk.root)
    one, two = desk.build(jobs=1), other.build(jobs=2)
    assert contents(desk.engine) == contents(other.engine)
    assert list(desk.documents()) == list(other.documents())
    assert counts(one) == counts(two)


@pytest.mark.usefixtures("tiny_tasks")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_keeps_what_is_finished_and_goes_on_from_there(desk: Desk, number: signal.Signals) -> None:
    handlers = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]

    def interrupt(progress: Progress) -> None:
        if progress.files == 2:
            signal.raise_signal(number)

    report = desk.build(show=interrupt)
    assert report.interrupted
    assert counts(report) == (2, 0, 0, 0)
    assert len(desk.documents()) == 2
    assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)] == handlers
    assert not decode(desk.engine.reader().manifest()).complete
    again = desk.build()
    assert (counts(again), again.interrupted) == ((2, 0, 0, 2), False)
    fresh = Desk(desk.root)
    fresh.build()
    assert contents(desk.engine) == contents(fresh.engine)


class Signalling(MemoryEngine):
    """Sends itself SIGINT, once or twice, in the middle of writing."""

    times = 1

    def writer(self, *, memory: int, fresh: bool) -> MemoryWriter:
        writer = super().writer(memory=memory, fresh=fresh)
        add = writer.add

        def interrupted(batch: Batch) -> None:
            for _ in range(self.times):
                signal.raise_signal(signal.SIGINT)
            add(batch)

        writer.add = interrupted  # type: ignore[method-assign]
        return writer


@pytest.mark.usefixtures("tiny_tasks")
def test_a_batch_is_written_whole_whenever_the_signal_comes(desk: Desk) -> None:
    desk.engine = Signalling()
    assert counts(desk.build()) == (1, 0, 0, 0)
    assert len(desk.documents()) == 1


@pytest.mark.usefixtures("tiny_tasks")
def test_an_interrupted_rebuild_leaves_the_old_index(desk: Desk) -> None:
    desk.build()
    before = contents(desk.engine)

    def interrupt(progress: Progress) -> None:
        if progress.files == 2:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        desk.build(show=interrupt, rebuild=True)
    assert contents(desk.engine) == before
    assert counts(desk.build()) == (0, 0, 0, 4)


class Full(MemoryEngine):
    """A disk without room."""

    def writer(self, *, memory: int, fresh: bool) -> MemoryWriter:
        writer = super().writer(memory=memory, fresh=fresh)

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        writer.commit = full  # type: ignore[method-assign]
        return writer


def test_a_full_disk_is_one_line_and_leaves_nothing_behind(desk: Desk) -> None:
    desk.engine = Full()
    with pytest.raises(LibraryError, match=r"^cannot write the index in .*: No space left on device; "):
        desk.build()
    assert not (desk.root / ".yinde").exists()
    with pytest.raises(NoIndexError):
        desk.engine.reader()


def test_a_bug_in_a_reader_costs_one_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus import split

    def fragile(document: Document) -> tuple[Passage, ...]:
        if document.path == "traditional.md":
            raise ZeroDivisionError("oh")
        return whole(document)

    whole = split.split
    monkeypatch.setattr(split, "split", fragile)
    report = desk.build()
    assert report.added == 3
    assert [(each.path, "ZeroDivisionError: oh" in each.reason) for each in report.skipped] == [
        ("traditional.md", True)
    ]


def test_a_bug_in_the_analysis_costs_one_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer import analyse

    def fragile(documents: Documents, segmenter: Segmenter) -> Batch:
        if any(document.path == "traditional.md" for document, _ in documents):
            raise ZeroDivisionError("oh")
        return whole(documents, segmenter)

    whole = analyse.analyse
    monkeypatch.setattr(analyse, "analyse", fragile)
    report = desk.build()
    assert report.added == 3
    assert [each.path for each in report.skipped] == ["traditional.md"]
    assert set(desk.documents()) == set(TEXTS) - {"traditional.md"}


class Fatal(reading.FileReader):
    """Dies of one file, as a native library may."""

    def __call__(self, task: Sequence[Suspect]) -> reading.Outcome:
        if any(file.relative == "traditional.md" for file in task):
            os._exit(1)
        return super().__call__(task)


def test_a_file_that_kills_its_reader_is_found_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "_ALONE_BYTES", 0)
    monkeypatch.setattr(reading, "TASK_FILES", 2)
    monkeypatch.setattr("indexer.reading.FileReader", Fatal)
    report = desk.build(jobs=2)
    assert report.added == 3
    assert [(each.path, "died" in each.reason) for each in report.skipped] == [("traditional.md", True)]
    assert counts(desk.build(jobs=2)) == (0, 0, 0, 3)


def test_progress_adds_up(desk: Desk) -> None:
    seen: list[Progress] = []
    desk.build(show=seen.append)
    assert [progress.phase for progress in seen] == [Phase.LOOKING, Phase.READING, Phase.WRITING]
    assert (seen[1].files, seen[1].bytes) == (seen[1].files_total, seen[1].bytes_total) == (4, seen[1].bytes)


NAMES = st.sampled_from(["a.txt", "b.md", "c/d.txt", "c/e.html", "f/g/h.txt"])
BODIES = st.sampled_from(
    [
        "碳中和。\n",
        "碳達峰與碳中和。\n",
        "Carbon markets.\n",
        "",
        " \n",
        "甲烷\x0c氣候\n",
        b"\xff\xfe\x00",
        b"\x00\xff\x80",
    ]
)


class Changing(RuleBasedStateMachine):
    """Whatever happens to the files, an index kept up to date is the index that a fresh build makes."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.desk = Desk(Path(self.folder.name) / "docs")
        self.desk.root.mkdir()
        self.clock = 10**18

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(name=NAMES, body=BODIES)
    def write(self, name: str, body: str | bytes) -> None:
        self.desk.write(name, body)
        self.touch(name)

    @rule(name=NAMES)
    def touch(self, name: str) -> None:
        self.clock += 10**9
        if (self.desk.root / name).exists():
            os.utime(self.desk.root / name, ns=(self.clock, self.clock))

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        (self.desk.root / name).unlink(missing_ok=True)

    @rule(name=NAMES, other=NAMES)
    def rename(self, name: str, other: str) -> None:
        if (self.desk.root / name).exists():
            (self.desk.root / other).parent.mkdir(parents=True, exist_ok=True)
            (self.desk.root / name).replace(self.desk.root / other)

    @invariant()
    def as_built_afresh(self) -> None:
        fresh = Desk(self.desk.root)
        ours, theirs = self.desk.build(), fresh.build()
        assert contents(self.desk.engine) == contents(fresh.engine)
        assert (ours.totals, ours.skipped) == (theirs.totals, theirs.skipped)


TestChanging = Changing.TestCase
TestChanging.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
