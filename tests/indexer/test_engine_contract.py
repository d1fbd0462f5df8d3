"""What every engine promises (``indexer.engine``), held against the real one and the reference in memory."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import LockedError, NoIndexError
from corpus.fold import fold
from corpus.scripts import WORD_CHARACTER
from indexer.analyse import analyse
from indexer.engine import Engine, FieldModel, GramPhrase, Reader, Run, TermGroup, WeightedTerm, Wording
from indexer.terms import grams
from indexer.whoosh_engine import WhooshEngine
from indexer.whoosh_engine.storage import DurableStorage
from tests.indexer.libraries import Content, PairCutter, content, contents, cuttings, dense, libraries
from tests.indexer.memory_engine import MemoryEngine

MEMORY = 1 << 26
MODELS = {"grams": FieldModel(0.9, 0.4), "words": FieldModel(1.5, 0.75)}
Steps = list[tuple[list[Content], list[str]]]


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


def occurrences(phrase: str, text: str) -> list[tuple[int, int]]:
    """Where a folded phrase stands in a folded text, by the rules of literal matching."""
    tokens = re.findall(f"{WORD_CHARACTER}+|\\s+|.", phrase, re.DOTALL)
    parts: list[str] = []
    for i, token in enumerate(tokens):
        if token.isspace():
            between_words = all(re.match(WORD_CHARACTER, tokens[j]) for j in (i - 1, i + 1) if 0 <= j < len(tokens))
            parts.append(r"\s+" if between_words else r"\s*")
        elif re.match(WORD_CHARACTER, token):
            parts.append(f"(?<!{WORD_CHARACTER}){re.escape(token)}(?!{WORD_CHARACTER})")
        else:
            parts.append(re.escape(token))
        parts.append(r"\s*" if not token.isspace() and not parts[-1].endswith("+") else "")
    pattern = re.compile("".join(parts).removesuffix(r"\s*"))
    return [match.span() for match in pattern.finditer(text)]


def as_phrase(folded: str) -> GramPhrase:
    length = len(re.sub(f"(?<!{WORD_CHARACTER})\\s+|\\s+(?!{WORD_CHARACTER})", "", re.sub(r"\s+", " ", folded)))
    return GramPhrase(tuple(dict.fromkeys(grams(folded))), length)


def passages_with(reader: Reader, phrase: str) -> list[tuple[int, int]]:
    """For each occurrence in the library the numbers of the passages in which it begins and ends."""
    found = []
    for stored in reader.documents():
        if stored.last < stored.first:
            continue
        run = Run(stored.first, stored.last)
        text, starts = reader.text(stored), reader.starts(run)
        edges = [len(fold(text[:start])) for start in starts]
        owners = [max(i for i, edge in enumerate(edges) if edge <= at) for at in range(len(fold(text)))]
        found += [
            (stored.first + owners[start], stored.first + owners[end - 1])
            for start, end in occurrences(phrase, fold(text))
        ]
    return found


def check_candidates(engine: Engine, library: Sequence[Content], phrases: Sequence[str]) -> None:
    """All occurrences that begin in a passage in which every phrase begins lie in the runs."""
    change(engine, library)
    with reading(engine) as reader:
        runs = list(reader.candidates([as_phrase(phrase) for phrase in phrases]))
        assert all(before.last < after.first for before, after in pairwise(runs))
        for run in runs:
            assert reader.document(run.first).document == reader.document(run.last).document
        found = [passages_with(reader, phrase) for phrase in phrases]
    everywhere = set.intersection(*({first for first, _ in spans} for spans in found))
    for first, last in (span for spans in found for span in spans if span[0] in everywhere):
        assert any(run.first <= first and last <= run.last for run in runs)


@every_engine
@given(text=dense.filter(bool), cuts=cuttings, start=st.integers(0, 30), length=st.integers(1, 6))
def test_candidates_in_short_passages(opened: Opener, text: str, cuts: list[int], start: int, length: int) -> None:
    """A phrase may run over any number of passages, some of them without any content."""
    phrase = fold(text)[start % len(text) :][:length].strip()
    if phrase:
        with opened() as engine:
            check_candidates(engine, [content("a", text, cuts)], [phrase])


@every_engine
@given(library=libraries.filter(bool), data=st.data())
def test_candidates_of_several_phrases(opened: Opener, library: list[Content], data: st.DataObject) -> None:
    """Whatever pieces of the library are asked for together."""
    whole = fold("".join(document.text for document, _ in library)) or "?"
    starts = data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=3))
    phrases = [whole[start : start + data.draw(st.integers(1, 30))].strip() for start in starts]
    if all(phrases):
        with opened() as engine:
            check_candidates(engine, library, phrases)


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


@given(library=libraries)
def test_equal_to_the_reference(library: list[Content]) -> None:
    with memory() as reference, whoosh() as engine:
        for each in (reference, engine):
            change(each, library)
        with reading(reference) as theirs, reading(engine) as ours:
            same_answers(theirs, ours)


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


@st.composite
def groups(draw: st.DrawFn, known: Sequence[tuple[str, str]]) -> TermGroup:
    field = draw(st.sampled_from(known))[0]
    terms = st.sampled_from([term for name, term in known if name == field] + ["absent"])
    shares = st.sampled_from([0.25, 0.5, 1.0])  # sums of these are exact, in whatever order
    wordings = st.builds(Wording, st.lists(terms, min_size=1, max_size=3).map(tuple), shares)
    return TermGroup(field, tuple(draw(st.lists(wordings, max_size=3))), draw(st.sampled_from([0.5, 1.0])))


@every_engine
def test_a_group_weighs_as_one_word(opened: Opener) -> None:
    """However many synonyms a word has, a passage gains no more by holding one of them than by the word alone."""
    with opened() as engine:
        change(engine, [content("a.txt", "carbon tax", []), content("e.txt", "coal levy", [])])
        with reading(engine) as reader:
            alone = reader.score([WeightedTerm("grams", "tax")], MODELS, 2)
            group = TermGroup("grams", (Wording(("tax",)), Wording(("levy", "missing")), Wording(("absent",))))
            assert reader.score([group], MODELS, 2) == alone
            both = TermGroup("grams", (Wording(("carbon", "tax")), Wording(("coal", "levy"))))
            assert [number for number, _ in reader.score([both], MODELS, 2)] == [0, 1]
            assert reader.score([TermGroup("grams", (Wording(("carbon", "levy")),))], MODELS, 2) == []


@every_engine
def test_languages(opened: Opener) -> None:
    with opened() as engine:
        change(engine, [content("a.txt", "one", []), content("e.txt", "一 two", [1])])
        with reading(engine) as reader:
            assert reader.languages() == {"en", "zh"}


@pytest.mark.parametrize(("postings_for_numpy", "few"), [(0, 8), (1 << 30, 8), (1 << 30, 0)])
@given(library=libraries, data=st.data())
def test_scores_equal_the_reference(
    postings_for_numpy: int, few: int, library: list[Content], data: st.DataObject
) -> None:
    with memory() as reference, whoosh() as engine, pytest.MonkeyPatch.context() as patch:
        patch.setattr("indexer.whoosh_engine.score._USE_NUMPY", postings_for_numpy)
        patch.setattr("indexer.whoosh_engine.score._FEW", few)
        for each in (reference, engine):
            change(each, library)
        with reading(reference) as theirs, reading(engine) as ours:
            known = [(field, term) for field in MODELS for term in theirs.terms(field)] or [("grams", "?")]
            weights = st.sampled_from([0.5, 1.0, 3.0])
            asked: list[WeightedTerm | TermGroup] = [
                WeightedTerm(field, term, data.draw(weights))
                for field, term in data.draw(st.lists(st.sampled_from(known), max_size=6))
            ]
            asked += data.draw(st.lists(groups(known), max_size=3))
            limit = data.draw(st.integers(0, 8))
            every = range(theirs.passage_limit)
            among = data.draw(st.none() | st.sets(st.sampled_from(every)).map(sorted)) if every else None
            excluding = data.draw(st.sets(st.sampled_from(every))) if every else ()
            expected = theirs.score(asked, MODELS, limit, among=among, excluding=excluding)
            assert ours.score(asked, MODELS, limit, among=among, excluding=excluding) == expected


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
            assert list(reader.candidates([GramPhrase((), 1)])) == []
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
