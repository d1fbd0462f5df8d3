"""Spreading the reading of files over processes."""

import os
from collections.abc import Generator, Sequence

from indexer.plan import Suspect
from indexer.reading import FileReader, Outcome, crashed, tasks
from indexer.workers import Crash, Workers

_ALONE_BYTES = 3 << 20
"""Files that add up to less are read in this process: starting others would take longer."""
_SHARE = 16
"""What is made of a file takes several times its size; so files under way may take a sixteenth of the memory."""

Task = Sequence[Suspect]


def read_files(
    suspects: Sequence[Suspect], reader: FileReader, jobs: int, memory: int
) -> Generator[tuple[Task, Outcome], None, None]:
    """Read files in as many processes as pay, at most ``jobs`` (0: one a core), and give what became of them, in order.

    What comes out is the same for any number of processes. ``memory`` is in bytes. Closing the iterator ends them.
    """
    todo: list[Task] = [*tasks(suspects)]
    jobs = min(jobs or _cores(), len(todo))
    if jobs <= 1 or sum(map(_bytes, todo)) < _ALONE_BYTES:
        for task in todo:
            yield task, reader(task)
        return
    with Workers(reader, jobs) as workers:
        for task, outcome in workers.run(todo, _bytes, memory // _SHARE):
            yield task, _one_by_one(task, reader) if isinstance(outcome, Crash) else outcome


def _one_by_one(task: Task, reader: FileReader) -> Outcome:
    """Read files that took a process down, to find out which of them did."""
    outcomes: list[Outcome] = []
    with Workers(reader, 1) as worker:
        for (file,), outcome in worker.run([(file,) for file in task], _bytes, 0):
            outcomes.append(crashed(file) if isinstance(outcome, Crash) else outcome)
    return Outcome(
        batches=tuple(batch for outcome in outcomes for batch in outcome.batches),
        entries=tuple(entry for outcome in outcomes for entry in outcome.entries),
        same=tuple(entry for outcome in outcomes for entry in outcome.same),
        bytes_read=sum(outcome.bytes_read for outcome in outcomes),
    )


def _bytes(task: Task) -> int:
    return sum(file.size for file in task)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
