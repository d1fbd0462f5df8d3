"""Doing the same work on many tasks in worker processes, with results in the order of the tasks.

Each process is driven by a thread of its own over its own pipe, so nothing is shared that a dying process could leave
locked: a process that is killed, or that a native library takes down or holds for too long, costs its task and no more.
Processes are spawned, not forked, on every platform, and none outlives the one that started it.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from corpus.errors import YindeError
from corpus.messages import Message

Task = TypeVar("Task")
Result = TypeVar("Result")

_PATIENCE = 0.2
"""Seconds between looks at what was interrupted: on Windows a wait without limit cannot be."""

_UNSTARTED = Message("worker processes cannot be started here; run with --jobs 1")


class UnstartedError(YindeError):
    """The system lets no worker process be started."""


@dataclass(frozen=True, slots=True)
class Crash:
    """In place of a result: the process that worked on the task died, or took too long (``late``) and was killed."""

    late: bool = False


class _Worker(Generic[Task, Result]):
    """One process and the pipe to it. Replaced in place when it dies."""

    def __init__(self, work: Callable[[Task], Result]) -> None:
        self._work = work
        self._process: BaseProcess | None = None
        self.start()

    def start(self) -> None:
        """Spawn the process. Raises UnstartedError where the system has none to give."""
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        self._ready = False
        try:
            process.start()
        except OSError as error:
            raise UnstartedError("{what} ({reason})", what=_UNSTARTED, reason=error) from error
        finally:
            theirs.close()
        self._process = process

    def call(self, task: Task, patience: float) -> Result | Crash:
        """Have the process do a task, and wait ``patience`` seconds for it at most.

        Raises UnstartedError where it died before it could begin.
        """
        try:
            if not self._ready:
                self._ready = bool(self._pipe.recv())
            self._pipe.send(task)
            if not self._pipe.poll(None if patience == inf else patience):
                return Crash(late=True)
            result: Result = self._pipe.recv()
        except (EOFError, OSError) as error:
            if not self._ready:
                raise UnstartedError(_UNSTARTED) from error
            return Crash()
        return result

    def end(self) -> None:
        """Kill the process. The pipe breaks, which ends a ``call`` that waits in another thread."""
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """Kill the process, and release it and the pipe. No ``call`` may be waiting."""
        self.end()
        self._pipe.close()
        if self._process is not None:
            self._process.join()
            self._process = None


class Workers(Generic[Task, Result]):
    """``jobs`` processes that apply ``work`` to tasks. ``work``, tasks and results must be picklable.

    If ``work`` has a method ``prepare``, each process calls it while its first task is still on its way.
    To be used as a context manager; leaving it ends the processes at once, whatever they are doing.
    """

    def __init__(self, work: Callable[[Task], Result], jobs: int) -> None:
        self._jobs = jobs
        self._closing = False
        self._workers = [_Worker(work) for _ in range(jobs)]
        self._idle: SimpleQueue[_Worker[Task, Result]] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="yinde-worker")

    def __enter__(self) -> "Workers[Task, Result]":
        return self

    def __exit__(self, *_: object) -> None:
        self._closing = True
        for worker in self._workers:
            worker.end()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def run(
        self,
        tasks: Iterable[Task],
        weight: Callable[[Task], int],
        limit: int,
        patience: Callable[[Task], float] = lambda _: inf,
    ) -> Iterator[tuple[Task, Result | Crash]]:
        """Yield each task with its result, in order.

        So few tasks are under way at a time that their weights add up to at most ``limit``, though always one. A task may
        take ``patience`` seconds. Raises UnstartedError where processes cannot be started.
        """
        under_way: deque[tuple[Task, Future[Result | Crash]]] = deque()
        load = 0
        for task in tasks:
            while under_way and (load + weight(task) > limit or len(under_way) > 2 * self._jobs):
                load -= weight(under_way[0][0])
                yield _finished(*under_way.popleft())
            under_way.append((task, self._threads.submit(self._call, task, patience(task))))
            load += weight(task)
        while under_way:
            yield _finished(*under_way.popleft())

    def _call(self, task: Task, patience: float) -> Result | Crash:
        """Have an idle process do the task. Runs in a thread; there are as many threads as processes."""
        worker = self._idle.get()
        try:
            result = worker.call(task, patience)
            if isinstance(result, Crash) and not self._closing:
                worker.close()
                worker.start()
        finally:
            self._idle.put(worker)
        return result


def _finished(task: Task, future: "Future[Result | Crash]") -> tuple[Task, Result | Crash]:
    while not future.done():
        wait([future], timeout=_PATIENCE)
    return task, future.result()


def _serve(pipe: "Connection[object, object]", work: Callable[[Any], object]) -> None:
    """Do tasks until the other end of the pipe is gone. Ctrl-C is for the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        pipe.send(True)
        getattr(work, "prepare", _idle)()
        while True:
            pipe.send(work(pipe.recv()))


def _idle() -> None:
    """Prepare nothing."""


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, in the middle of a task too."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
