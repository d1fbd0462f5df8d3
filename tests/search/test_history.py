"""Whatever happens to the files, a library kept up to date answers as one that is built afresh: hits, order, totals."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from corpus.model import Passage
from indexer.build import build
from indexer.report import BuildRequest
from indexer.whoosh_engine.storage import DurableStorage
from search.library import Library, open_library
from search.model import Hit
from search.options import SORTS

NAMES = st.sampled_from(["b.txt", "a.txt", "a/z.txt", "a-b.md", "c/d/e.md", "c/d.txt", "ä.txt"])
BODIES = st.sampled_from(
    [
        "碳中和。\n",
        "碳中和与碳达峰，碳市场。\n",
        "---\ndate: 2021-01-28\n---\n碳中和。\n\n碳達峰。\n",
        "---\ndate: 2023\n---\n碳中和。\n",
        "Carbon markets set a price.\n",
        "Carbon neutrality and a carbon tax.\n",
        "碳中和。" * 150 + "\n",
        "",
    ]
)
QUERIES = ["碳中和", "碳", "carbon", "/碳./", "碳中和市场的前景", "carbon price", "date:>2000", "carbon neutrality"]


def answers(library: Library) -> Iterator[object]:
    """All that its users see of it but IDs, which documents that were moved keep."""
    for query, sort, grouped, limit in product(QUERIES, SORTS, (False, True), (2, 50)):
        results = library.search(query, sort=sort, grouped=grouped, limit=limit)
        yield query, sort, grouped, limit, replace(results, elapsed=0.0, hits=tuple(map(_nameless, results.hits)))
    yield library.search("碳", limit=2, offset=2, any_word=True).total
    yield [(each.path, each.passages) for each in library.documents()]


def _nameless(hit: Hit) -> Hit:
    passage: Passage = replace(hit.passage, id="", document_id="")
    return replace(hit, passage=passage)


class Changing(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name) / "docs"
        self.root.mkdir()
        self.clock = 10**18
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(DurableStorage, "sync", lambda *_: None)  # for speed

    def teardown(self) -> None:
        self.patch.undo()
        self.folder.cleanup()

    @rule(name=NAMES, body=BODIES)
    def write(self, name: str, body: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
        self.clock += 10**9
        os.utime(path, ns=(self.clock, self.clock))

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    @rule(name=NAMES, other=NAMES)
    def move(self, name: str, other: str) -> None:
        if (self.root / name).exists():
            (self.root / other).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).replace(self.root / other)

    @invariant()
    def answers_as_built_afresh(self) -> None:
        with tempfile.TemporaryDirectory() as afresh:
            assert self._answers(Path(self.folder.name) / "index") == self._answers(Path(afresh) / "index")

    def _answers(self, index: Path) -> list[Any]:
        build(BuildRequest(paths=(str(self.root),), index=str(index)))
        with open_library(index=index) as library:
            return list(answers(library))


TestChanging = Changing.TestCase
TestChanging.settings = settings(max_examples=4, stateful_step_count=10, deadline=None)
