"""Spreading the reading of files over processes, and keeping apart what could take a process down."""

import os
from collections.abc import Generator, Sequence
from contextlib import ExitStack, suppress

from corpus.errors import ReadError
from corpus.limits import USUAL, limits_from_environment
from corpus.readers import FRAGILE
from indexer.plan import Suspect
from indexer.reading import FileReader, Outcome, crashed, tasks
from indexer.workers import Crash, UnstartedError, Workers

_ALONE_BYTES = 3 << 20
"""Files that add up to less are read in this process: starting others would take longer."""
_SHARE = 16
"""What is made of a file takes several times its size; so files under way may take a sixteenth of the memory."""
_DIED = "the process that read it died; it may need more memory than there is"
_TOO_LATE = "reading it took too long; to give it more time set YINDE_MAX_SECONDS"

Task = Sequence[Suspect]


def read_files(
    suspects: Sequence[Suspect], reader: FileReader, jobs: int, memory: int
) -> Generator[tuple[Task, Outcome], None, None]:
    """Read files in as many processes as pay, at most ``jobs`` (0: one a core), and give what became of them, in order.

    What comes out is the same for any number of processes. Fragile files are never read in this process, unless the system
    starts no other. ``memory`` is in bytes. Closing the iterator ends them.
    """
    todo: list[Task] = [*tasks(suspects)]
    jobs = min(jobs or _cores(), len(todo))
    if jobs <= 1 or sum(map(_bytes, todo)) < _ALONE_BYTES:
        yield from _read_here(todo, reader)
        return
    with Workers(reader, jobs) as workers:
        for task, outcome in workers.run(todo, _bytes, memory // _SHARE, _patience):
            yield task, _one_by_one(task, reader, outcome) if isinstance(outcome, Crash) else outcome


def _read_here(todo: Sequence[Task], reader: FileReader) -> Generator[tuple[Task, Outcome], None, None]:
    """Read files in this process, except for tasks with a fragile file in them."""
    with ExitStack() as stack:
        worker: Workers[Task, Outcome] | None = None
        if any(map(_is_fragile, todo)):
            with suppress(UnstartedError):
                worker = stack.enter_context(Workers(reader, 1))
        for task in todo:
            yield task, reader(task) if worker is None or not _is_fragile(task) else _elsewhere(task, reader, worker)


def _elsewhere(task: Task, reader: FileReader, worker: Workers[Task, Outcome]) -> Outcome:
    try:
        [(_, outcome)] = worker.run([task], _bytes, 0, _patience)
    except UnstartedError:
        return reader(task)
    return _one_by_one(task, reader, outcome) if isinstance(outcome, Crash) else outcome


def _one_by_one(task: Task, reader: FileReader, crash: Crash) -> Outcome:
    """Read files again that took a process down, to find out which of them did."""
    if crash.late and len(task) == 1:
        return crashed(task[0], _TOO_LATE)
    outcomes: list[Outcome] = []
    with Workers(reader, 1) as worker:
        for (file,), outcome in worker.run([(file,) for file in task], _bytes, 0, _patience):
            reason = _TOO_LATE if isinstance(outcome, Crash) and outcome.late else _DIED
            outcomes.append(crashed(file, reason) if isinstance(outcome, Crash) else outcome)
    return Outcome(
        batches=tuple(batch for outcome in outcomes for batch in outcome.batches),
        entries=tuple(entry for outcome in outcomes for entry in outcome.entries),
        same=tuple(entry for outcome in outcomes for entry in outcome.same),
        bytes_read=sum(outcome.bytes_read for outcome in outcomes),
    )


def _bytes(task: Task) -> int:
    return sum(file.size for file in task)


def _is_fragile(task: Task) -> bool:
    return any(os.path.splitext(file.path)[1].lower() in FRAGILE for file in task)


def _patience(task: Task) -> float:
    """How many seconds a task may take. Tasks of several files are small (``TASK_BYTES``), and share the time of one."""
    try:
        seconds = limits_from_environment().seconds
    except ReadError:  # then no file is read at all, and each says why
        seconds = USUAL.seconds
    return seconds + _bytes(task) / (1 << 20)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
