"""What every engine promises its readers (``indexer.engine``), held against the real one and the reference in memory."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from corpus.scripts import WORD_CHARACTER
from indexer.engine import Engine, GramPhrase, Reader, Run, TermGroup, WeightedTerm, Wording
from indexer.terms import grams
from indexer.whoosh_engine import WhooshEngine
from tests.indexer.engines import MODELS, Opener, change, every_engine, memory, reading, same_answers, whoosh
from tests.indexer.libraries import Content, content, cuttings, dense, libraries


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
        runs = list(reader.candidates([as_phrase(phrase) for phrase in phrases]).in_order())
        assert all(before.last < after.first for before, after in pairwise(runs))
        for run in runs:
            assert reader.document(run.first).document == reader.document(run.last).document
        found = [passages_with(reader, phrase) for phrase in phrases]
    everywhere = set.intersection(*({first for first, _ in spans} for spans in found))
    for first, last in (span for spans in found for span in spans if span[0] in everywhere):
        assert any(run.first <= first and last <= run.last for run in runs)


@contextmanager
def whoosh_on_arrays() -> Iterator[WhooshEngine]:
    """Whoosh with its candidates narrowed on arrays, however short the lists, and by all of them."""
    module = "indexer.whoosh_engine.candidates_arrays"
    with whoosh() as engine, pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{module}._CALLS", -(1 << 40))
        yield engine


every_way = pytest.mark.parametrize("opened", [memory, whoosh, whoosh_on_arrays])


@every_way
@given(text=dense.filter(bool), cuts=cuttings, start=st.integers(0, 30), length=st.integers(1, 6))
def test_candidates_in_short_passages(opened: Opener, text: str, cuts: list[int], start: int, length: int) -> None:
    """A phrase may run over any number of passages, some of them without any content."""
    phrase = fold(text)[start % len(text) :][:length].strip()
    if phrase:
        with opened() as engine:
            check_candidates(engine, [content("a", text, cuts)], [phrase])


@every_way
@given(library=libraries.filter(bool), data=st.data())
def test_candidates_of_several_phrases(opened: Opener, library: list[Content], data: st.DataObject) -> None:
    """Whatever pieces of the library are asked for together."""
    whole = fold("".join(document.text for document, _ in library)) or "?"
    starts = data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=3))
    phrases = [whole[start : start + data.draw(st.integers(1, 30))].strip() for start in starts]
    if all(phrases):
        with opened() as engine:
            check_candidates(engine, library, phrases)


@given(library=libraries)
def test_equal_to_the_reference(library: list[Content]) -> None:
    with memory() as reference, whoosh() as engine:
        for each in (reference, engine):
            change(each, library)
        with reading(reference) as theirs, reading(engine) as ours:
            same_answers(theirs, ours)


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
            numbers = range(reader.passage_limit)
            assert list(reader.languages_of(numbers)) == [reader.passage(number).language for number in numbers]


@pytest.mark.parametrize("postings_for_numpy", [0, 1 << 30])
@given(library=libraries, data=st.data())
def test_scores_equal_the_reference(postings_for_numpy: int, library: list[Content], data: st.DataObject) -> None:
    with memory() as reference, whoosh() as engine, pytest.MonkeyPatch.context() as patch:
        patch.setattr("indexer.whoosh_engine.score._USE_NUMPY", postings_for_numpy)
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
            for _ in ("at first", "again, with what was kept"):
                assert ours.score(asked, MODELS, limit, among=among, excluding=excluding) == expected
