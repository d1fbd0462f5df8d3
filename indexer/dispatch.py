"""Spreading the reading of files over processes, and keeping apart what could take a process down."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import chain

from corpus.errors import ReadError
from corpus.limits import USUAL, limits_from_environment
from corpus.messages import Message
from corpus.readers import FRAGILE
from indexer.batch import Batch
from indexer.large import read_large
from indexer.pieces import LARGE, Piece
from indexer.plan import Suspect
from indexer.reading import FileReader, Outcome, Task, crashed, tasks
from indexer.unpack import Settled
from indexer.workers import Crash, UnstartedError, Workers

_ALONE_BYTES = 3 << 20
"""Files that add up to less are read in this process: starting others would take longer."""
_SHARE = 16
"""What is made of a file takes several times its size; so files under way may take a sixteenth of the memory."""
_DIED = Message("the process that read it died; it may need more memory than there is")
_TOO_LATE = Message("reading it took too long; to give it more time set YINDE_MAX_SECONDS")

_PIECES_UNDER_WAY = 8
"""Pieces of a large document that wait for other processes, or their results for this one."""

Files = Sequence[Suspect]
Work = Sequence[Suspect] | Piece
Analysed = Callable[[Iterable[Piece]], Iterator[Batch]]


def read_files(
    suspects: Iterable[Suspect | Settled], reader: FileReader, jobs: int, memory: int
) -> Generator[tuple[Task, Outcome], None, None]:
    """Read files in as many processes as pay, at most ``jobs`` (0: one a core), and give what became of them, in order.

    ``suspects`` are taken as they are needed, with what was settled without reading between them.

    What comes out is the same for any number of processes. Fragile files are never read in this process, unless the system
    starts no other. ``memory`` is in bytes. Closing the iterator ends them.
    """
    for task, outcome, analysed in _read(tasks(suspects), reader, jobs or _cores(), memory):
        if not outcome.large:
            yield task, outcome
            continue
        done = tuple(each for each in task.settled if each.container is not None)
        yield replace(task, settled=tuple(each for each in task.settled if each.container is None)), outcome
        for file in outcome.large:
            yield from ((Task(()), part) for part in read_large(file, reader, analysed))
        yield Task((), done), Outcome((), (), (), 0)  # a container is not done with before all of its members are


def _read(
    todo: Iterator[Task], reader: FileReader, jobs: int, memory: int
) -> Generator[tuple[Task, Outcome, Analysed], None, None]:
    """The tasks with what became of them, and how to go on with those of their files that are large."""
    first: list[Task] = []
    size = 0
    for task in todo:
        first.append(task)
        size += _bytes(task.files)
        if size >= _ALONE_BYTES and len(first) >= jobs:
            break
    if not any(file.size >= LARGE and not _is_fragile((file,)) for task in first for file in task.files):
        jobs = min(jobs, len(first))  # only a large file can give more processes something to do
    everything = chain(first, todo)
    if jobs <= 1 or size < _ALONE_BYTES:
        here = partial(_analysed_here, reader)
        yield from ((task, outcome, here) for task, outcome in _read_here(everything, reader))
        return
    handed: deque[Task] = deque()
    with Workers(reader, jobs) as workers:
        for _, outcome in workers.run(_handing(everything, handed), _bytes, memory // _SHARE, _patience):
            task = handed.popleft()
            done = _one_by_one(task.files, reader, outcome) if isinstance(outcome, Crash) else outcome
            yield task, done, partial(_analysed, workers)


def _analysed(workers: Workers[Work, Outcome], pieces: Iterable[Piece]) -> Iterator[Batch]:
    """Pieces analysed by other processes."""
    for _, outcome in workers.run(pieces, lambda _: 1, _PIECES_UNDER_WAY, _patience):
        if isinstance(outcome, Crash):
            raise ReadError(_TOO_LATE if outcome.late else _DIED)
        yield from outcome.batches


def _analysed_here(reader: FileReader, pieces: Iterable[Piece]) -> Iterator[Batch]:
    for piece in pieces:
        yield from reader(piece).batches


def _handing(todo: Iterable[Task], handed: deque[Task]) -> Iterator[Work]:
    """The files of tasks, which are noted as handed out."""
    for task in todo:
        handed.append(task)
        yield task.files


def _read_here(todo: Iterable[Task], reader: FileReader) -> Generator[tuple[Task, Outcome], None, None]:
    """Read files in this process, except for tasks with a fragile file in them."""
    with ExitStack() as stack:
        worker: Workers[Work, Outcome] | None = None
        refused = False
        for task in todo:
            if not _is_fragile(task.files):
                yield task, reader(task.files)
                continue
            if worker is None and not refused:
                try:
                    worker = stack.enter_context(Workers(reader, 1))
                except UnstartedError:
                    refused = True
            yield task, reader(task.files) if worker is None else _elsewhere(task.files, reader, worker)


def _elsewhere(task: Files, reader: FileReader, worker: Workers[Work, Outcome]) -> Outcome:
    try:
        [(_, outcome)] = worker.run([task], _bytes, 0, _patience)
    except UnstartedError:
        return reader(task)
    return _one_by_one(task, reader, outcome) if isinstance(outcome, Crash) else outcome


def _one_by_one(task: Files, reader: FileReader, crash: Crash) -> Outcome:
    """Read files again that took a process down, to find out which of them did."""
    if crash.late and len(task) == 1:
        return crashed(task[0], _TOO_LATE)
    outcomes: list[Outcome] = []
    with Workers(reader, 1) as worker:
        for file, (_, outcome) in zip(task, worker.run([(file,) for file in task], _bytes, 0, _patience), strict=True):
            reason = _TOO_LATE if isinstance(outcome, Crash) and outcome.late else _DIED
            outcomes.append(crashed(file, reason) if isinstance(outcome, Crash) else outcome)
    return Outcome(
        batches=tuple(batch for outcome in outcomes for batch in outcome.batches),
        entries=tuple(entry for outcome in outcomes for entry in outcome.entries),
        same=tuple(entry for outcome in outcomes for entry in outcome.same),
        bytes_read=sum(outcome.bytes_read for outcome in outcomes),
        large=tuple(file for outcome in outcomes for file in outcome.large),
    )


def _bytes(work: Work) -> int:
    return 0 if isinstance(work, Piece) else sum(file.size for file in work)


def _is_fragile(task: Files) -> bool:
    return any(os.path.splitext(file.relative)[1].lower() in FRAGILE for file in task)


def _patience(work: Work) -> float:
    """How many seconds a task may take. Those of several files are small (``TASK_BYTES``), and share the time of one."""
    try:
        seconds = limits_from_environment().seconds
    except ReadError:  # then no file is read at all, and each says why
        seconds = USUAL.seconds
    return seconds + _bytes(work) / (1 << 20)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
