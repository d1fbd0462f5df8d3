import os
import time

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
