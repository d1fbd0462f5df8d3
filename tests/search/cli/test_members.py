"""Documents in archives and tables at the command line: they go by their paths as files do."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpus.containers.archives import make_csv, make_tar, make_zip

Yinde = Callable[..., tuple[int, str, str]]

TEXTS = {"deep/a.txt": "各国承诺到二〇六〇年前实现碳中和。\n".encode(), "b.md": "# 氣候\n\n巴黎協定。\n".encode()}
ROWS = [["編號", "標題", "作者", "日期", "正文"], ["r1", "甲烷", "林知遠", "2021-01-28", "一行。\n甲烷洩漏容易修補。"]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("YINDE_INDEX", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bundle.zip").write_bytes(make_zip(TEXTS))
    (tmp_path / "rows.csv").write_bytes(make_csv(ROWS, "big5"))
    return tmp_path


def documents(yinde: Yinde) -> list[str]:
    return [json.loads(line)["path"] for line in yinde("list", "--json")[1].splitlines()]


def test_they_are_indexed_listed_found_and_shown(yinde: Yinde) -> None:
    status, out, _ = yinde("index", ".")
    assert status == 0
    assert "3 new" in out
    assert "3 documents" in out
    assert documents(yinde) == ["bundle.zip/b.md", "bundle.zip/deep/a.txt", "rows.csv/r1"]
    hits = [json.loads(line) for line in yinde("search", "甲烷", "--json")[1].splitlines()]
    assert hits[0]["path"] == "rows.csv/r1"
    assert "rows.csv/r1:3" in yinde("search", "甲烷")[1]
    assert yinde("search", "碳中和", "-l")[1] == "bundle.zip/deep/a.txt\n"
    assert yinde("verify", "--all")[0] == 0
    passage = hits[0]["id"]
    assert "甲烷洩漏容易修補。" in yinde("show", passage)[1]
    assert "林知遠" in yinde("cite", passage)[1]


def test_a_part_of_an_archive_can_be_searched_by_its_path(yinde: Yinde) -> None:
    assert yinde("search", "碳中和", "--in", "bundle.zip/deep", "-l")[1] == "bundle.zip/deep/a.txt\n"
    assert documents(yinde) == ["bundle.zip/deep/a.txt"]
    assert yinde("search", "巴黎協定", "--in", "bundle.zip", "-l")[1] == "bundle.zip/b.md\n"
    assert documents(yinde) == ["bundle.zip/b.md", "bundle.zip/deep/a.txt"]


def test_why_one_is_not_found_is_said(yinde: Yinde, folder: Path) -> None:
    (folder / "stats.csv").write_bytes(b"year,co2\n2020,1\n")
    yinde("index", ".")
    for path, reason in {
        "bundle.zip": "many documents",
        "bundle.zip/none.txt": "holds nothing of this name",
        "stats.csv": "--text-field",
        "bundle.zip/b.md": "not in it",
    }.items():
        assert reason in yinde("why-not", "碳中和", path)[1], path
    (folder / "bundle.zip").write_bytes(make_zip({**TEXTS, "c.txt": b"More."}))
    assert "has changed since" in yinde("why-not", "碳中和", "bundle.zip/b.md")[1]
    (folder / "bundle.zip").unlink()
    assert "gone since" in yinde("why-not", "碳中和", "bundle.zip/b.md")[1]


def test_its_record_can_be_corrected(yinde: Yinde, folder: Path) -> None:
    yinde("index", ".")
    assert yinde("bib", "edit", "bundle.zip/deep/a.txt", "title=承諾", "author=解振华")[0] == 0
    assert (folder / "bundle.zip.yinde.yaml").read_text(encoding="utf-8") == (
        "deep/a.txt:\n  title: 承諾\n  author: 解振华\n"
    )
    assert "1 changed, 2 unchanged" in yinde("index", ".")[1]
    records = {row["path"]: row for row in map(json.loads, yinde("list", "--json")[1].splitlines())}
    assert (records["bundle.zip/deep/a.txt"]["title"], records["bundle.zip/b.md"]["title"]) == ("承諾", "氣候")
    yinde("bib", "edit", "bundle.zip/deep/a.txt", "--unset", "title", "--unset", "author")
    assert not (folder / "bundle.zip.yinde.yaml").exists()


def test_one_can_be_removed_and_put_back(yinde: Yinde) -> None:
    yinde("index", ".")
    assert yinde("remove", "bundle.zip/deep")[0] == 0
    yinde("index", ".")
    assert documents(yinde) == ["bundle.zip/b.md", "rows.csv/r1"]
    assert yinde("index", "bundle.zip/deep", "--index", ".")[0] == 0
    assert documents(yinde) == ["bundle.zip/b.md", "bundle.zip/deep/a.txt", "rows.csv/r1"]


def test_fields_are_named_once(yinde: Yinde, folder: Path) -> None:
    (folder / "t.tsv").write_bytes(b"headline\tstory\tname\nOne\tThe story of methane.\tk1\n")
    options = ("--text-field", "story", "--title-field", "headline", "--id-field", "name")
    yinde("index", ".", *options)
    assert "t.tsv/k1" in documents(yinde)
    (folder / "u.tsv").write_bytes(b"headline\tstory\tname\nTwo\tAnother.\tk2\n")
    yinde("index", ".")
    assert "u.tsv/k2" in documents(yinde)
    assert "t.tsv/k1" in yinde("doctor", "t.tsv", *options)[1]


def test_a_packed_folder_moves_with_its_ids(yinde: Yinde, folder: Path) -> None:
    yinde("index", ".")
    before = yinde("search", "碳中和", "--json")[1].split('"id": "')[1][:10]
    (folder / "bundle.zip").unlink()
    (folder / "packed.tar.xz").write_bytes(make_tar(TEXTS, "xz"))
    assert "2 moved, 1 unchanged" in yinde("index", ".")[1]
    assert before in yinde("search", "碳中和", "--json")[1]
