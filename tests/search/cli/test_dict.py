"""``yinde dict`` as it is typed."""

import json
from pathlib import Path

import pytest

from search.cli.run import run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "zh.txt").write_text("最后一座高炉关了。这一年，镇上的人都去看了湖。\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text(
        "The last furnace went out. Everybody in the town came to look.\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert run(["index", "-q", "."]) == 0
    capsys.readouterr()
    return tmp_path


def test_a_glossary_is_added_used_replaced_and_removed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terms = folder / "terms.csv"
    terms.write_text("english,chinese\nlast furnace,最后一座高炉\n", encoding="utf-8")
    assert run(["dict", "add", "terms.csv"]) == 0
    assert "terms" in capsys.readouterr().out
    assert run(["search", "last furnace"]) == 0
    shown = capsys.readouterr().out
    assert "also: 最后一座高炉" in shown
    assert "1 more through last furnace → 最后一座高炉" in " ".join(shown.split())

    assert run(["index", "-q", "--rebuild", "."]) == 0  # a rebuild leaves glossaries alone
    (folder / ".yinde" / "glossaries" / "terms.dict").write_bytes(b"of another version")
    assert run(["dict", "list", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["name"], row["scope"]) for row in rows] == [
        ("terms", "library"),
        ("climate", "all"),
        ("cc-cedict", "all"),
    ]

    assert run(["dict", "remove", "terms"]) == 0
    assert run(["dict", "remove", "terms"]) == 2
    assert "no glossary 'terms' in this library; it has climate, cc-cedict" in capsys.readouterr().err


def test_the_starter_glossary_can_be_left_out_and_taken_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    assert run(["dict", "remove", "climate"]) == 0
    assert run(["dict", "list"]) == 0
    assert "not used here" in capsys.readouterr().out
    assert run(["dict", "add", "climate"]) == 0
    assert "not used here" not in capsys.readouterr().out


def test_a_name_stays_a_name(folder: Path) -> None:
    (folder / "terms.csv").write_text("net zero,净零\n", encoding="utf-8")
    before = {path for path in folder.rglob("*") if path.is_file()}
    assert run(["dict", "add", "terms.csv", "--name", "../a/b"]) == 0
    made = {path for path in folder.rglob("*") if path.is_file()} - before
    assert {path.parent.name for path in made} == {"glossaries"}


def test_what_is_no_glossary(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dict", "add", "en.txt"]) == 2
    assert "no pairs of a Chinese and an English term" in capsys.readouterr().err
    (folder / "climate.csv").write_text("a,湖\n", encoding="utf-8")
    assert run(["dict", "add", "climate.csv"]) == 2
    assert "--name" in capsys.readouterr().err
    assert run(["dict", "install", "zh.txt"]) == 2
    assert "not in CC-CEDICT's format" in capsys.readouterr().err


def test_a_newer_cedict_is_used_everywhere(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YINDE_CACHE", str(tmp_path / "own"))
    (folder / "cedict_ts.u8").write_text(
        "#! date=2030-01-02T00:00:00Z\n鎮上 镇上 [zhen4 shang4] /town/\n", encoding="utf-8"
    )
    assert run(["dict", "install", "cedict_ts.u8"]) == 0
    assert "2030-01-02" in capsys.readouterr().out
    assert run(["search", "town"]) == 0
    assert "town → 镇上" in " ".join(capsys.readouterr().out.split())
