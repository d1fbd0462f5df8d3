"""Queries made to run for ever, on texts made for them: all of them end."""

import time

import pytest

from corpus.errors import YindeError
from tests.search.in_memory import library_of

REPEATED = ["a " * 4000, "的" * 4000, "a的 " * 2000, "（" * 3000 + "的\n", "词" + " " * 4000, "x"]
SECONDS = 10


@pytest.mark.parametrize(
    "query",
    [
        r"/(a|aa)+z/",
        r"/(.*)*z/",
        r"/(a?){50}a{50}z/",
        r"/(\w+\s?)+z/",
        r"/./",
        "a*a*a*a",
        "的*的*的*的x",
        "*的?的?的?的x",
        "a NEAR/1000 x",
        "的 NEAR/1000 x",
        '"（" NEAR/1000 x',
        "(a OR a* OR *a) NEAR/1000 (的 OR x)",
        "*a* NEAR/1000 a~",
        "NOT " * 1000 + "a",
        "(" * 30 + "a" + ")" * 30,
        "a " * 1000,
        '"' + "a " * 4000 + '"',
        "a OR " * 1000 + "a",
        "的" * 9999,
    ],
)
def test_every_query_ends(query: str) -> None:
    library = library_of({f"{number}.txt": [text] for number, text in enumerate(REPEATED)})
    start = time.perf_counter()
    try:
        library.search(query)
        library.count(query)
    except YindeError as error:
        assert str(error)  # noqa: PT017 - refusing is an answer too
    assert time.perf_counter() - start < SECONDS
