"""Fixtures of builds of archives and tables."""

from pathlib import Path

import pytest

from tests.indexer.containers.packed import Clock
from tests.indexer.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "docs")
    made.root.mkdir()
    return made


@pytest.fixture
def touch() -> Clock:
    return Clock()
