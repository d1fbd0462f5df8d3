"""The best of what was scored: the first of everything in one order, whatever was scored alike."""

from collections.abc import Iterator, Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from indexer.ties import highest

scores = st.dictionaries(st.integers(0, 300), st.sampled_from([0.25, 0.5, 0.75, 1.0]), max_size=60)


@given(scores, st.integers(0, 70), st.randoms(use_true_random=False))
def test_ties_stand_in_order_and_no_more_of_them_are_asked_for_than_are_wanted(
    scored: dict[int, float], limit: int, random: Random
) -> None:
    ranks = list(range(301))
    random.shuffle(ranks)
    pairs = list(scored.items())
    random.shuffle(pairs)
    taken = 0

    def in_order(numbers: Sequence[int]) -> Iterator[int]:
        nonlocal taken
        assert list(numbers) == sorted(numbers)
        for number in sorted(numbers, key=ranks.__getitem__):
            taken += 1
            yield number

    assert highest(pairs, limit, in_order) == sorted(pairs, key=lambda pair: (-pair[1], ranks[pair[0]]))[:limit]
    assert taken <= limit
