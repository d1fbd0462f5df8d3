"""``yinde why-not`` on a real index: every answer that there is."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

Yinde = Callable[..., tuple[int, str, str]]
Golden = Callable[[str, str], None]

FILES = {
    "speech.txt": "守住海岸\n\n各國承諾在二〇五〇年前實現碳\n\n中和。氣候危機不等人。\n",
    "notes/market.md": "---\ntitle: 碳市场\ndate: 2023-05\n---\n配额越少，价格越高。\n\nThe carbon price rose.\n",
    "notes/far/away.txt": "海岸上的树。\n",
    "drafts/old.txt": "碳中和的草稿。\n",
    "gone.txt": "碳中和，去了哪里？\n",
    "removed.txt": "碳中和。\n",
    "sheet.xlsx": "PK",
    ".hidden.txt": "碳中和。\n",
    "broken.txt": b"\x00\x01\xff\xfe\xfd" * 40,
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, yinde: Yinde) -> Path:
    root = tmp_path / "docs"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    monkeypatch.chdir(root)
    for variable in ("YINDE_INDEX", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    yinde("index", ".", "--exclude", "drafts/")
    yinde("remove", "removed.txt")
    (root / "gone.txt").unlink()
    (root / "new.txt").write_text("碳中和。")
    os.utime(root / "speech.txt", (1, 1))
    return root


@pytest.mark.parametrize(
    ("query", "file", "expected"),
    [
        ("碳中和", "speech.txt", ["among the results, no. ", "changed since"]),
        ("碳中和", "gone.txt", ["among the results", "gone since"]),
        ("carbon", "market.md", ["notes/market.md: among the results, no. 1"]),
        ("气侯危机", "speech.txt", ["as a best match", "the nearest is 氣候危機 on line 5"]),
        ("实现碳中和目标", "speech.txt", ["best match", "the nearest is 實現碳 中和"]),
        ("carbon tax", "notes/market.md", ["best match", "carbon: 1 passage", "tax: not in it"]),
        ("价格 date:2021", "notes/market.md", ["left out by a condition", "does not hold; it has 2023-05"]),
        ("价格 NOT 配额", "notes/market.md", ["left out by what the query excludes", "1 passage excluded"]),
        ("火星", "speech.txt", ["it does not hold the text", "nor anything like it"]),
        ("/火.星/", "speech.txt", ["it does not hold the text", "nor anything like it"]),
        ("碳中和", "drafts/old.txt", ["not in the index", "is excluded (drafts/)"]),
        ("碳中和", "removed.txt", ["not in the index", "taken out by yinde remove"]),
        ("碳中和", "new.txt", ["not in the index", "newer than the index"]),
        ("碳中和", "sheet.xlsx", ["not in the index", "of its kind (.xlsx)"]),
        ("碳中和", ".hidden.txt", ["not in the index", "it is hidden"]),
        ("碳中和", "broken.txt", ["not in the index", "could not be indexed: "]),
        ("碳中和", "nowhere.txt", ["not in the index", "no such file"]),
        ("碳中和", "notes", ["not in the index", "it is a folder"]),
        ("碳中和", "../else.txt", ["not in the index", "outside the library"]),
    ],
)
def test_every_answer(yinde: Yinde, query: str, file: str, expected: list[str]) -> None:
    status, out, err = yinde("why-not", query, file)
    assert (status, err) == (0, "")
    assert [text for text in expected if text not in out] == []
    assert json.loads(yinde("why-not", query, file, "--json")[1])["path"]


def test_a_path_is_taken_from_the_current_folder_or_the_library(
    yinde: Yinde, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "notes" / "far")
    for name in ("away.txt", "./away.txt", "notes/far/away.txt", str(folder / "notes" / "far" / "away.txt")):
        assert yinde("why-not", "海岸", name)[1].startswith("away.txt: among the results")


def test_help(yinde: Yinde, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    golden("help-why-not.txt", yinde("why-not", "--help")[1])
