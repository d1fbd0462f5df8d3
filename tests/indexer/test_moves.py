"""Files that were moved or renamed are known again by their content; all that refers to their documents stays good."""

import signal

import pytest

from indexer.report import Progress
from tests.indexer.desk import TEXTS, Desk, counts, ids


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
