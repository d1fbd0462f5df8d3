"""What every engine promises its writers (``indexer.engine``), held against the real one and the reference in memory."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import LockedError, NoIndexError
from indexer.analyse import analyse
from indexer.engine import GramPhrase, WeightedTerm
from indexer.whoosh_engine import WhooshEngine
from tests.indexer.engines import MEMORY, MODELS, Opener, change, every_engine, memory, reading, same_answers, whoosh
from tests.indexer.libraries import Content, PairCutter, content, contents

Steps = list[tuple[list[Content], list[str]]]


@settings(deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.lists(contents, max_size=3), st.lists(st.sampled_from(["id of a.txt", "id of e.txt", "?"]))),
        min_size=1,
        max_size=6,
    ),
    memory_bytes=st.sampled_from([1, MEMORY]),
)
def test_changes_in_any_order(steps: Steps, memory_bytes: int) -> None:
    """Adding, replacing and deleting, over segments that are merged, flushed early, or half deleted."""
    with memory() as reference, whoosh() as engine:
        for add, delete in steps:
            for each in (reference, engine):
                change(each, add, delete, memory=memory_bytes)
            with reading(reference) as theirs, reading(engine) as ours:
                same_answers(theirs, ours)
                assert ours.generation == theirs.generation


@every_engine
def test_no_index(opened: Opener) -> None:
    with opened() as engine, pytest.raises(NoIndexError):
        engine.reader()


@every_engine
def test_nothing_is_seen_before_commit(opened: Opener) -> None:
    first, second = content("a", "碳中和。", [2]), content("b", "達峰", [])
    with opened() as engine:
        change(engine, [first])
        with reading(engine) as before:
            writer = engine.writer(memory=MEMORY, fresh=False)
            writer.add(analyse([second], PairCutter()))
            with reading(engine) as during:
                assert [s.document.path for s in during.documents()] == ["a"]
            writer.commit(b"2", {})
            assert [s.document.path for s in before.documents()] == ["a"]
            assert before.text(next(before.documents())) == "碳中和。"
        with reading(engine) as after:
            assert {s.document.path for s in after.documents()} == {"a", "b"}
            assert (after.generation, after.manifest(), after.stamps) == (2, b"2", {})


@every_engine
def test_cancel_leaves_the_index_as_it_was(opened: Opener) -> None:
    with opened() as engine:
        change(engine, [content("a", "碳中和", [])])
        for fresh in (False, True):
            writer = engine.writer(memory=1, fresh=fresh)
            writer.delete(["id of a"])
            writer.add(analyse([content("b", "達峰", [])], PairCutter()))
            writer.cancel()
        with reading(engine) as reader:
            assert [s.document.path for s in reader.documents()] == ["a"]
            assert (reader.generation, reader.manifest(), reader.stamps) == (1, b"manifest", {"rules": "1"})


@every_engine
def test_a_fresh_writer_starts_from_nothing(opened: Opener) -> None:
    with opened() as engine:
        change(engine, [content("a", "碳中和", [])])
        change(engine, [content("b", "達峰", [])], fresh=True)
        with reading(engine) as reader:
            assert [s.document.path for s in reader.documents()] == ["b"]
            assert reader.generation == 2


@every_engine
def test_a_checkpoint_is_a_commit_after_which_the_writer_goes_on(opened: Opener) -> None:
    with opened() as engine:
        change(engine, [content("a", "碳中和", [])])
        writer = engine.writer(memory=MEMORY, fresh=False)
        writer.checkpoint(b"nothing yet", {})
        writer.add(analyse([content("b", "達峰", [])], PairCutter()))
        writer.checkpoint(b"with b", {"x": "1"})
        with reading(engine) as reader:
            assert (reader.manifest(), reader.stamps, reader.generation) == (b"with b", {"x": "1"}, 3)
            assert [s.document.path for s in reader.documents()] == ["a", "b"]
        writer.delete(["id of b"])
        writer.add(analyse([content("a", "變", []), content("c", "氣候", [])], PairCutter()))
        writer.cancel()
        with reading(engine) as reader:
            assert sorted(s.document.path for s in reader.documents()) == ["a", "b"]
        writer = engine.writer(memory=MEMORY, fresh=False)
        writer.add(analyse([content("c", "氣候", [])], PairCutter()))
        writer.checkpoint(b"", {})
        writer.delete(["id of c"])
        writer.add(analyse([content("b", "變", [])], PairCutter()))
        writer.commit(b"done", {})
        with reading(engine) as reader:
            assert {s.document.path: reader.text(s) for s in reader.documents()} == {"a": "碳中和", "b": "變"}
            assert reader.manifest() == b"done"
            assert list(reader.damages()) == []


@every_engine
def test_one_writer_at_a_time(opened: Opener) -> None:
    with opened() as engine:
        writer = engine.writer(memory=MEMORY, fresh=False)
        with pytest.raises(LockedError, match=r"process .*is writing"):
            engine.writer(memory=MEMORY, fresh=False)
        writer.cancel()
        change(engine)
        with reading(engine) as reader:
            assert (reader.passage_count, reader.document_count, reader.passage_limit) == (0, 0, 0)
            assert list(reader.candidates([GramPhrase((), 1)]).in_order()) == []
            assert reader.score([WeightedTerm("grams", "碳")], MODELS, 10) == []


def test_the_same_document_twice_in_one_batch() -> None:
    with memory() as reference, whoosh() as engine:
        for each in (reference, engine):
            writer = each.writer(memory=MEMORY, fresh=True)
            pair = [content("a", "碳中和", []), content("a", "達峰", [])]
            writer.add(analyse(pair, PairCutter()))
            writer.commit(b"", {})
        with reading(reference) as theirs, reading(engine) as ours:
            same_answers(theirs, ours)


def test_files_do_not_pile_up(tmp_path: Path) -> None:
    """After many small commits there are few segments, and nothing of earlier ones is left."""
    engine = WhooshEngine(str(tmp_path))
    for number in range(30):
        change(engine, [content(f"{number}", f"碳中和 {number}", [3])])
    with reading(engine) as reader:
        assert reader.document_count == 30
    names = [path.name for path in tmp_path.iterdir()]
    assert len([name for name in names if name.endswith(".inv")]) == 1
    assert len([name for name in names if name.endswith((".toc", ".mft"))]) == 2
    assert not [name for name in names if name.endswith((".new", ".tmp"))]
