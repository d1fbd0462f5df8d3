"""How senses are weighed by the company they keep: held to the definition, pair by pair."""

from math import log, sqrt
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.translate.candidates import Candidate
from search.translate.senses import _companies

PASSAGES = 6


class _Held:
    """Each candidate's first term names where it stands; nothing is known of one that is too common."""

    passage_count = PASSAGES

    def together(self, _: str, terms: tuple[str, ...]) -> frozenset[int] | None:
        return None if terms[0] == "common" else frozenset(map(int, terms[0]))


def tie(one: Candidate, other: Candidate) -> float:
    ours, theirs = (_Held().together(*each.terms[0]) or frozenset() for each in (one, other))
    both = len(ours & theirs)
    if both in {0, PASSAGES}:
        return 0.0
    return max(0.0, log(both * PASSAGES / (len(ours) * len(theirs))) / -log(both / PASSAGES))


places = st.sampled_from(["common", "", "0", "01", "012", "34", "0345", "012345"])
candidates = st.builds(
    lambda where, share: Candidate("x", share, (("words", (where,)),), True), places, st.floats(0.1, 1)
)


@given(st.lists(st.lists(candidates, min_size=1, max_size=4), max_size=4))
def test_company_is_the_mean_of_the_closest_ties(units: list[list[Candidate]]) -> None:
    found = _companies(units, cast("Any", _Held()))
    for ours, companies in zip(units, found, strict=True):
        others = [unit for unit in units if unit is not ours]
        for candidate, company in zip(ours, companies, strict=True):
            ties = [max(tie(candidate, other) * sqrt(other.share) for other in unit) for unit in others]
            assert company == (pytest.approx(sum(ties) / len(ties)) if ties else 0.0)
