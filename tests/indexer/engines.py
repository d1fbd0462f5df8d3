"""The engines that are held to the promises of ``indexer.engine``, and what tells whether two of them differ."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import pytest

from corpus.fold import fold
from corpus.scripts import LETTER
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


def rows(text: str) -> list[str]:
    """The rows of letters of unspaced scripts of a text, folded."""
    return re.findall(f"{LETTER}+", "".join(fold(text).split()))


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
    _same_letters(reference, reader, numbers)
    _same_terms(reference, reader, numbers)
    assert reader.languages() == reference.languages()
    in_order = [numbers[number] for number in reference.in_order(range(len(numbers)))]
    for chosen in (in_order, in_order[1::2]):
        assert list(reader.in_order(sorted(chosen))) == chosen


def _same_letters(reference: Reader, reader: Reader, numbers: Mapping[int, int]) -> None:
    """The same passages hold letters. ``numbers`` gives for each of the reference's passages the reader's number."""
    pieces = {
        row[i : i + 2] for number in numbers.values() for row in rows(reader.passage(number).text) for i in (0, 1)
    }
    for letters in pieces - {""}:
        theirs_at = reference.holding(range(len(numbers)), letters)
        ours_at = sorted(map(numbers.__getitem__, theirs_at))
        for printed in ((), (letters,)):
            assert list(reader.holding(sorted(numbers.values()), letters, printed)) == ours_at


def _same_terms(reference: Reader, reader: Reader, numbers: Mapping[int, int]) -> None:
    for field in MODELS:
        terms = list(reference.terms(field))
        assert list(reader.terms(field)) == terms
        for term in terms:
            held = sorted(map(numbers.__getitem__, reference.passages_with(field, term)))
            assert list(reader.passages_with(field, term)) == held
            assert reader.frequency(field, term) == len(held)
            assert reader.frequency(field, term, most=len(held)) == len(held)
            assert not held or reader.frequency(field, term, most=len(held) - 1) >= len(held)
            for limit in (1, 2, None):
                expected_scores = reference.score([WeightedTerm(field, term)], MODELS, limit)
                scores = [(numbers[number], score) for number, score in expected_scores]
                found = reader.score([WeightedTerm(field, term)], MODELS, limit)
                assert found == (scores if limit else sorted(scores))
