import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.check.nearest import nearest

texts = st.text("abc碳中", max_size=12)


def distance(a: str, b: str) -> int:
    """Levenshtein's, by the textbook."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


@given(texts, texts)
def test_nothing_is_closer(pattern: str, text: str) -> None:
    found = nearest(pattern, text)
    assert distance(pattern, text[found.start : found.end]) == found.distance
    spans = ((i, j) for i in range(len(text) + 1) for j in range(i, len(text) + 1))
    assert found.distance == min(distance(pattern, text[i:j]) for i, j in spans)


@given(texts, texts, texts)
def test_what_is_there_is_found(before: str, pattern: str, after: str) -> None:
    found = nearest(pattern, before + pattern + after)
    assert found.distance == 0
    assert (before + pattern + after)[found.start : found.end] == pattern


@pytest.mark.parametrize(
    ("pattern", "text", "closest"),
    [
        ("碳抵消", "用碳抵銷了", "碳抵銷"),
        ("消碳抵", "抵銷碳抵了", "銷碳抵"),
        ("碳中和的", "实现碳中和。目标", "碳中和"),
        ("abXc", "--abYc--", "abYc"),
    ],
)
def test_what_stands_at_an_end_is_taken_for_changed(pattern: str, text: str, closest: str) -> None:
    found = nearest(pattern, text)
    assert text[found.start : found.end] == closest
