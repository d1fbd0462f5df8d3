"""``yinde doctor``: the table that people read, the objects that programs read, and the status."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Golden = Callable[[str, str], None]
Yinde = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "潮水.md": "---\ntitle: 潮水\nauthor: 林知遠\ndate: 2021\n---\n水位一年年升高，堤壩也要一年年加高。\n".encode(),
        "tide.txt": "潮水\n\n水位一年年升高，堤坝也一年年\n加高，渡口的老人说起从前。\n锟斤拷\n".encode(),
        "old.txt": ("水位一年年升高，堤坝也一年年加高。\n" * 9).encode("gb18030"),
        "broken.pdf": b"%PDF",
        "table.xls": b"",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_table_with_remarks(yinde: Yinde, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    status, out, err = yinde("doctor")
    assert (status, err) == (1, "yinde: of kinds that are not read: 1 .xls\n")
    golden("doctor.txt", out)


@pytest.mark.usefixtures("folder")
def test_objects(yinde: Yinde) -> None:
    status, out, _ = yinde("doctor", "tide.txt", "--json")
    (found,) = map(json.loads, out.splitlines())
    assert status == 0
    assert found["path"] == "tide.txt"
    assert (found["wraps"], found["mojibake"], found["missing"]) == (1, [5], ["author", "issued"])
    assert found["error"] is None


@pytest.mark.usefixtures("folder")
def test_a_path_that_is_not_there(yinde: Yinde) -> None:
    assert yinde("doctor", "gone")[0] == 2
