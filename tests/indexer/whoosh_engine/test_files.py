"""The index on disk: durable, checked, free of pickles, open to Whoosh, and quick to open."""

import os
import pickletools
import subprocess
import sys
from pathlib import Path

import pytest
from whoosh.query import And, Prefix, Term

from corpus.errors import LibraryError, NoIndexError
from indexer.analyse import analyse
from indexer.engine import FieldModel, GramPhrase, WeightedTerm
from indexer.whoosh_engine import WhooshEngine
from indexer.whoosh_engine.index import BagIndex
from indexer.whoosh_engine.layout import BLOCK
from indexer.whoosh_engine.reader import IndexReader
from indexer.whoosh_engine.storage import DurableStorage
from tests.indexer.libraries import PairCutter, content

MODELS = {"grams": FieldModel(1.2, 0.75), "words": FieldModel(1.2, 0.75)}
TEXTS = {
    "a": "碳中和与氣候變化。\nClimate change is running.",
    "b": "達峰 2060 年前",
    "c": " \n",
    "d": "碳中和" * 40 + "…" + "w" * 100,
}


def write(folder: Path, texts: dict[str, str], delete: tuple[str, ...] = ()) -> None:
    writer = WhooshEngine(str(folder)).writer(memory=1 << 24, fresh=False)
    writer.delete(delete)
    writer.add(analyse([content(path, text, [9, 20]) for path, text in texts.items()], PairCutter()))
    writer.commit(b'{"manifest": 1}', {"fold": "1"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, TEXTS)
    return tmp_path


def everything(reader: IndexReader) -> list[object]:
    """All that can be asked of a reader."""
    answers: list[object] = [reader.generation, dict(reader.stamps), reader.manifest(), reader.passage_count]
    for stored in reader.documents():
        answers += [stored, reader.text(stored)]
    for number in range(reader.passage_limit):
        passage = reader.passage(number)
        answers += [passage, reader.number(passage.id), reader.alike(number)]
    for field in MODELS:
        terms = list(reader.terms(field))
        answers += [(term, reader.passages_with(field, term)) for term in terms]
        answers.append(reader.score([WeightedTerm(field, term) for term in terms], MODELS, 10))
    answers += list(reader.candidates([GramPhrase(("碳中", "中和"), 3)]).in_order())
    return answers


def test_a_changed_byte_is_noticed(folder: Path) -> None:
    """Whichever byte changes: opening, asking or verifying fails, and no answer is wrong."""
    reader = WhooshEngine(str(folder)).reader()
    expected = everything(reader)
    reader.verify()
    reader.close()
    for path in sorted(folder.iterdir()):
        if path.name.endswith("WRITELOCK"):
            continue
        whole = path.read_bytes()
        for at in range(0, len(whole), max(1, len(whole) // 60)):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :])
            caught = False
            try:
                damaged = WhooshEngine(str(folder)).reader()
            except LibraryError:
                caught = True
            else:
                try:
                    assert everything(damaged) == expected
                except LibraryError:
                    caught = True
                with pytest.raises(LibraryError, match="rebuild"):
                    damaged.verify()
                caught = True
                damaged.close()
            assert caught
        path.write_bytes(whole)


@pytest.mark.parametrize("change", ["cut", "grown", "gone"])
def test_a_file_of_another_length_is_noticed(folder: Path, change: str) -> None:
    for path in sorted(folder.iterdir()):
        if path.suffix in {".toc", ""} or path.name.endswith("WRITELOCK"):
            continue
        whole = path.read_bytes()
        if change == "gone":
            path.unlink()
        else:
            path.write_bytes(whole[:-1] if change == "cut" else whole + b"\0")
        with pytest.raises(LibraryError):
            WhooshEngine(str(folder)).reader().verify()
        path.write_bytes(whole)


def test_nothing_in_the_index_is_a_pickle(folder: Path) -> None:
    for path in folder.iterdir():
        data = path.read_bytes()
        if data:
            with pytest.raises(Exception, match=r"."):
                for _ in pickletools.genops(data):
                    pass


def test_reading_never_unpickles(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something was unpickled")

    for name in ("loads", "load", "dumps", "dump"):
        monkeypatch.setattr(f"pickle.{name}", refuse)
    write(folder, {"e": "碳達峰"})
    with BagIndex(str(folder)).searcher() as searcher:
        assert searcher.doc_count()
    everything(WhooshEngine(str(folder)).reader())


def test_another_format_is_refused(folder: Path) -> None:
    toc = next(folder.glob("*.toc"))
    from zlib import crc32

    data = toc.read_bytes()[9:].replace(b'"format":3', b'"format":9')
    toc.write_bytes(b"%08x\n%s" % (crc32(data), data))
    with pytest.raises(LibraryError, match="format 9"):
        WhooshEngine(str(folder)).reader()


def test_a_damaged_index_can_be_replaced(folder: Path) -> None:
    for path in folder.iterdir():
        if not path.name.endswith("WRITELOCK"):
            path.write_bytes(b"rubbish")
    engine = WhooshEngine(str(folder))
    writer = engine.writer(memory=1 << 24, fresh=True)
    writer.add(analyse([content("z", "碳中和", [])], PairCutter()))
    writer.commit(b"", {})
    reader = engine.reader()
    assert [stored.document.path for stored in reader.documents()] == ["z"]
    reader.verify()


class Recorder(DurableStorage):  # type: ignore[misc]
    """Notes what happens to files, in order."""

    events: list[tuple[str, str]]

    def open_new(self, name: str) -> object:  # type: ignore[override]
        self.events.append(("create", name))
        return super().open_new(name)

    def finish(self, file: object) -> None:  # type: ignore[override]
        super().finish(file)  # type: ignore[arg-type]
        self.events.append(("synced", os.path.basename(file.name)))  # type: ignore[attr-defined]

    def sync_folder(self) -> None:
        super().sync_folder()
        self.events.append(("folder", ""))

    def publish(self, temporary: str, name: str) -> None:
        super().publish(temporary, name)
        self.events.append(("publish", name))


def test_all_is_synced_before_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Recorder.events = []
    monkeypatch.setattr("indexer.whoosh_engine.index.DurableStorage", Recorder)
    write(tmp_path, TEXTS)
    *before, last_folder, publish = Recorder.events
    assert publish == ("publish", "_yinde_1.toc")
    assert last_folder == before[-1] == ("folder", "")
    created = [name for event, name in before if event == "create"]
    assert sorted(created) == sorted(name for event, name in before if event == "synced")
    assert {path.name for path in tmp_path.iterdir()} == {
        *(name.removesuffix(".new") for name in created),
        "yinde_WRITELOCK",
    }


@pytest.mark.parametrize("step", range(12))
def test_a_failure_at_any_step_leaves_the_old_index(folder: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """The disk refuses at the n-th creation, sync or rename; the writer is cancelled; what was there is there."""
    before = {path.name for path in folder.iterdir()}
    expected = everything(WhooshEngine(str(folder)).reader())
    left = step

    def refuse_later(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        for name in ("sync", "open_new"):
            original = getattr(DurableStorage, name)
            patch.setattr(DurableStorage, name, lambda self, x, o=original: (refuse_later(), o(self, x))[1])
        engine = WhooshEngine(str(folder))
        writer = engine.writer(memory=1, fresh=False)
        try:
            writer.delete(["id of a"])
            writer.add(analyse([content("e", "新文", []), content("b", "變了", [])], PairCutter()))
            writer.commit(b"2", {})
        except OSError:
            writer.cancel()
    reader = WhooshEngine(str(folder)).reader()
    reader.verify()
    if reader.generation == 1:
        assert everything(reader) == expected
        assert {path.name for path in folder.iterdir()} == before
    else:
        assert "變了" in {reader.text(stored) for stored in reader.documents()}


def test_leftovers_of_a_killed_writer_go(folder: Path) -> None:
    (folder / "yinde_abcdefghij012345.txt").write_bytes(b"half")
    (folder / "_yinde_2.toc.new").write_bytes(b"half")
    (folder / "yinde_m2.mft").write_bytes(b"half")
    (folder / "notes.txt").write_text("mine")
    write(folder, {"e": "新"})
    names = {path.name for path in folder.iterdir()}
    assert not names & {"yinde_abcdefghij012345.txt", "_yinde_2.toc.new"}
    assert "notes.txt" in names
    WhooshEngine(str(folder)).reader().verify()


def test_whoosh_searches_the_index(folder: Path) -> None:
    write(folder, {"e": "碳達峰"}, delete=("id of a",))
    with BagIndex(str(folder)).searcher() as searcher:

        def paths(query: object) -> list[str]:
            return sorted({hit["path"] for hit in searcher.search(query, limit=None)})

        assert paths(Term("grams", "碳")) == ["d", "e"]
        assert paths(And([Term("grams", "达峰"), Term("grams", "2060")])) == ["b"]
        assert paths(Prefix("grams", "达")) == ["b", "e"]
        assert paths(Term("grams", "不")) == []
        best = searcher.search(Term("words", "2060"))
        assert [hit["text"] for hit in best] == ["達峰 2060 年"]
        assert searcher.doc_count() == WhooshEngine(str(folder)).reader().passage_count


def test_a_cold_look_up_imports_nothing_heavy(folder: Path) -> None:
    script = """
import sys
from indexer.engine import GramPhrase
from indexer.whoosh_engine import WhooshEngine
reader = WhooshEngine(sys.argv[1]).reader()
run = next(reader.candidates([GramPhrase(("碳中", "中和"), 3)]).in_order())
assert "碳中和" in reader.run_text(run)[0]
reader.passage(run.first), reader.document(run.first)
print(sorted({"whoosh", "numpy", "jieba", "rjieba", "re", "hashlib", "random"} & sys.modules.keys() - BEFORE))
"""
    script = (
        "import sys; BEFORE = set(sys.modules)\nimport dataclasses, typing, re\nBEFORE |= set(sys.modules)\n" + script
    )
    result = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3]), "PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    assert result.stdout.strip() == "[]"


def test_no_index(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError):
        WhooshEngine(str(tmp_path / "nowhere")).reader()


def test_only_what_is_touched_is_checked(tmp_path: Path) -> None:
    """Damage far away does not keep the rest from being used, but is found once touched."""
    write(tmp_path, {"a": "碳中和", "z": "文" * 4 * BLOCK})
    path = next(tmp_path.glob("*.txt"))
    data = bytearray(path.read_bytes())
    data[-BLOCK * 2] ^= 1
    path.write_bytes(data)
    reader = WhooshEngine(str(tmp_path)).reader()
    first, second = reader.documents()
    assert reader.text(first) == "碳中和"
    with pytest.raises(LibraryError, match="fail their checksum"):
        reader.text(second)
