"""An open library's dictionaries: opened once, and again whenever their files are other ones."""

import os
from pathlib import Path

import pytest

from search.translate import shelf as shelf_module
from search.translate.shelf import CACHE_VARIABLE, CEDICT, STARTER, Shelf, add, install, remove


def names(shelf: Shelf) -> list[str]:
    return [str(dictionary.head["name"]) for dictionary in shelf.dictionaries()]


def test_what_is_added_removed_or_replaced_shows_at_once(tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    shelf = Shelf(index)
    assert names(shelf) == [STARTER, CEDICT]
    terms = tmp_path / "terms.csv"
    terms.write_text("净零,net zero\n", encoding="utf-8")
    add(index, str(terms))
    assert names(shelf) == ["terms", STARTER, CEDICT]
    assert shelf.dictionaries()[0].of_han("净零")[0].wording == "net zero"
    terms.write_text("净零,zero net\n", encoding="utf-8")
    add(index, str(terms))
    assert shelf.dictionaries()[0].of_han("净零")[0].wording == "zero net"
    remove(index, STARTER)
    assert names(shelf) == ["terms", CEDICT]
    add(index, STARTER)
    remove(index, "terms")
    assert names(shelf) == [STARTER, CEDICT]


def test_they_stay_open_while_nothing_changes(tmp_path: Path) -> None:
    shelf = Shelf(str(tmp_path))
    assert [*map(id, shelf.dictionaries())] == [*map(id, shelf.dictionaries())]


def test_another_cedict_or_cache_folder_shows_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf("")
    assert names(shelf) == [STARTER, CEDICT]
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    install(str(Path(__file__).parent / "small.u8"))
    assert shelf.dictionaries()[1].path.startswith(str(tmp_path / "cache"))


def test_two_copies_of_yinde_share_what_they_compile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    compiled = []
    for written in (1, 2):
        copy = tmp_path / f"climate{written}.tsv"
        copy.write_bytes(Path(shelf_module._STARTER_FILE).read_bytes())
        os.utime(copy, (written, written))
        monkeypatch.setattr(shelf_module, "_STARTER_FILE", str(copy))
        compiled.append(os.stat(Shelf("").dictionaries()[0].path).st_mtime_ns)
    assert compiled[0] == compiled[1]
    copy.write_text("net zero\t净零\n", encoding="utf-8")
    assert Shelf("").dictionaries()[0].of_han("净零")[0].wording == "net zero"
    assert not Shelf("").dictionaries()[0].of_han("碳市场")
