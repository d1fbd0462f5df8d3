"""Several processes at one index: two that build, some that search, and some that die."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.errors import LockedError
from indexer.build import build
from indexer.open import open_engine
from indexer.report import BuildRequest
from indexer.verify import verify
from search.library import open_library

ROOT = Path(__file__).resolve().parents[2]

HOLDER = """
import sys
from indexer.open import open_engine
writer = open_engine(sys.argv[1]).writer(memory=1 << 24, fresh=False)
print("held", flush=True)
sys.stdin.readline()
writer.cancel()
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "docs"
    root.mkdir()
    for number in range(8):
        (root / f"{number}.txt").write_text(f"第{number}篇：碳中和。\n", encoding="utf-8")
    build(BuildRequest(paths=(str(root),)))
    return root


@contextmanager
def process(*arguments: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(
        command, cwd=ROOT, text=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(ROOT)}, **pipes
    ) as started:
        try:
            yield started
        finally:
            started.kill()


@contextmanager
def held(library: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that is writing the index."""
    with process("-c", HOLDER, str(library / ".yinde")) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield other


def test_the_second_is_told_who_is_writing(library: Path) -> None:
    (library / "new.txt").write_text("新。\n", encoding="utf-8")
    with held(library) as other, process("-m", "search.cli", "index", str(library)) as second:
        out, err = second.communicate()
        assert (second.returncode, out) == (2, "")
        assert err.startswith(f"yinde: {library / '.yinde'}: process {other.pid} on ")
        assert err.endswith(" is writing this index; wait for it with --wait, or try again when it is done\n")
        assert err.count("\n") == 1
    build(BuildRequest(paths=(str(library),)))


def test_the_second_waits_as_long_as_it_is_told(library: Path) -> None:
    (library / "new.txt").write_text("新。\n", encoding="utf-8")
    with held(library) as other:
        begun = time.monotonic()
        with pytest.raises(LockedError):
            build(BuildRequest(paths=(str(library),), wait=0.3))
        assert time.monotonic() - begun >= 0.3
        with process("-m", "search.cli", "index", str(library), "--json", "--wait") as second:
            with pytest.raises(subprocess.TimeoutExpired):
                second.wait(0.7)
            other.communicate("\n")
            out, err = second.communicate()
            assert (second.returncode, err) == (0, "")
            assert '"added": 1' in out


def test_searches_go_on_while_another_writes(library: Path) -> None:
    with held(library), open_library(library) as opened:
        assert opened.search("碳中和").total == 8
        with process("-m", "search.cli", "search", "碳中和", "-l", "--index", str(library / ".yinde")) as search:
            out, err = search.communicate()
            assert (search.returncode, err, len(out.splitlines())) == (0, "", 8)


def test_a_search_that_would_bring_the_index_up_to_date_does_without(library: Path) -> None:
    (library / "new.txt").write_text("新：碳中和。\n", encoding="utf-8")
    with held(library), process("-m", "search.cli", "search", "碳中和", "-l", "--in", str(library)) as search:
        out, err = search.communicate()
        assert (search.returncode, len(out.splitlines())) == (0, 8)
        assert err == "yinde: another process is bringing the index up to date; this is what was last committed\n"


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_the_lock_of_a_killed_process_holds_nobody(library: Path) -> None:
    with held(library) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
    (library / "new.txt").write_text("新。\n", encoding="utf-8")
    assert build(BuildRequest(paths=(str(library),))).added == 1


def test_a_lock_file_that_says_nonsense_harms_nothing(library: Path) -> None:
    lock = library / ".yinde" / "yinde_WRITELOCK"
    for nonsense in (b"\xff\x00", b"[" * 5000, b'{"process": "\\u001b[2J"}', b"null"):
        with held(library):
            lock.write_bytes(nonsense)
            with pytest.raises(LockedError, match="another process is writing"):
                open_engine(str(library / ".yinde")).writer(memory=1 << 24, fresh=False)


def test_two_first_builds_at_once_lose_nothing(tmp_path: Path) -> None:
    """Of different folders into one index: whoever comes second adds to what the first has done."""
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "text.txt").write_text(f"{name}：碳中和。\n", encoding="utf-8")
    index = str(tmp_path / ".yinde")
    build(BuildRequest(paths=(str(tmp_path / "c"), str(tmp_path / "a")), index=index))
    with (
        held(tmp_path) as other,
        process("-m", "search.cli", "index", str(tmp_path / "b"), "--index", index, "--wait") as second,
        process("-m", "search.cli", "index", str(tmp_path / "a"), "--index", index, "--wait", "600") as third,
    ):
        other.communicate("\n")
        assert second.communicate()[1] == ""
        assert third.communicate()[1] == ""
    with open_library(index=index) as opened:
        assert opened.search("碳中和").total == 3


BUILDER = """
import sys
from indexer import reading
from indexer.build import build
from indexer.report import BuildRequest
reading.TASK_FILES = 1
print("ready", flush=True)
build(BuildRequest(paths=(sys.argv[1],), checkpoint=0.0))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_killed_at_random_the_index_is_completed_and_nothing_done_twice(library: Path) -> None:
    """As ``benchmarks/soak.py`` does some hundred times."""
    for turn in range(5):
        for number in range(8):
            (library / f"{turn}-{number}.txt").write_text(f"第{turn}輪第{number}篇：碳中和。\n", encoding="utf-8")
        with process("-c", BUILDER, str(library)) as builder:
            assert builder.stdout is not None
            assert builder.stdout.readline() == "ready\n"
            with open_library(library) as opened:
                assert opened.search("碳中和").total >= 8 * (turn + 1)
            time.sleep(0.1 * turn)
            builder.kill()
        found = verify(str(library), every=True)
        assert found.whole
        report = build(BuildRequest(paths=(str(library),)))
        assert report.added == 8 * (turn + 2) - found.documents
        with open_library(library) as opened:
            assert opened.search("碳中和").total == 8 * (turn + 2)
