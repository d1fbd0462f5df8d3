"""One text, saved in every format: the same look-ups find the same of it everywhere."""

from collections import defaultdict
from pathlib import Path

import pytest

from indexer.build import refresh
from search import open_library
from tests.corpus.same_text import in_every_format


@pytest.mark.parametrize(("query", "counted"), [("石堤", 25), ("升高，石堤", 24), ("老人想起了早年", 24), ("堤高", 0)])
def test_every_format_gives_the_same_hits(query: str, counted: int, tmp_path: Path) -> None:
    files = in_every_format()
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    refresh(str(tmp_path))
    with open_library(str(tmp_path)) as library:
        assert {each.path: each.occurrences for each in library.count(query).documents} == (
            dict.fromkeys(files, counted) if counted else {}
        )
        passages = defaultdict(list)
        for hit in library.search(query, limit=1000, strict=True, every=True).hits:
            passages[hit.passage.locator.path].append(hit.passage.text.replace("\n", ""))
    assert len({tuple(found) for found in passages.values()}) == bool(counted)
