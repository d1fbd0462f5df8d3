"""How senses are weighed by the company they keep: held to the definition, pair by pair, with numpy and without."""

import sys
from array import array
from math import log, sqrt
from typing import Any, cast
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.translate import company, company_arrays
from search.translate.candidates import Candidate

PASSAGES = 6


class _Held:
    """Each candidate's first term names where it stands; nothing is known of one that is too common."""

    passage_count = PASSAGES

    def together(self, _: str, terms: tuple[str, ...]) -> "array[int] | None":
        return None if terms[0] == "common" else array("i", map(int, terms[0]))


def tie(one: Candidate, other: Candidate) -> float:
    ours, theirs = (frozenset(_Held().together(*each.terms[0]) or ()) for each in (one, other))
    both = len(ours & theirs)
    if both in {0, PASSAGES}:
        return 0.0
    return max(0.0, log(both * PASSAGES / (len(ours) * len(theirs))) / -log(both / PASSAGES))


places = st.sampled_from(["common", "", "0", "01", "012", "34", "0345", "012345"])
candidates = st.builds(
    lambda where, share: Candidate("x", share, (("words", (where,)),), True), places, st.floats(0.1, 1)
)


@pytest.mark.parametrize("least", [1, 1000], ids=["numpy", "plain"])
@given(units=st.lists(st.lists(candidates, min_size=1, max_size=4), max_size=4))
def test_company_is_the_mean_of_the_closest_ties(least: int, units: list[list[Candidate]]) -> None:
    with patch.object(company, "_USE_NUMPY", least):
        found = company.companies(units, cast("Any", _Held()))
    for ours, companies in zip(units, found, strict=True):
        others = [unit for unit in units if unit is not ours]
        for candidate, of_candidate in zip(ours, companies, strict=True):
            ties = [max(tie(candidate, other) * sqrt(other.share) for other in unit) for unit in others]
            assert of_candidate == (pytest.approx(sum(ties) / len(ties)) if ties else 0.0)


def test_numpy_is_not_imported_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "numpy")
    monkeypatch.delattr(company_arrays, "shared")
    units = [[Candidate("x", 1.0, (("words", (where,)),), True)] for where in ("0", "01", "012", "34") * 3]
    assert max(map(max, company.companies(units, cast("Any", _Held())))) > 0


@given(st.lists(st.sets(st.integers(0, 40) | st.just(2**31 - 1)), min_size=1, max_size=12))
def test_both_ways_of_counting_what_is_shared_say_the_same(sets: list[set[int]]) -> None:
    passages = [array("i", sorted(each)) for each in sets]
    found = [*company_arrays.shared(passages)]
    assert found == [*company.shared_one_by_one(passages)]
    assert len(found) == sum(bool(one & other) for place, one in enumerate(sets) for other in sets[place + 1 :])
