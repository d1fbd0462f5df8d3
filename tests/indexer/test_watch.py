"""Keeping an index up to date while its files change."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import YindeError
from indexer.build import build
from indexer.location import Location
from indexer.manifest import Manifest, encode
from indexer.report import BuildReport, BuildRequest
from indexer.watch import told_by_the_system, watch
from search.library import open_library

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "docs"
    root.mkdir()
    (root / "a.txt").write_text("碳中和。\n", encoding="utf-8")
    return root


def test_each_change_is_followed(library: Path) -> None:
    def changes(_: Location) -> Iterator[object]:
        (library / "b.txt").write_text("碳达峰。\n", encoding="utf-8")
        yield "b"
        yield "nothing"
        (library / "b.txt").rename(library / "c.txt")
        yield "c"
        (library / "c.txt").unlink()
        (library / "a.txt").write_text("变了。\n", encoding="utf-8")
        yield "gone"

    told: list[BuildReport] = []
    watch(BuildRequest(paths=(str(library),)), told.append, changes)
    assert [(each.added, each.changed, each.moved, each.removed) for each in told] == [
        (1, 0, 0, 0),
        (1, 0, 0, 0),
        (0, 0, 1, 0),
        (0, 1, 0, 1),
    ]


@pytest.mark.parametrize("first", [True, False])
def test_an_interrupt_in_the_middle_of_a_build_ends_it(
    library: Path, monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    told: list[BuildReport] = []

    def interrupted(request: BuildRequest) -> BuildReport:
        return replace(build(request), interrupted=first or bool(told))

    monkeypatch.setattr("indexer.watch.build", interrupted)
    with pytest.raises(KeyboardInterrupt):
        watch(BuildRequest(paths=(str(library),)), told.append, lambda _: iter(["now"]))
    assert [each.interrupted for each in told] == ([True] if first else [False, True])


@pytest.mark.parametrize("at", [1, 2])
def test_an_interrupt_that_a_commit_outlasts_is_not_lost(
    library: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """The commit is made whole, and what was asked for happens after it."""
    told: list[BuildReport] = []

    def interrupted(manifest: Manifest) -> bytes:
        if len(told) == at - 1:
            signal.raise_signal(signal.SIGINT)
        return encode(manifest)

    def changes(_: Location) -> Iterator[str]:
        (library / "b.txt").write_text("又一篇。\n", encoding="utf-8")
        yield "added"
        raise AssertionError("still watching")

    monkeypatch.setattr("indexer.build.encode", interrupted)
    with pytest.raises(KeyboardInterrupt):
        watch(BuildRequest(paths=(str(library),)), told.append, changes)
    assert [each.interrupted for each in told] == [False] * at


def test_what_cannot_be_watched_is_an_error_of_ours(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Iterator[object]:
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr("watchfiles.watch", refuse)
    with pytest.raises(YindeError, match=r"cannot watch .*limit reached.*; run yinde index"):
        next(iter(told_by_the_system(Location(str(library), str(library / ".yinde")))))


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_flood_of_changes_ends_in_the_right_index(library: Path) -> None:
    """Files written, replaced and gone again faster than they are read."""
    command = [sys.executable, "-m", "search.cli", "watch", str(library), "--json"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": ""}
    ) as watching:
        assert watching.stdout is not None
        assert watching.stderr is not None
        assert json.loads(watching.stdout.readline())["added"] == 1
        number = 0
        while number == 0 or _files(library) < 3:
            # changes made before the system began to watch are seen with the next
            for _ in range(60):
                number += 1
                (library / "flood.txt").write_text(f"第{number}次。\n", encoding="utf-8")
                (library / f"{number}.txt").write_text("一时。\n", encoding="utf-8")
                (library / f"{number}.txt").unlink()
                (library / ".hidden").write_text("x", encoding="utf-8")
            (library / "last.txt").write_text("最后。\n", encoding="utf-8")
        watching.send_signal(signal.SIGINT)
        assert watching.wait() == 0
        assert watching.stderr.read() == "yinde: no longer watching; bring the index up to date with: yinde index\n"
    with open_library(library) as opened:
        assert {"a.txt", "flood.txt", "last.txt"} <= {each.path for each in opened.documents()}


def _files(library: Path) -> int:
    with open_library(library) as opened:
        paths = {each.path for each in opened.documents()}
    return len({"a.txt", "flood.txt", "last.txt"} & paths)
