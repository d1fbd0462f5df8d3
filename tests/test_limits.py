"""The page of limits says what is so, and each line of it has its test."""

import re
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.limits import USUAL
from corpus.record.sidecar import read_sidecar
from indexer.report import CHECKPOINT
from search.query.syntax import MAX_DEPTH, MAX_LENGTH, MAX_TERMS

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")


def test_every_line_has_a_test_that_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    assert len(named) > 25
    for path, name in named:
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), (path, name)
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| what")]
    assert all("`tests/" in row for row in rows)


def test_the_numbers_are_those_of_the_code() -> None:
    for number in (
        f"{USUAL.megabytes} MB, `YINDE_MAX_MEGABYTES`",
        f"{USUAL.inflated_megabytes} MB, `YINDE_MAX_INFLATED_MEGABYTES`",
        f"{USUAL.pages:,}, `YINDE_MAX_PAGES`",
        f"{USUAL.archive_members:,}, `YINDE_MAX_ARCHIVE_MEMBERS`",
        f"{USUAL.archive_megabytes:,} MB, `YINDE_MAX_ARCHIVE_MEGABYTES`",
        f"{USUAL.archive_ratio} times, `YINDE_MAX_ARCHIVE_RATIO`",
        f"{USUAL.row_megabytes} million characters, `YINDE_MAX_ROW_MEGABYTES`",
        f"{USUAL.seconds} seconds and one more a megabyte, `YINDE_MAX_SECONDS`",
        f"{MAX_LENGTH:,} code points",
        f"| terms | {MAX_TERMS:,} |",
        f"| depth of brackets | {MAX_DEPTH} |",
        f"every {CHECKPOINT:.0f} seconds",
    ):
        assert number in PAGE, number


def test_a_sidecar_is_small(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.yinde.yaml"
    path.write_text("title: " + "長" * 100_000, encoding="utf-8")
    with pytest.raises(ReadError, match="larger than 256 kB"):
        read_sidecar(str(path))
