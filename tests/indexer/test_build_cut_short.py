"""Builds that are interrupted, and files, disks and readers that fail."""

import os
import signal
import time
from collections.abc import Sequence
from math import inf
from multiprocessing import parent_process
from pathlib import Path

import pytest

from corpus.errors import LibraryError, NoIndexError
from corpus.model import Document, Passage
from indexer import dispatch, interrupts, reading
from indexer.analyse import Segmenter
from indexer.batch import Batch
from indexer.build import build
from indexer.manifest import decode
from indexer.plan import Suspect
from indexer.report import BuildRequest, Progress
from indexer.verify import verify
from indexer.whoosh_engine.storage import DurableStorage
from tests.corpus.pdfs import Text, make_pdf
from tests.indexer.desk import TEXTS, Desk, contents, counts
from tests.indexer.memory_engine import MemoryEngine, MemoryWriter

Documents = Sequence[tuple[Document, Sequence[Passage]]]


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


@pytest.mark.skipif(os.name != "posix", reason="timers of POSIX")
def test_a_commit_that_takes_long_is_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(_: DurableStorage, __: int) -> None:
        signal.raise_signal(signal.SIGTERM)
        time.sleep(60)

    (tmp_path / "a.txt").write_text("碳中和。\n", encoding="utf-8")
    build(BuildRequest(paths=(str(tmp_path),)))
    (tmp_path / "b.txt").write_text("碳达峰。\n", encoding="utf-8")
    begun = time.monotonic()
    with monkeypatch.context() as patch:
        patch.setattr(interrupts, "PATIENCE", 0.1)
        patch.setattr(DurableStorage, "sync", slow)
        report = build(BuildRequest(paths=(str(tmp_path),)))
        with pytest.raises(KeyboardInterrupt):
            build(BuildRequest(paths=(str(tmp_path),), rebuild=True))
        with pytest.raises(KeyboardInterrupt):
            build(BuildRequest(paths=(str(tmp_path),), index=str(tmp_path / "other")))
    assert (report.interrupted, counts(report), report.totals.files) == (True, (0, 0, 0, 1), 1)
    assert time.monotonic() - begun < 30
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL
    assert verify(str(tmp_path)).documents == 1
    assert build(BuildRequest(paths=(str(tmp_path),))).added == 1
    assert verify(str(tmp_path), every=True).whole


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


class Stuck(reading.FileReader):
    """Never ends with one file, dies of another, and must not meet either in the process that builds."""

    def __call__(self, task: Sequence[Suspect]) -> reading.Outcome:
        assert parent_process() is not None or not any(file.relative.endswith(".pdf") for file in task)
        if any(file.relative == "stuck.pdf" for file in task):
            time.sleep(600)
        if any(file.relative == "fatal.pdf" for file in task):
            os.abort()
        return super().__call__(task)


@pytest.mark.parametrize(("jobs", "together"), [(1, 2), (2, 2), (2, 1)])
def test_a_pdf_that_crashes_or_hangs_its_parser_costs_that_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, jobs: int, together: int
) -> None:
    """With one job only PDFs are read elsewhere, with two all files are; each of the two PDFs with another file, or alone.

    However busy the machine is: time runs out for the file that never ends, which any time proves, and for no other.
    """
    for name in ("stuck.pdf", "fatal.pdf", "sound.pdf"):
        desk.write(name, make_pdf([[Text(60, 700, f"All is well in {name}.")]]))
    monkeypatch.setattr(reading, "TASK_FILES", together)
    monkeypatch.setattr(dispatch, "_ALONE_BYTES", 0)
    if jobs > 1:
        monkeypatch.delattr(dispatch, "_read_here")
    monkeypatch.setattr(
        dispatch, "_patience", lambda task: 1 if any("stuck" in file.relative for file in task) else inf
    )
    monkeypatch.setattr("indexer.reading.FileReader", Stuck)
    report = desk.build(jobs=jobs)
    assert set(desk.documents()) == {*TEXTS, "sound.pdf"}
    assert [(each.path, each.reason.partition(";")[0]) for each in report.skipped] == [
        ("fatal.pdf", "the process that read it died"),
        ("stuck.pdf", "reading it took too long"),
    ]


@pytest.mark.parametrize(("given", "seconds"), [(None, 121), ("7", 8), ("x", 121)])
def test_the_time_for_a_file_can_be_set(monkeypatch: pytest.MonkeyPatch, given: str | None, seconds: float) -> None:
    if given is not None:
        monkeypatch.setenv("YINDE_MAX_SECONDS", given)
    assert dispatch._patience([Suspect("/a.pdf", "a.pdf", 1 << 20, "")]) == seconds


def test_where_no_process_can_be_started_files_are_read_in_this_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    desk.write("sound.pdf", make_pdf([[Text(60, 700, "All is well.")]]))
    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refuse)
    assert desk.build().added == 5


def test_a_file_that_kills_its_reader_is_found_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "_ALONE_BYTES", 0)
    monkeypatch.setattr(reading, "TASK_FILES", 2)
    monkeypatch.setattr("indexer.reading.FileReader", Fatal)
    report = desk.build(jobs=2)
    assert report.added == 3
    assert [(each.path, "died" in each.reason) for each in report.skipped] == [("traditional.md", True)]
    assert counts(desk.build(jobs=2)) == (0, 0, 0, 3)
