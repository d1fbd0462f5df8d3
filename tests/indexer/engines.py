"""The engines that are held to the promises of ``indexer.engine``, and what tells whether two of them differ."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import pytest

from indexer.analyse import analyse
from indexer.engine import Engine, FieldModel, Reader, Run, WeightedTerm
from indexer.whoosh_engine import WhooshEngine
from indexer.whoosh_engine.storage import DurableStorage
from tests.indexer.libraries import Content, PairCutter
from tests.indexer.memory_engine import MemoryEngine

MEMORY = 1 << 26
MODELS = {"grams": FieldModel(0.9, 0.4), "words": FieldModel(1.5, 0.75)}


@contextmanager
def memory() -> Iterator[MemoryEngine]:
    yield MemoryEngine()


@contextmanager
def whoosh() -> Iterator[WhooshEngine]:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(DurableStorage, "sync", lambda *_: None)  # for speed; test_storage.py sees to it
        yield WhooshEngine(folder)


Opener = Callable[[], "contextmanager[Engine]"]
every_engine = pytest.mark.parametrize("opened", [memory, whoosh])


def change(engine: Engine, add: Sequence[Content] = (), delete: Sequence[str] = (), **options: int) -> None:
    writer = engine.writer(memory=options.get("memory", MEMORY), fresh=bool(options.get("fresh", False)))
    writer.delete(delete)
    for found in add:
        writer.add(analyse([found], PairCutter()))
    writer.commit(b"manifest", {"rules": "1"})


@contextmanager
def reading(engine: Engine) -> Iterator[Reader]:
    reader = engine.reader()
    try:
        yield reader
    finally:
        reader.close()


def same_answers(reference: Reader, reader: Reader) -> None:
    """Two readers that must not be told apart, but for the numbers of passages."""
    stored = list(reader.documents())
    by_path = {s.document.path: s for s in stored}
    expected = {s.document.path: s for s in reference.documents()}
    assert by_path.keys() == expected.keys()
    numbers: dict[int, int] = {}
    for path, theirs in expected.items():
        ours = by_path[path]
        assert (ours.document, ours.characters) == (theirs.document, theirs.characters)
        assert reader.text(ours) == reference.text(theirs)
        count = theirs.last - theirs.first + 1
        assert ours.last - ours.first + 1 == count
        for i in range(count):
            number = numbers[theirs.first + i] = ours.first + i
            assert reader.passage(number) == reference.passage(theirs.first + i)
            assert reader.document(number) == ours
            assert reader.document_run(number) == Run(ours.first, ours.last)
            run, same_run = Run(ours.first + i, ours.last), Run(theirs.first + i, theirs.last)
            assert reader.run_text(run) == reference.run_text(same_run)
            assert list(reader.starts(run)) == list(reference.starts(same_run))
    for number, ours_at in numbers.items():
        assert sorted(reader.alike(ours_at)) == sorted(numbers[other] for other in reference.alike(number))
    firsts = [s.first for s in stored]
    assert firsts == sorted(firsts)
    assert reader.passage_count == reference.passage_count == len(numbers)
    assert reader.document_count == reference.document_count
    assert reader.passage_limit > max(numbers.values(), default=-1)
    for number in numbers.values():
        identity = reader.passage(number).id
        assert reader.number(identity) == number
        assert number in reader.numbers_with_prefix(identity[:3])
    assert sorted(reader.numbers_with_prefix("")) == sorted(numbers.values())
    for text in {reader.passage(number).text[i : i + 2] for number in numbers.values() for i in (0, 1, 5)} - {""}:
        theirs_at = reference.holding(range(len(numbers)), ["\ue000", text])
        assert list(reader.holding(sorted(numbers.values()), [text])) == sorted(map(numbers.__getitem__, theirs_at))
    for field in MODELS:
        terms = list(reference.terms(field))
        assert list(reader.terms(field)) == terms
        for term in terms:
            theirs_at, counts = reference.postings(field, term)
            pairs = sorted(zip(map(numbers.__getitem__, theirs_at), counts, strict=True))
            assert list(zip(*reader.postings(field, term), strict=True)) == pairs
            assert reader.frequency(field, term) == len(pairs)
            assert reader.frequency(field, term, most=len(pairs)) == len(pairs)
            assert not pairs or reader.frequency(field, term, most=len(pairs) - 1) >= len(pairs)
            for limit in (1, 2, None):
                expected_scores = reference.score([WeightedTerm(field, term)], MODELS, limit)
                scores = [(numbers[number], score) for number, score in expected_scores]
                found = reader.score([WeightedTerm(field, term)], MODELS, limit)
                assert found == (scores if limit else sorted(scores))
    assert reader.languages() == reference.languages()
    in_order = [numbers[number] for number in reference.in_order(range(len(numbers)))]
    for chosen in (in_order, in_order[1::2]):
        assert list(reader.in_order(sorted(chosen))) == chosen
