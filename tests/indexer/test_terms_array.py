"""Terms from arrays are the terms of the reference, passage by passage."""

import re
from bisect import bisect_right
from collections import Counter
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

import indexer.analyse
from corpus.fold import fold
from corpus.scripts import HAN, LETTER, WORD_CHARACTER
from corpus.simplify import simplify
from indexer.analyse import analyse, analyse_piece
from indexer.keys import OPEN
from indexer.pieces import pieces
from indexer.stem import stem
from indexer.terms import WORD_LIMIT, grams, latin_words
from indexer.terms_array import LETTER_KIND, OTHER, SPACE, WORD, Stretch, han_runs
from tests.indexer.libraries import Content, PairCutter, content, libraries, texts
from tests.indexer.memory_engine import entries

_TOKEN = re.compile(f"(?P<letter>{LETTER})|(?P<space>\\s+)|(?P<word>{WORD_CHARACTER}+)|(?P<other>.)", re.DOTALL)


def tiles_of(found: Content) -> list[str]:
    document, passages = found
    starts = [0, *(passage.locator.span.start for passage in passages[1:])]
    return [document.text[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]


def grams_with_ends(folded: str) -> list[tuple[str, int, int]]:
    """The grams of a folded text with where they begin and end: ``indexer.terms.grams`` with places."""
    found: list[tuple[str, int, int]] = []
    before: tuple[str, int] | None = None
    for match in _TOKEN.finditer(folded):
        if match.lastgroup == "letter":
            if before:
                found.append((before[0] + match[0], before[1], match.end()))
            found.append((match[0], match.start(), match.end()))
            before = match[0], match.start()
        elif match.lastgroup != "space":
            before = None
            if match.lastgroup == "word":
                found.append((match[0][:WORD_LIMIT], match.start(), match.end()))
    return found


def expected_grams(found: Content) -> tuple[list[Counter[str]], list[bool]]:
    tiles = [fold(tile) for tile in tiles_of(found)]
    ends = list(accumulate(map(len, tiles)))
    bags: list[Counter[str]] = [Counter() for _ in tiles]
    is_open = [False] * len(tiles)
    for gram, start, end in grams_with_ends("".join(tiles)):
        owner = bisect_right(ends, start)
        bags[owner][gram] += 1
        is_open[owner] |= end > ends[owner]
    return bags, is_open


def expected_words(text: str) -> Counter[str]:
    words = [stem(word) for word in latin_words(fold(text))]
    for run in re.findall(f"[{HAN}]+(?:\\s+[{HAN}]+)*", simplify(text)):
        words += map(fold, PairCutter().cut("".join(run.split())))
    return Counter(words)


def test_the_kind_of_every_code_point() -> None:
    everything = fold("".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000)))))
    table = {"letter": LETTER_KIND, "space": SPACE, "word": WORD, "other": OTHER}
    expected = [table[match.lastgroup or ""] for match in _TOKEN.finditer(everything) for _ in match[0]]
    stretch = Stretch.of([everything], [0])
    assert stretch.kinds.tolist() == expected
    assert "".join(han_runs(stretch.codes)[0]) == "".join(re.findall(f"[{HAN}]", everything))


def check(library: list[Content]) -> None:
    batch = analyse(library, PairCutter())
    number = 0
    for found, entry in zip(library, entries(batch), strict=True):
        assert entry.document == found[0]
        assert entry.passages == found[1]
        if not found[1]:
            continue
        bags, is_open = expected_grams(found)
        assert [dict(terms["grams"]) for terms in entry.terms] == [dict(bag) for bag in bags]
        assert [terms["words"] for terms in entry.terms] == [expected_words(passage.text) for passage in found[1]]
        flags = batch.passages.flags[number : number + len(bags)]
        assert [bool(flag & OPEN) for flag in flags] == is_open
        for place, terms in enumerate(entry.terms, number):
            assert {field: bag.total() for field, bag in terms.items()} == {
                field: lengths[place] for field, lengths in batch.lengths.items()
            }
        number += len(bags)


@given(texts)
def test_the_expectation_is_the_reference(text: str) -> None:
    folded = fold(text)
    assert [gram for gram, _, _ in grams_with_ends(folded)] == grams(folded)


@given(libraries)
def test_equal_to_the_reference(library: list[Content]) -> None:
    check(library)


@pytest.mark.parametrize("stretch", [1, 7, 100])
@given(text=texts, cuts=st.lists(st.integers(0, 200), max_size=12))
def test_equal_however_a_document_is_divided(stretch: int, text: str, cuts: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexer.analyse, "_STRETCH", stretch)
        check([content("a", text, cuts), content("b", text[::-1], cuts)])


@pytest.mark.parametrize("size", [1, 7, 100])
@given(text=texts, cuts=st.lists(st.integers(0, 200), max_size=12), label=st.sampled_from([None, "xii"]))
def test_a_document_in_pieces_is_the_document(size: int, text: str, cuts: list[int], label: str | None) -> None:
    document, passages = content("a", text, cuts, label)
    parts = [analyse_piece(piece, PairCutter()) for piece in pieces(document, iter(passages), size)]
    if not passages:
        assert not parts
        return
    assert [part.resumes for part in parts] == [False] + [True] * (len(parts) - 1)
    assert [part.unfinished for part in parts[:-1]] == [len(part.passages.ids) for part in parts[:-1]]
    assert sum(part.characters for part in parts) == len(text)
    whole = analyse([(document, passages)], PairCutter())
    assert list(entries(*parts)) == list(entries(whole))
