import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.workers import Crash, Workers


def square_unless_five(number: int) -> int:
    if number == 5:
        os._exit(1)
    return number * number


def process_of(_: int) -> int:
    return os.getpid()


def one(_: int) -> int:
    return 1


def test_results_come_in_order_and_a_dead_process_costs_its_task_alone() -> None:
    with Workers(square_unless_five, 2) as workers:
        results = dict(workers.run(range(9), one, 3))
    assert list(results) == list(range(9))
    assert results.pop(5) == Crash()
    assert results == {n: n * n for n in range(9) if n != 5}


class Prepared:
    """Work that its process makes ready for."""

    ready = False

    def prepare(self) -> None:
        self.ready = True

    def __call__(self, _: int) -> bool:
        return self.ready


def test_a_process_prepares_before_its_first_task() -> None:
    work = Prepared()
    with Workers(work, 1) as workers:
        assert [result for _, result in workers.run(range(2), one, 3)] == [True, True]
    assert not work.ready


def test_the_work_is_done_elsewhere_and_no_process_outlives_its_use() -> None:
    with Workers(process_of, 2) as workers:
        processes = {process for _, process in workers.run(range(6), one, 100) if isinstance(process, int)}
        assert processes
        assert os.getpid() not in processes
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_leaving_ends_processes_in_the_middle_of_a_task() -> None:
    begun = time.monotonic()
    with Workers(time.sleep, 1) as workers:
        assert next(workers.run([0, 600, 600], one, 100)) == (0, None)
    assert time.monotonic() - begun < 60


def test_tasks_under_way_are_bounded_by_weight() -> None:
    taken: list[int] = []

    def tasks() -> object:
        for number in range(8):
            taken.append(number)
            yield number

    with Workers(one, 2) as workers:
        for done, (number, _) in enumerate(workers.run(tasks(), lambda _: 10, 20)):
            assert done == number
            assert len(taken) <= done + 3  # two under way and the one that waits for room


def test_who_takes_too_long_is_killed_and_the_others_go_on() -> None:
    begun = time.monotonic()
    with Workers(time.sleep, 2) as workers:
        done = list(workers.run([0, 600, 0, 0], one, 100, lambda _: 1.0))
    assert done == [(0, None), (600, Crash(late=True)), (0, None), (0, None)]
    assert time.monotonic() - begun < 60


def deaf(_: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_process_that_ignores_signals_is_ended_too() -> None:
    with Workers(deaf, 1) as workers:
        assert list(workers.run([0], one, 100, lambda _: 1.0)) == [(0, Crash(late=True))]


PARENT = """
import os
from tests.indexer.test_workers import one, process_and_sleep
from indexer.workers import Workers
if __name__ == "__main__":
    with Workers(process_and_sleep, 1) as workers:
        list(workers.run([600], one, 100))
"""


def process_and_sleep(seconds: int) -> None:
    sys.stdout.write(f"{os.getpid()}\n")
    sys.stdout.flush()
    time.sleep(seconds)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_no_process_outlives_one_that_is_killed() -> None:
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen([sys.executable, "-c", PARENT], cwd=root, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        os.kill(child, 0)
        parent.kill()
        assert parent.stdout.read() == ""  # the pipe ends with the last process that can write to it
