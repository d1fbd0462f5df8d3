"""Measures of ranking, of agreement with the truth, and of time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log2

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over the questions of a set, each between 0 and 1, looking at the first ten answers."""

    mrr: float
    hit1: float
    hit10: float
    ndcg: float


def quality(rankings: Mapping[str, Sequence[str]], relevance: Mapping[str, Mapping[str, int]]) -> Quality:
    """Judge the ranking given for each judged question; a question without a ranking counts as nothing found."""
    judged = [(rankings.get(query, ())[:DEPTH], grades) for query, grades in relevance.items()]
    ranks = [first_relevant(ranking, grades) for ranking, grades in judged]
    return Quality(
        mrr=_mean([1 / rank if rank else 0.0 for rank in ranks]),
        hit1=_mean([float(rank == 1) for rank in ranks]),
        hit10=_mean([float(rank > 0) for rank in ranks]),
        ndcg=_mean([ndcg(ranking, grades) for ranking, grades in judged]),
    )


def first_relevant(ranking: Sequence[str], grades: Mapping[str, int]) -> int:
    """The rank, from 1, of the first relevant document; 0 where there is none."""
    return next((rank for rank, document in enumerate(ranking, 1) if document in grades), 0)


def ndcg(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the ranking, down to rank ten (Järvelin and Kekäläinen 2002)."""
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    ideal = sum(grade / log2(rank + 1) for rank, grade in enumerate(best, 1))
    gained = sum(grades.get(document, 0) / log2(rank + 1) for rank, document in enumerate(ranking, 1))
    return gained / ideal if ideal else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least ``share`` of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
