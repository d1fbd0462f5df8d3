"""Folders and indexes from somebody who means harm: nothing of theirs runs, hangs, or reaches the terminal."""

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from search.cli.run import run
from tests.corpus.containers.archives import make_jsonl, make_tar, make_zip

Yinde = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="file names and devices of POSIX")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("YINDE_INDEX", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    return tmp_path / "docs"


def put(folder: Path, name: bytes, text: str) -> None:
    with open(os.path.join(os.fsencode(folder), name), "wb") as file:
        file.write(text.encode())


def test_escape_sequences_never_reach_the_terminal(yinde: Yinde, folder: Path) -> None:
    put(folder, b"a\n\x1b[31m\xc2\x9b.txt", "題：\x1b]0;pwned\x07碳中和\x1b[2J\x9b2J\u202e清屏。\n")
    put(folder, b"broken\x1b[2J.txt", "\x00\x01")
    passage = ""
    for command in (
        ["index", "."],
        ["search", "碳中和"],
        ["list"],
        ["info"],
        ["count", "碳中和"],
        ["verify"],
        ["search", "碳中和", "--json"],
    ):
        status, out, err = yinde(*command)
        assert status == 0, command
        printed = out + err
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(printed), command
        passage = passage or next((word for word in out.split() if len(word) == 10 and word.isalnum()), "")
    for command in (["show", passage], ["search", "\x1b[2J"], ["show", "\x1b[2J"], ["index", "\x1b[2J"]):
        _, out, err = yinde(*command)
        assert "\x1b" not in out + err, command


def test_a_name_that_is_no_utf8_is_found_like_any_other(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    def yinde(*arguments: str) -> tuple[int, bytes, bytes]:
        status = run(arguments)
        return (status, *capsysbinary.readouterr())

    put(folder, b"\xb0\xa1.txt", "碳中和很重要。\n")
    name = os.fsdecode(b"\xb0\xa1.txt")
    assert yinde("index", ".", "-q") == (0, b"", b"")
    for command in (["search", "碳中和", "-l"], ["list"], ["count", "碳中和"]):
        assert b"\xb0\xa1.txt" in yinde(*command)[1]
    assert rb'"path": "\udcb0\udca1.txt"' in yinde("search", "碳中和", "--json")[1]
    assert yinde("verify", "--all")[0] == 0
    put(folder, b"\xb0\xa1.txt", "变了。\n")
    assert yinde("index", "-q") == (0, b"", b"")
    assert yinde("remove", name)[0] == 0


def test_loops_pipes_and_devices_hold_nothing_up(yinde: Yinde, folder: Path) -> None:
    put(folder, b"a.txt", "碳中和。\n")
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "itself.txt").symlink_to(folder / "itself.txt")
    status, out, _ = yinde("index", ".")
    assert (status, "1 new" in out) == (0, True)
    assert all(name in out for name in ("pipe.txt", "zero.txt", "itself.txt"))
    assert yinde("verify")[0] == 0


def test_a_file_that_is_one_line_of_megabytes(yinde: Yinde, folder: Path) -> None:
    put(folder, b"han.txt", "碳中和" * 300_000 + "末尾")
    put(folder, b"word.txt", "w" * 1_000_000 + " carbon")
    assert yinde("index", ".", "-q") == (0, "", "")
    assert yinde("count", "末尾", "--verify")[0] == 0
    status, out, _ = yinde("search", "末尾")
    assert status == 0
    assert len(out) < 5000
    assert yinde("search", "carbon")[0] == 0
    assert yinde("verify", "--all")[0] == 0


class Bomb:
    """Makes a file where it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (os.mkdir, (self.path,))


def test_an_index_of_pickles_runs_nothing(yinde: Yinde, folder: Path, tmp_path: Path) -> None:
    put(folder, b"a.txt", "碳中和。\n")
    yinde("index", ".", "-q")
    payload = pickle.dumps(Bomb(str(tmp_path / "exploded")))
    forms = (payload, b"%08x\n%s" % (crc32(payload), payload))
    for path in sorted((folder / ".yinde").iterdir()):
        whole = path.read_bytes()
        for form in forms:
            path.write_bytes(form)
            for command in (["search", "碳中和"], ["info"], ["verify"], ["index"], ["remove", "a.txt"]):
                if command[0] in {"index", "remove"} and path.name.endswith(("LOCK", ".gitignore")):
                    continue  # which change nothing of the index
                status, _, err = yinde(*command)
                assert "Traceback" not in err
                assert status in {0, 1, 2}
        path.write_bytes(whole)
    pickle_of_whoosh = folder / ".yinde" / "_yinde_9.toc"
    pickle_of_whoosh.write_bytes(payload)
    assert yinde("search", "碳中和")[0] == 2
    assert not (tmp_path / "exploded").exists()
    pickle.loads(payload)
    assert (tmp_path / "exploded").exists()


def test_hostile_archives_reach_neither_the_terminal_nor_the_disk(yinde: Yinde, folder: Path) -> None:
    files = {
        "\x1b[2J碳.txt": "碳中和\x1b]0;pwned\x07。".encode(),
        "../../escaped.txt": b"Out.",
        "/absolute.txt": "碳中和 in".encode(),
        "a\n\x9b.zip": b"",
        "x.jsonl": make_jsonl([{"id": "\x1b[31m", "title": "\x1b[1m", "text": "碳中和"}]) + b"\x1b{",
    }
    (folder / "bundle.zip").write_bytes(make_zip(files))
    (folder / "bundle.tar.gz").write_bytes(make_tar(files, "gz"))
    before = sorted(folder.parent.rglob("*"))
    for command in (
        ["index", "."],
        ["search", "碳中和"],
        ["list"],
        ["verify", "--all"],
        ["doctor"],
        ["search", "碳", "-l"],
    ):
        status, out, err = yinde(*command)
        assert status == (1 if command == ["doctor"] else 0), command
        assert not {"\x1b", "\x07", "\x9b"} & set(out + err), command
    assert yinde("search", "碳中和")[1].count("碳中和") >= 3
    left = [path for path in sorted(folder.parent.rglob("*")) if ".yinde" not in path.parts]
    assert left == before
