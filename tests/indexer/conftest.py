"""Fixtures of builds."""

from pathlib import Path

import pytest

from indexer import reading
from tests.indexer.desk import TEXTS, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "docs")
    for name, text in TEXTS.items():
        made.write(name, text)
    return made


@pytest.fixture
def tiny_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task a file."""
    monkeypatch.setattr(reading, "TASK_FILES", 1)
