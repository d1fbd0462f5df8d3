"""Files that were moved or renamed are known again by their content; all that refers to their documents stays good."""

import os
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from indexer.build import build
from indexer.report import BuildRequest, Progress
from search.library import open_library
from tests.indexer.desk import TEXTS, Desk, counts


def ids(desk: Desk) -> dict[str, str]:
    return {stored.document.path: stored.document.id for stored in desk.engine.reader().documents()}


def passage_ids(desk: Desk, path: str) -> list[str]:
    reader = desk.engine.reader()
    (stored,) = [each for each in reader.documents() if each.document.path == path]
    return [reader.passage(number).id for number in range(stored.first, stored.last + 1)]


def move(desk: Desk, old: str, new: str) -> None:
    (desk.root / new).parent.mkdir(parents=True, exist_ok=True)
    (desk.root / old).rename(desk.root / new)


def test_a_moved_document_keeps_its_ids(desk: Desk) -> None:
    desk.build()
    before, passages = ids(desk), passage_ids(desk, "traditional.md")
    move(desk, "traditional.md", "archive/2020/climate.md")
    move(desk, "english", "anglais")
    report = desk.build()
    assert (*counts(report), report.moved) == (0, 0, 0, 1, 3)
    after = ids(desk)
    assert after["archive/2020/climate.md"] == before["traditional.md"]
    assert after["anglais/methane.txt"] == before["english/methane.txt"]
    assert passage_ids(desk, "archive/2020/climate.md") == passages


def test_what_takes_the_place_of_a_moved_document_is_another(desk: Desk) -> None:
    desk.build()
    before = ids(desk)
    move(desk, "simplified.txt", "old.txt")
    desk.write("simplified.txt", "新的一篇。\n")
    desk.build()
    after = ids(desk)
    assert after["simplified.txt"] == before["simplified.txt"]  # a file that is still there has changed, not moved
    assert len(set(after.values())) == 5
    move(desk, "old.txt", "older.txt")
    desk.build()
    desk.write("old.txt", "又是新的。\n")
    desk.build()
    now = ids(desk)
    assert now["older.txt"] == after["old.txt"]
    assert len(set(now.values())) == 6


def test_ids_outlive_a_rebuild(desk: Desk) -> None:
    desk.build()
    move(desk, "traditional.md", "climate.md")
    desk.build()
    before = ids(desk)
    move(desk, "climate.md", "weather.md")
    desk.build(rebuild=True)
    after = ids(desk)
    assert after["weather.md"] == before["climate.md"]
    assert after["simplified.txt"] == before["simplified.txt"]


def test_a_copy_is_a_document_of_its_own(desk: Desk) -> None:
    desk.build()
    desk.write("copy.txt", TEXTS["simplified.txt"])
    report = desk.build()
    assert (counts(report), report.moved) == ((1, 0, 0, 4), 0)
    assert len(set(ids(desk).values())) == 5


def test_of_files_alike_the_one_of_the_same_name_is_taken(desk: Desk) -> None:
    desk.write("a/x.txt", "相同。\n")
    desk.write("b/y.txt", "相同。\n")
    desk.build()
    before = ids(desk)
    move(desk, "a/x.txt", "c/x.txt")
    move(desk, "b/y.txt", "c/y.txt")
    desk.build()
    after = ids(desk)
    assert (after["c/x.txt"], after["c/y.txt"]) == (before["a/x.txt"], before["b/y.txt"])


@pytest.mark.usefixtures("tiny_tasks")
def test_an_interrupted_build_forgets_no_move(desk: Desk) -> None:
    desk.build()
    before = ids(desk)
    move(desk, "english", "anglais")
    move(desk, "traditional.md", "z.md")

    def interrupt(progress: Progress) -> None:
        if progress.files == 1:
            signal.raise_signal(signal.SIGINT)

    assert desk.build(show=interrupt).interrupted
    desk.build()
    after = ids(desk)
    assert after["z.md"] == before["traditional.md"]
    assert after["anglais/page.html"] == before["english/page.html"]
    assert len(after) == 4


NAMES = st.sampled_from(["a.txt", "b.txt", "c/d.txt", "c/e.txt"])
BODIES = st.sampled_from(
    ["碳中和。\n", "碳達峰與碳中和，碳市場。\n", "Carbon markets, carbon prices.\n", "气候。\n" * 40, ""]
)
QUERIES = ("碳", "碳中和 市场", "carbon price", "氣候")


class Searching(RuleBasedStateMachine):
    """Whatever was added, changed, moved and deleted, in whatever order: the answers are those of a fresh index."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name) / "docs"
        self.root.mkdir()
        self.clock = 10**18

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(name=NAMES, body=BODIES)
    def write(self, name: str, body: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8", newline="")
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
    def answers_as_a_fresh_index(self) -> None:
        fresh = str(Path(self.folder.name) / "fresh")
        build(BuildRequest(paths=(str(self.root),)))
        build(BuildRequest(paths=(str(self.root),), index=fresh, rebuild=True))
        with open_library(self.root) as ours, open_library(index=fresh) as theirs:
            for query in QUERIES:
                mine, their = ours.search(query, limit=50), theirs.search(query, limit=50)
                assert (mine.total, mine.documents, mine.places) == (their.total, their.documents, their.places)
                assert [(hit.tier, hit.score) for hit in mine.hits] == [(hit.tier, hit.score) for hit in their.hits]
                found, expected = (
                    sorted(
                        (hit.score, hit.passage.locator.path, hit.passage.text, hit.passage.locator.span)
                        for hit in hits
                    )
                    for hits in (mine.hits, their.hits)
                )
                assert found == expected


TestSearching = Searching.TestCase
TestSearching.settings = settings(max_examples=6, stateful_step_count=10, deadline=None)
