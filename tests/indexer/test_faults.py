"""Builds that are killed, lose power or are refused by the system, at every step they make on the disk."""

import errno
import os
import shutil
import signal
import warnings
from pathlib import Path

import pytest

from corpus.errors import LibraryError
from indexer import reading
from indexer.build import build
from indexer.manifest import decode
from indexer.open import open_engine, open_reader
from indexer.report import BuildReport, BuildRequest
from indexer.verify import verify
from tests.indexer.faults import Disk, Step, watched

TEXTS = {"a.txt": "碳中和。\n", "b/c.txt": "氣候危機。\n", "d.txt": "Methane leaks.\n"}
CHANGES = {"a.txt": "碳市场开市了。\n", "e.txt": "甲烷泄漏。\n", "b/f.txt": "Leaks, mended.\n"}
GONE = "d.txt"


def write(root: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def run(root: Path, **options: float) -> BuildReport:
    return build(BuildRequest(paths=(str(root),), **options))  # type: ignore[arg-type]


def texts(root: Path) -> dict[str, str] | None:
    """What the index holds, every byte of it proved; None where there is none."""
    if not (root / ".yinde").is_dir() or not list((root / ".yinde").glob("*.toc")):
        return None
    with_reader = open_reader(str(root / ".yinde"))
    try:
        assert list(with_reader.damages()) == []
        return {each.document.path: with_reader.text(each) for each in with_reader.documents()}
    finally:
        with_reader.close()


def is_complete(root: Path) -> bool:
    reader = open_reader(str(root / ".yinde"))
    try:
        return decode(reader.manifest()).complete
    finally:
        reader.close()


def nothing_is_left_over(root: Path) -> bool:
    names = {path.suffix for path in (root / ".yinde").iterdir()}
    files = len(list((root / ".yinde").iterdir()))
    segments = len(list((root / ".yinde").glob("*.inv")))
    return ".new" not in names and files == 4 * segments + 4  # .gitignore, lock, table of contents, manifest


@pytest.fixture(params=["first", "update", "checkpoints"])
def case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Case":
    """A library to build for the first time, or to bring up to date; or the same with a commit after each file."""
    monkeypatch.setattr(reading, "TASK_FILES", 1)
    return Case(tmp_path, first=request.param == "first", checkpoint=0.0 if request.param == "checkpoints" else 60.0)


class Case:
    """A library in the state before a build, as often as it is asked for; and what the index holds before and after."""

    def __init__(self, folder: Path, *, first: bool, checkpoint: float) -> None:
        self.options = {"checkpoint": checkpoint}
        self._folder = folder
        self._model = folder / "model"
        self._count = 0
        write(self._model, TEXTS)
        if not first:
            run(self._model)
            write(self._model, CHANGES)
            (self._model / GONE).unlink()
        self.before = texts(self._model)
        self.after = dict(TEXTS) if first else {n: text for n, text in (TEXTS | CHANGES).items() if n != GONE}

    def library(self) -> Path:
        self._count += 1
        root = self._folder / f"library{self._count}"
        shutil.copytree(self._model, root)
        return root

    def steps(self, monkeypatch: pytest.MonkeyPatch) -> list[Step]:
        """What a build does if nothing goes wrong."""
        steps: list[Step] = []
        with watched(monkeypatch, steps.append):
            run(self.library(), **self.options)
        return steps

    def check(self, root: Path) -> None:
        """The index is the old one, the new one, or holds each document as it was or is and knows that it is unfinished."""
        found = texts(root)
        if found not in (self.before, self.after):
            assert found is not None
            assert self.options["checkpoint"] == 0
            assert not is_complete(root)
            for name, text in found.items():
                assert text in ((self.before or {}).get(name), self.after.get(name))

    def check_completed(self, root: Path) -> None:
        """The next build does what is left and no more."""
        done = texts(root) or {}
        left = [name for name, text in self.after.items() if done.get(name) != text]
        report = run(root)
        assert report.added + report.changed == len(left)
        assert texts(root) == self.after
        assert is_complete(root)
        assert verify(str(root), every=True).whole
        write(root, {"g.txt": "再一次。\n"})
        run(root)
        assert nothing_is_left_over(root)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_killed_at_any_step(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(len(case.steps(monkeypatch))):
        root = case.library()
        assert _killed_at(number, root, case, monkeypatch) == signal.SIGKILL
        case.check(root)
        if number % 9 == 0:
            case.check_completed(root)


def _killed_at(number: int, root: Path, case: Case, monkeypatch: pytest.MonkeyPatch) -> int:
    """Build in another process that kills itself before a step; the signal that ended it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of forking with threads about: numpy's have no part in this
        process = os.fork()
    if process:
        return os.WTERMSIG(os.waitpid(process, 0)[1])
    try:
        left = number

        def kill(_: Step) -> None:
            nonlocal left
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

        with watched(monkeypatch, kill):
            run(root, **case.options)
    finally:
        os._exit(0)


def test_without_power_at_any_step(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a disk may hold that keeps no promise but those of fsync."""
    root = case.library()
    index = root / ".yinde"
    disk = Disk.of({path.name: path.read_bytes() for path in index.iterdir()} if index.is_dir() else {})
    states: list[dict[str, bytes]] = []

    def note(step: Step) -> None:
        states.extend(state for state in disk.after_power_loss() if state not in states)
        disk.do(step)

    with watched(monkeypatch, note):
        run(root, **case.options)
    states.extend(disk.after_power_loss())
    for state in states:
        found = case.library()
        shutil.rmtree(found / ".yinde", ignore_errors=True)
        (found / ".yinde").mkdir()
        for name, data in state.items():
            (found / ".yinde" / name).write_bytes(data)
        case.check(found)
    assert texts(root) is not None
    if case.options["checkpoint"] == 0:
        case.check_completed(found)


@pytest.mark.parametrize(("number", "lasting"), [(errno.ENOSPC, True), (errno.EIO, False), (errno.EACCES, True)])
def test_refused_at_any_step(case: Case, monkeypatch: pytest.MonkeyPatch, number: int, lasting: bool) -> None:
    steps = case.steps(monkeypatch)
    for at in range(0, len(steps), 4 if case.options["checkpoint"] == 0 and number != errno.ENOSPC else 1):
        root = case.library()
        left = at

        def refuse(step: Step) -> None:
            nonlocal left
            left -= 1
            if left == -1 or (lasting and left < 0 and step.kind != "remove"):
                raise OSError(number, os.strerror(number))

        refused = ""
        with watched(monkeypatch, refuse):
            try:
                run(root, **case.options)
            except LibraryError as error:
                refused = str(error)
        if refused:
            assert refused == (
                f"cannot write the index in {root / '.yinde'}: {os.strerror(number)}; choose another place: --index DIR"
            )
            if texts(root) is None:
                assert not (root / ".yinde").exists()
            elif not lasting and steps[at].kind != "sync folder":  # a commit may have been made that cannot be told
                assert nothing_is_left_over(root)
        else:
            assert steps[at].kind == "remove"  # what is left goes another time
        case.check(root)
        if at % 9 == 0:
            case.check_completed(root)
    assert open_engine(str(root / ".yinde"))
