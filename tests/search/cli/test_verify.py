"""``yinde verify`` on a real index."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Yinde = Callable[..., tuple[int, str, str]]
Golden = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, yinde: Yinde) -> Path:
    for variable in ("YINDE_INDEX", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("碳中和。\n", encoding="utf-8")
    (docs / "b\x1b[31m.txt").write_text("碳市场。\n", encoding="utf-8")
    monkeypatch.chdir(docs)
    yinde("index", ".", "-q")
    return docs


def damage(folder: Path) -> None:
    path = next((folder / ".yinde").glob("*.inv"))
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("command", ["verify", "watch"])
def test_help(yinde: Yinde, golden: Golden, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    golden(f"help-{command}.txt", yinde(command, "--help")[1])


def test_a_whole_index(yinde: Yinde, folder: Path) -> None:
    place = folder / ".yinde"
    assert yinde("verify") == (0, f"{place}: whole\n  2 documents, 2 passages; 2 compared with their files\n", "")


@pytest.mark.parametrize("command", ["list", "info", "verify"])
def test_the_library_is_named_with_or_without_in(
    yinde: Yinde, folder: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    here = yinde(command)
    monkeypatch.chdir("/")
    assert yinde(command)[0] == 2
    assert yinde(command, "--in", str(folder)) == yinde(command, str(folder))
    assert yinde(command, "--in", str(folder))[0] == here[0] == 0
    assert yinde(command, str(folder), "--in", str(folder))[0] == 2


def test_what_is_damaged_and_what_has_changed(yinde: Yinde, folder: Path) -> None:
    (folder / "b\x1b[31m.txt").unlink()
    status, out, err = yinde("verify")
    assert (status, err) == (0, "")
    assert "b␛[31m.txt: cannot be read now: No such file or directory" in out
    damage(folder)
    status, out, err = yinde("verify")
    assert (status, err) == (1, "")
    assert "damaged" in out
    assert "mend it: yinde index --rebuild" in out
    assert yinde("index", "--rebuild", "-q") == (0, "", "")
    assert yinde("verify")[0] == 0


def test_json_is_one_object(yinde: Yinde, folder: Path) -> None:
    assert json.loads(yinde("verify", "--json", "--all")[1])["whole"]
    damage(folder)
    status, out, _ = yinde("verify", "--json")
    found = json.loads(out)
    assert (status, found["whole"], len(found["damages"])) == (1, False, 1)


def test_no_index_is_an_error(yinde: Yinde, tmp_path: Path) -> None:
    status, out, err = yinde("verify", str(tmp_path))
    assert (status, out) == (2, "")
    assert err.startswith("yinde: no index in ")
