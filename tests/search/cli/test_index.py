"""``index``, ``remove``, ``list`` and ``info`` on a real index of small files."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from search.cli import INTERRUPTED

Yinde = Callable[..., tuple[int, str, str]]
Golden = Callable[[str, str], None]

FILES = {
    "speech.txt": "演講：守住海岸\n\n各國承諾在二〇五〇年前實現碳中和。\n",
    "notes/碳市场.md": "---\ntitle: 碳市场怎么定价\ndate: 2023-05\n---\n配额越少，价格越高。\n",
    "notes/methane.html": "<title>Methane, briefly</title><body><p>Leaks are cheap to mend.</p></body>",
    "notes/table.xlsx": "PK",
    "broken.txt": b"\x00\x01\xff\xfe\xfd" * 40,
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The documents' folder, which is the current one."""
    for name, text in FILES.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    monkeypatch.chdir(tmp_path / "docs")
    for variable in ("YINDE_INDEX", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path / "docs"


def steady(text: str, folder: Path) -> str:
    """Without what differs from run to run."""
    text = text.replace(str(folder), "/docs")
    text = re.sub(r"\d+\.\d s\b", "0.1 s", text)
    text = re.sub(r"\d+\.\d MB/s", "1.0 MB/s", text)
    text = re.sub(r"built( +)\S+", r"built\1(then)", text)
    return re.sub(r"\([\d.]+ k?B\)|\([\d,]+ bytes\)", "(so many bytes)", text)


@pytest.mark.parametrize("command", ["index", "remove", "list", "info"])
def test_help(yinde: Yinde, golden: Golden, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    status, out, err = yinde(command, "--help")
    assert (status, err) == (0, "")
    golden(f"help-{command}.txt", out)


def test_index_tells_what_it_did(yinde: Yinde, golden: Golden, folder: Path) -> None:
    status, out, err = yinde("index", ".")
    assert (status, err) == (0, "")
    golden("index.txt", steady(out, folder))


def test_index_again_finds_the_index_and_reads_nothing(
    yinde: Yinde, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yinde("index", ".", "-q")
    monkeypatch.chdir(folder / "notes")
    status, out, err = yinde("index", "--json")
    report = json.loads(out)
    assert (status, err, report["unchanged"], report["added"], report["root"]) == (0, "", 3, 0, str(folder))


def test_index_json_is_one_object(yinde: Yinde, folder: Path) -> None:
    (line,) = yinde("index", ".", "--json")[1].splitlines()
    report = json.loads(line)
    assert (report["added"], report["files"], report["index"]) == (3, 3, str(folder / ".yinde"))
    assert [each["path"] for each in report["skipped"]] == ["broken.txt"]
    assert report["others"] == {".xlsx": 1}
    assert sum(report["languages"].values()) == sum(report["scripts"].values()) == report["characters"]


def test_quiet_is_quiet(yinde: Yinde) -> None:
    assert yinde("index", ".", "--quiet") == (0, "", "")


def test_the_index_keeps_itself_out_of_git(yinde: Yinde, folder: Path) -> None:
    yinde("index", ".")
    assert (folder / ".yinde" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("index", "nowhere"), "yinde: there is no file or folder nowhere; check the path\n"),
        (
            ("index", ".", "--user-dict", "none"),
            "yinde: user dictionary none: No such file or directory; give the path of a text file\n",
        ),
        (
            ("index", ".", "--encoding", "x"),
            "yinde: unknown encoding x; give one that Python knows, such as gb18030 or big5hkscs\n",
        ),
        (
            ("index", ".", "-q", "--json"),
            "yinde: --quiet and --json do not go together; --json prints nothing but the summary\n",
        ),
    ],
)
def test_errors_are_one_line_and_leave_nothing_behind(
    yinde: Yinde, folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    assert yinde(*arguments) == (2, "", message)
    assert not (folder / ".yinde").exists()


@pytest.mark.parametrize("arguments", [("index",), ("list",), ("info",), ("remove", "speech.txt")])
def test_no_index_is_one_line_with_the_next_step(yinde: Yinde, arguments: tuple[str, ...]) -> None:
    status, out, err = yinde(*arguments)
    assert (status, out) == (2, "")
    assert re.fullmatch(r"yinde: no index in .* or above; make one: yinde index PATH\n", err)


def test_an_index_of_other_rules_is_one_line_and_a_rebuild(
    yinde: Yinde, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yinde("index", ".")
    monkeypatch.setattr("indexer.stamps.FOLD_VERSION", "2099")
    for arguments in (("index",), ("list",), ("search", "碳中和")):
        status, out, err = yinde(*arguments)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert err.endswith(f"run: yinde index --rebuild --index {folder}/.yinde\n")
    assert yinde("index", "--rebuild", "--index", f"{folder}/.yinde", "-q") == (0, "", "")
    assert yinde("list")[0] == 0


def test_remove_and_put_back(yinde: Yinde, folder: Path) -> None:
    yinde("index", ".")
    assert yinde("remove", "notes") == (0, f"removed 2 files from the index of {folder}\n", "")
    yinde("index", "-q")
    assert [json.loads(line)["path"] for line in yinde("list", "--json")[1].splitlines()] == ["speech.txt"]
    assert yinde("search", "配额", "--strict")[0] == 1
    yinde("index", "notes", "--index", ".", "-q")
    assert yinde("search", "配额", "--strict")[0] == 0
    status, out, err = yinde("remove", "nothing.txt")
    assert (status, out) == (2, "")
    assert err.startswith("yinde: nothing of nothing.txt is in the library")


def test_remove_json_names_the_files(yinde: Yinde) -> None:
    yinde("index", ".")
    lines = yinde("remove", "notes", "--json")[1].splitlines()
    assert [json.loads(line) for line in lines] == [{"path": "notes/methane.html"}, {"path": "notes/碳市场.md"}]


def test_list_is_aligned(yinde: Yinde, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    yinde("index", ".")
    golden("list-pipe.txt", yinde("list")[1])
    monkeypatch.setenv("COLUMNS", "70")
    golden("list-70.txt", yinde("list")[1])


def test_list_json(yinde: Yinde) -> None:
    yinde("index", ".")
    documents = {each["path"]: each for each in map(json.loads, yinde("list", "--json")[1].splitlines())}
    assert documents.keys() == {"speech.txt", "notes/碳市场.md", "notes/methane.html"}
    market = documents["notes/碳市场.md"]
    assert (market["title"], market["date"], market["script"], market["language"]) == (
        "碳市场怎么定价",
        "2023-05",
        "hans",
        "zh",
    )


def test_info(yinde: Yinde, golden: Golden, folder: Path) -> None:
    yinde("index", ".")
    golden("info.txt", steady(yinde("info")[1], folder))
    info = json.loads(yinde("info", "--json")[1])
    assert (info["documents"], info["root"], info["stamps"]["user dictionary"]) == (3, str(folder), "none")
    assert info["index_bytes"] == sum(path.stat().st_size for path in (folder / ".yinde").iterdir())


def test_search_in_a_folder_indexes_it_and_sees_changes(yinde: Yinde, folder: Path) -> None:
    assert yinde("search", "碳中和", "--in", str(folder), "--strict")[0] == 0
    (folder / "speech.txt").write_text("改了主意。\n", encoding="utf-8")
    assert yinde("search", "碳中和", "--in", str(folder), "--strict")[0] == 1
    assert yinde("search", "改了主意", "--in", str(folder), "--strict")[0] == 0


def test_an_index_elsewhere(yinde: Yinde, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINDE_INDEX", str(tmp_path / "elsewhere"))
    assert yinde("index", ".", "-q") == (0, "", "")
    assert not (folder / ".yinde").exists()
    monkeypatch.chdir(tmp_path)
    assert json.loads(yinde("info", "--json")[1])["root"] == str(folder)
    status, out, _ = yinde("search", "-l", "碳中和")
    assert (status, out) == (0, "docs/speech.txt\n")


def test_an_interrupted_rebuild_says_so(yinde: Yinde, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("indexer.build.build", interrupted)
    assert yinde("index", ".") == (INTERRUPTED, "", "yinde: interrupted; the index is as it was before\n")


def test_a_sidecar_has_the_last_word_and_its_changes_are_seen(yinde: Yinde, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "a.md").write_text("---\ntitle: 潮水\n---\n水位一年年升高。\n", encoding="utf-8")
    yinde("index", str(own))

    def titles() -> list[str]:
        return [json.loads(line)["title"] for line in yinde("list", str(own), "--json")[1].splitlines()]

    assert titles() == ["潮水"]
    sidecar = own / "a.md.yinde.yaml"
    for text, title in (("title: 堤坝\n", "堤坝"), ("title: 渡口与堤坝\n", "渡口与堤坝")):
        sidecar.write_text(text, encoding="utf-8")
        assert "1 changed" in yinde("index", str(own))[1]
        assert titles() == [title]
    assert "1 unchanged" in yinde("index", str(own))[1]
    sidecar.unlink()
    assert "1 changed" in yinde("index", str(own))[1]
    assert titles() == ["潮水"]


def test_files_of_which_not_all_could_be_read_are_told(yinde: Yinde, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "a.txt").write_text("水位一年年升高。\n", encoding="utf-8")
    (own / "a.txt.yinde.yaml").write_text("- no\n- record\n", encoding="utf-8")
    _, out, _ = yinde("index", str(own))
    assert "read in part: 1 file" in out
    assert "a.txt: its sidecar, which is passed over" in out
    report = json.loads(yinde("index", str(own), "--json")[1])
    assert [each["path"] for each in report["partial"]] == ["a.txt"]
