"""Time and memory: of a call, of a command, and of the processes a command starts."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

from benchmarks.metrics import percentile

ROOT = Path(__file__).resolve().parent.parent
SAMPLING_SECONDS = 0.05

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds a call, over calls that were all different from one another."""

    p50: float
    p99: float
    calls: int


@dataclass(frozen=True, slots=True)
class Run:
    """A command that has ended. ``peak`` is in bytes, of the process and its children at once."""

    seconds: float
    peak: int
    output: str


def latency(call: Callable[[T], object], arguments: Sequence[T], warm_up: Iterable[T] = ()) -> Latency:
    """Time ``call`` once on each argument, after the untimed calls of ``warm_up``.

    The warm-up's arguments should differ from those timed: an engine that remembers answers gains nothing then.
    """
    for argument in warm_up:
        call(argument)
    milliseconds = []
    for argument in arguments:
        start = time.perf_counter()
        call(argument)
        milliseconds.append((time.perf_counter() - start) * 1000)
    return Latency(percentile(milliseconds, 0.5), percentile(milliseconds, 0.99), len(milliseconds))


def run(command: Sequence[str], *, statuses: Sequence[int] = (0,)) -> Run:
    """Run a command from the project's root to its end; raises RuntimeError for another exit status."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    peak = 0
    while True:
        peak = max(peak, tree_memory(process.pid))
        try:
            output, errors = process.communicate(timeout=SAMPLING_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        break
    seconds = time.perf_counter() - start
    if process.returncode not in statuses:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {errors.strip()[-2000:]}")
    return Run(seconds, peak, output)


def cold(rounds: Iterable[Sequence[Sequence[str]]]) -> list[float]:
    """The median wall time of each command of a round in a new process, in seconds, over all rounds but the first.

    The commands take turns, so that whatever else the machine does falls on all of them alike; the first round is not
    counted, because it alone finds the files outside the page cache.
    """
    times: list[list[float]] = []
    for commands in rounds:
        times.append([])
        for command in commands:
            start = time.perf_counter()
            subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, check=False)
            times[-1].append(time.perf_counter() - start)
    return [*map(median, zip(*times[1:], strict=True))]


def python(code: str, *arguments: str) -> list[str]:
    """The command that runs ``code`` in this interpreter."""
    return [sys.executable, "-c", code, *arguments]


def environment() -> dict[str, str]:
    """This process's environment, with the project's root on the import path."""
    inherited = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(part for part in (str(ROOT), inherited) if part)
    return {**os.environ, "PYTHONPATH": path}


def tree_memory(pid: int) -> int:
    """The bytes of memory that a process and its descendants hold, shared pages divided among their holders (PSS).

    0 where the process is gone or the system has no /proc.
    """
    total = 0
    pending = [pid]
    while pending:
        process = Path("/proc") / str(pending.pop())
        try:
            pending += [int(child) for task in (process / "task").iterdir() for child in _children(task)]
            total += _proportional_set_size((process / "smaps_rollup").read_text(encoding="ascii"))
        except OSError:
            continue
    return total


def folder_bytes(folder: Path) -> int:
    """The size of all files below a folder, in bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _children(task: Path) -> list[str]:
    return (task / "children").read_text(encoding="ascii").split()


def _proportional_set_size(smaps: str) -> int:
    line = next((line for line in smaps.splitlines() if line.startswith("Pss:")), "Pss: 0 kB")
    return int(line.split()[1]) * 1024
