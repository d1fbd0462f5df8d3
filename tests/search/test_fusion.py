"""Two languages in one list of best matches."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine import Reader
from search import fusion
from search.fusion import fused, scales

Scores = list[tuple[int, float]]


class Scored:
    """A reader of passages with the scores given; the even numbers are in English."""

    def __init__(self, scores: Mapping[int, float]) -> None:
        self._ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))

    def score(
        self,
        terms: object,
        models: object,
        limit: int,
        *,
        among: Sequence[int] | None = None,
        excluding: Collection[int] = (),
    ) -> Scores:
        del terms, models
        found = [pair for pair in self._ranked if pair[0] not in excluding and (among is None or pair[0] in among)]
        return found[:limit]

    def languages_of(self, numbers: Sequence[int]) -> Sequence[str]:
        return ["zh" if number % 2 else "en" for number in numbers]


def ask(scores: Mapping[int, float], limit: int = 9, **options: Any) -> list[int]:
    found = fused(cast("Reader", Scored(scores)), (), limit, **{"lifts": {}, **options})
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    return [number for number, _ in found]


def test_the_second_language_is_not_behind_all_of_the_first() -> None:
    assert ask({0: 9.0, 2: 7.0, 4: 6.5, 1: 5.0, 3: 2.0}) == [0, 1, 2, 4, 3]


def test_the_better_language_stays_first_unless_the_other_is_lifted() -> None:
    assert ask({0: 5.0, 1: 4.9})[0] == 0
    assert ask({0: 5.0, 1: 4.9}, lifts={"zh": 1.05})[0] == 1


def test_what_stands_above_counts_as_the_best_of_its_language() -> None:
    assert ask({0: 9.0, 2: 4.0, 1: 5.0}, excluding={0}) == [1, 2]
    assert ask({0: 9.0, 2: 5.0, 1: 4.5}, excluding={0}) == [1, 2]
    assert ask({2: 5.0, 1: 4.5}) == [2, 1]


def test_one_language_stays_as_it_is() -> None:
    assert ask({0: 3.0, 2: 4.0, 4: 1.0}, lifts={"en": 1.25}) == [2, 0, 4]
    assert ask({}) == []


def test_what_was_multiplied_can_be_told() -> None:
    scores = {0: 9.0, 2: 4.0, 1: 5.0, 3: 2.0}
    reader = cast("Reader", Scored(scores))
    told = scales(reader, (), lifts={"zh": 1.05}, excluding={0})
    assert {number: scale.language for number, scale in told.items()} == {0: "en", 2: "en", 1: "zh", 3: "zh"}
    assert (told[2].lift, told[2].evening) == (1.0, 1.0)
    assert (told[1].lift, told[1].evening) == (1.05, pytest.approx((9.0 / (5.0 * 1.05)) ** fusion.EVENNESS))


@given(
    st.dictionaries(st.integers(0, 30), st.floats(0.1, 50), max_size=20),
    st.sets(st.integers(0, 30)),
    st.integers(1, 20),
)
def test_each_language_keeps_its_order_and_no_page_depends_on_another(
    scores: dict[int, float], excluding: set[int], limit: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fusion, "DEPTH", 6)
        whole = fused(cast("Reader", Scored(scores)), (), 40, lifts={"zh": 1.1}, excluding=excluding)
        assert fused(cast("Reader", Scored(scores)), (), limit, lifts={"zh": 1.1}, excluding=excluding) == whole[:limit]
        told = scales(cast("Reader", Scored(scores)), (), lifts={"zh": 1.1}, excluding=excluding)
    for number, score in whole:
        factors = (told[number].lift, told[number].evening) if number in told else (1.0, 1.0)
        assert score == scores[number] * factors[0] * factors[1]
    found = [number for number, _ in whole]
    assert sorted(found) == sorted(scores.keys() - excluding)
    for parity in (0, 1):
        ours = [number for number in found if number % 2 == parity]
        assert [scores[number] for number in ours] == sorted((scores[number] for number in ours), reverse=True)
