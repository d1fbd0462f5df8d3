"""numpy is imported once plain work has cost as much, and not before."""

import sys

import numpy as np
import pytest

from indexer.whoosh_engine.effort import Effort


def test_once_it_is_there_the_size_of_the_work_decides() -> None:
    effort = Effort()
    assert np.__name__ in sys.modules
    assert [effort.repays_numpy(entries, 300) for entries in (1, 299, 300)] == [False, False, True]


def test_plain_work_adds_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "numpy")
    effort = Effort()
    assert [effort.repays_numpy(40_000, 0) for _ in range(3)] == [False, False, True]
    assert Effort().repays_numpy(90_000, 0)
