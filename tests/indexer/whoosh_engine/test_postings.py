"""Posting lists come back as they were given, one by one and all at once."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.whoosh_engine.blockfile import BlockFile
from indexer.whoosh_engine.decoded import counts_among, counts_of, numbers_of
from indexer.whoosh_engine.encode import Lists, decode, encode
from indexer.whoosh_engine.mapped import MappedFile
from indexer.whoosh_engine.postings import PostingLists
from indexer.whoosh_engine.storage import DurableStorage

gaps = st.integers(1, 20) | st.integers(1, 300) | st.integers(1, 70_000) | st.integers(1, 10**6)
counts = st.just(1) | st.integers(1, 5) | st.integers(1, 300) | st.integers(1, 10**6)
posting_list = st.lists(st.tuples(gaps, counts), min_size=1, max_size=300)
OFFSET = 7


def encoded(rows: list[list[tuple[int, int]]]) -> tuple[list[list[int]], list[list[int]], np.ndarray, bytes]:
    numbers = [list(np.cumsum([gap for gap, _ in row]) - 1) for row in rows]
    found = [[count for _, count in row] for row in rows]
    sizes = np.array([len(row) for row in rows])
    lists = Lists(np.arange(len(rows), dtype=np.uint64), sizes, np.concatenate(numbers), np.concatenate(found))
    return numbers, found, *encode(lists, OFFSET)


@given(st.lists(posting_list, min_size=1, max_size=8), st.randoms())
def test_all_at_once(rows: list[list[tuple[int, int]]], random: Random) -> None:
    numbers, found, slots, data = encoded(rows)
    order = list(range(len(rows)))
    random.shuffle(order)
    sizes, back, back_counts = decode(slots[order], np.frombuffer(bytes(OFFSET) + data, np.uint8))
    assert sizes.tolist() == [len(rows[i]) for i in order]
    assert back.tolist() == [number for i in order for number in numbers[i]]
    assert back_counts.tolist() == [count for i in order for count in found[i]]


def stored(slots: np.ndarray, data: bytes) -> PostingLists:
    with TemporaryDirectory() as folder:
        file = BlockFile(DurableStorage(folder), "f")
        file.section("slot", slots.data, 4)
        file.section("post", bytes(OFFSET) + data)
        entry = file.finish()
        mapped = MappedFile(str(Path(folder, "f")), entry.length, entry.checksum)
    return PostingLists(mapped, mapped.column("slot"), "post")


@given(st.lists(posting_list, min_size=1, max_size=8))
def test_as_arrays(rows: list[list[tuple[int, int]]]) -> None:
    numbers, found, slots, data = encoded(rows)
    lists = stored(slots, data)
    for i in range(len(rows)):
        whole, counts_alone = lists[i], lists[i]
        assert numbers_of(whole).tolist() == numbers[i]
        assert list(whole.numbers()) == numbers[i]
        assert counts_of(whole).tolist() == found[i]
        assert counts_of(counts_alone).tolist() == found[i]


@given(st.lists(posting_list, min_size=1, max_size=8), st.data())
def test_some_counts(rows: list[list[tuple[int, int]]], data: st.DataObject) -> None:
    _, found, slots, encoded_lists = encoded(rows)
    lists = stored(slots, encoded_lists)
    for i, counts in enumerate(found):
        places = sorted(data.draw(st.sets(st.integers(0, len(counts) - 1))))
        expected = [counts[place] for place in places]
        assert lists[i].counts_at(places) == expected
        assert counts_among(lists[i], np.array(places, np.intp)).tolist() == expected


@given(st.lists(posting_list, min_size=1, max_size=8))
def test_one_by_one(rows: list[list[tuple[int, int]]]) -> None:
    numbers, found, slots, data = encoded(rows)
    lists = stored(slots, data)
    for i, row in enumerate(rows):
        assert list(lists[i].numbers()) == numbers[i]
        assert list(lists[i].counts()) == found[i]
        assert lists[i].size == len(row)
