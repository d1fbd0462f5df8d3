"""Documents that are read in pieces: the index is the same, and nothing stays of one that is cut short."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import dispatch, large, reading
from indexer.analyse import analyse, analyse_piece
from indexer.batch import Batch
from indexer.manifest import FileEntry
from indexer.pieces import Piece, pieces
from indexer.plan import Suspect
from indexer.report import Progress
from indexer.segment import WordSegmenter
from indexer.verify import verify
from tests.corpus.containers.archives import make_zip
from tests.indexer.desk import Desk, contents, counts
from tests.indexer.engines import MEMORY, Opener, every_engine, memory, same_answers, whoosh
from tests.indexer.engines import reading as opened_reader
from tests.indexer.libraries import Content, PairCutter, content
from tests.indexer.libraries import contents as documents

LONG = "".join(f"第{number}行：碳中和與氣候變化，carbon neutrality {number}。\n" for number in range(400))


def in_pieces(found: Content, size: int) -> list[Batch]:
    document, passages = found
    batches = [analyse_piece(piece, PairCutter()) for piece in pieces(document, passages, size)]
    return batches or [analyse([found], PairCutter())]


@settings(deadline=None)
@given(
    steps=st.lists(st.tuples(documents, st.integers(1, 40), st.booleans()), min_size=1, max_size=6),
    memory_bytes=st.sampled_from([1, MEMORY]),
)
def test_what_is_added_in_pieces_is_there_whole_or_not_at_all(
    steps: list[tuple[Content, int, bool]], memory_bytes: int
) -> None:
    with memory() as reference, whoosh() as engine:
        ours, theirs = (each.writer(memory=memory_bytes, fresh=True) for each in (engine, reference))
        for found, size, cut_short in steps:
            batches = in_pieces(found, size)
            cut_short = cut_short and len(batches) > 1  # noqa: PLW2901 - what is one piece cannot be
            for batch in batches[:-1] if cut_short else batches:
                ours.add(batch)
                ours.checkpoint(b"", {})
            if not cut_short:
                theirs.add(analyse([found], PairCutter()))
        for writer in (ours, theirs):
            writer.commit(b"manifest", {})
        with opened_reader(reference) as before, opened_reader(engine) as after:
            same_answers(before, after)
            assert list(after.damages()) == []


@every_engine
def test_a_writer_that_is_cancelled_forgets_pieces_too(opened: Opener) -> None:
    with opened() as engine:
        engine.writer(memory=1, fresh=False).commit(b"", {})
        writer = engine.writer(memory=1, fresh=False)
        for batch in in_pieces(content("a.txt", LONG[:2000], range(200)), 100)[:-1]:
            writer.add(batch)
        writer.cancel()
        with opened_reader(engine) as reader:
            assert reader.document_count == reader.passage_limit == 0


class AllLarge(reading.FileReader):
    """Takes every file for large."""

    def _read(self, suspect: Suspect, entry: FileEntry) -> None:
        del suspect, entry


class Fatal(AllLarge):
    """Dies of a piece in the middle of a document."""

    def __call__(self, task: Sequence[Suspect] | Piece) -> reading.Outcome:
        if isinstance(task, Piece) and task.document.path == "long.txt" and "第100行" in "".join(task.tiles):
            os._exit(1)
        return super().__call__(task)


class FatalFile(AllLarge):
    """Dies of a file."""

    def __call__(self, task: Sequence[Suspect] | Piece) -> reading.Outcome:
        if not isinstance(task, Piece) and any(file.relative == "traditional.md" for file in task):
            os._exit(1)
        return super().__call__(task)


@pytest.fixture
def small_pieces(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk.write("long.txt", LONG)
    desk.write("blank.txt", " \n" * 300)
    monkeypatch.setattr(large, "PIECE", 1000)
    monkeypatch.setattr(dispatch, "_ALONE_BYTES", 0)
    return desk


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_index_is_the_same(small_pieces: Desk, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    whole = Desk(small_pieces.root)
    expected = whole.build(jobs=1)
    monkeypatch.setattr("indexer.reading.FileReader", AllLarge)
    report = small_pieces.build(jobs=jobs)
    assert contents(small_pieces.engine) == contents(whole.engine)
    assert list(small_pieces.documents()) == list(whole.documents())
    assert (report.totals, counts(report), report.bytes_read) == (
        expected.totals,
        counts(expected),
        expected.bytes_read,
    )
    assert counts(small_pieces.build()) == (0, 0, 0, 6)


def test_an_interrupt_in_the_middle_leaves_the_document_as_it_was(
    small_pieces: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_pieces.build()
    small_pieces.write("long.txt", LONG[1:])
    monkeypatch.setattr("indexer.reading.FileReader", AllLarge)
    shown: list[Progress] = []

    def interrupt(progress: Progress) -> None:
        shown.append(progress)
        if len(shown) == 4:
            signal.raise_signal(signal.SIGINT)

    report = small_pieces.build(show=interrupt)
    assert report.interrupted
    assert counts(report)[:3] == (0, 0, 0)
    assert small_pieces.documents()["long.txt"] == LONG
    assert counts(small_pieces.build())[:3] == (0, 1, 0)
    assert small_pieces.documents()["long.txt"] == LONG[1:]


@pytest.mark.parametrize("shown", range(2, 6))
def test_a_container_is_not_done_before_its_large_members_are(
    small_pieces: Desk, monkeypatch: pytest.MonkeyPatch, shown: int
) -> None:
    small_pieces.build()
    small_pieces.write("bundle.zip", make_zip({"a.txt": "短。".encode(), "long.txt": LONG.encode()}))
    monkeypatch.setattr("indexer.reading.FileReader", AllLarge)
    seen: list[Progress] = []

    def interrupt(progress: Progress) -> None:
        seen.append(progress)
        if len(seen) == shown:
            signal.raise_signal(signal.SIGINT)

    assert small_pieces.build(show=interrupt).interrupted
    small_pieces.build()
    assert small_pieces.documents()["bundle.zip/long.txt"] == LONG


def test_large_files_outlive_a_neighbour_that_kills_their_reader(
    small_pieces: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.reading.FileReader", FatalFile)
    monkeypatch.setattr(reading, "TASK_FILES", 3)
    report = small_pieces.build(jobs=2)
    assert [(each.path, "died" in each.reason) for each in report.skipped] == [("traditional.md", True)]
    assert small_pieces.documents()["long.txt"] == LONG
    assert report.added == 5


def test_a_defect_in_the_middle_costs_that_file(small_pieces: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fragile(piece: Piece, segmenter: WordSegmenter) -> Batch:
        if piece.document.path == "long.txt" and piece.resumes:
            raise ZeroDivisionError("oh")
        return analyse_piece(piece, segmenter)

    monkeypatch.setattr("indexer.analyse.analyse_piece", fragile)
    monkeypatch.setattr("indexer.reading.FileReader", AllLarge)
    report = small_pieces.build()
    assert [(each.path, "ZeroDivisionError: oh" in each.reason) for each in report.skipped] == [("long.txt", True)]
    assert report.added == 5
    assert "long.txt" not in small_pieces.documents()


def test_a_piece_that_kills_its_process_costs_that_file(small_pieces: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.reading.FileReader", Fatal)
    monkeypatch.setattr(reading, "TASK_FILES", 1)
    report = small_pieces.build(jobs=2)
    assert [(each.path, "died" in each.reason) for each in report.skipped] == [("long.txt", True)]
    assert report.added == 5


def test_the_real_index_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer.build import build
    from indexer.report import BuildRequest
    from search.library import open_library

    (tmp_path / "long.txt").write_text(LONG, encoding="utf-8")
    (tmp_path / "short.txt").write_text("碳中和。\n", encoding="utf-8")
    monkeypatch.setattr(large, "PIECE", 1000)
    monkeypatch.setattr(reading, "LARGE", 2000)
    build(BuildRequest(paths=(str(tmp_path),), memory=1, jobs=1))
    found = verify(str(tmp_path), every=True)
    assert (found.damages, found.documents, found.compared) == ((), 2, 2)
    with open_library(tmp_path) as library:
        assert sum(each.occurrences for each in library.count("碳中和", verify=True).documents) == 401
