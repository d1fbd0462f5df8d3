"""Archives: which of their members are documents, and what they are called."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.containers import SUFFIXES, container_of, container_suffix
from corpus.containers.model import Member, Other, Reading, Remark, Unread
from tests.corpus.containers.archives import (
    FILES,
    MAKERS,
    Files,
    found_in,
    make_csv,
    make_jsonl,
    make_tar,
    make_zip,
    names,
)


@pytest.mark.parametrize("name", MAKERS)
def test_members_come_as_they_were_put_in(tmp_path: Path, name: str) -> None:
    found, error = found_in(tmp_path, name, MAKERS[name](FILES))
    assert error == ""
    assert [(each.name, each.suffix, each.data) for each in found if isinstance(each, Member)] == [
        ("a.txt", ".txt", FILES["a.txt"]),
        ("b/c.md", ".md", FILES["b/c.md"]),
        ("b/page.html", ".html", FILES["b/page.html"]),
    ]


@pytest.mark.parametrize("maker", [make_zip, make_tar])
def test_what_is_no_document_is_told_or_passed_over(tmp_path: Path, maker: Callable[[Files], bytes]) -> None:
    files = {
        "picture.jpg": b"x",
        ".hidden/a.txt": b"a",
        "__MACOSX/b.txt": b"b",
        "a.txt.yinde.yaml": b"title: x",
        "inner.zip": make_zip(FILES),
        "inner.tar.gz": b"",
    }
    found, error = found_in(tmp_path, "x.zip" if maker is make_zip else "x.tar", maker(files))
    assert error == ""
    assert [each for each in found if not isinstance(each, Unread)] == [Other(".jpg")]
    assert [each.name for each in found if isinstance(each, Unread)] == ["inner.zip", "inner.tar.gz"]
    assert all("within an archive" in each.reason for each in found if isinstance(each, Unread))


@pytest.mark.parametrize("maker", [make_zip, make_tar])
def test_no_name_leads_out_of_the_archive(tmp_path: Path, maker: Callable[[Files], bytes]) -> None:
    wicked = ["../up.txt", "a/../../up.txt", "/etc/root.txt", "C:/drive.txt", "./here.txt", "a//b.txt", "..", "/"]
    found, error = found_in(
        tmp_path, "x.zip" if maker is make_zip else "x.tar", maker(dict.fromkeys(wicked, b"Carbon."))
    )
    assert error == ""
    assert names(found) == ["etc/root.txt", "drive.txt", "here.txt", "a/b.txt"]
    assert sum("leads out of the archive" in each.what for each in found if isinstance(each, Remark)) == 3


def test_backslashes_part_folders_in_zip(tmp_path: Path) -> None:
    found, _ = found_in(tmp_path, "x.zip", make_zip({"folder\\a.txt": b"a", "..\\b.txt": b"b"}))
    assert names(found) == ["folder/a.txt"]


def test_members_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for data in (b"one", b"two", b"three"):
            info = tarfile.TarInfo("a.txt")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    found, _ = found_in(tmp_path, "x.tar", out.getvalue())
    assert [(each.name, each.data) for each in found if isinstance(each, Member)] == [
        ("a.txt", b"one"),
        ("a~2.txt", b"two"),
        ("a~3.txt", b"three"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_names_are_read_in_the_encoding_that_fits(tmp_path: Path, encoding: str) -> None:
    wanted = (
        ["關於氣候/第一章 緒論.txt", "關於氣候/附錄.txt"] if encoding == "big5" else ["关于气候/绪论.txt", "附录.txt"]
    )
    plain = {f"{number:02}{'_' * (len(name.encode(encoding)) - 2)}": b"x" for number, name in enumerate(wanted)}
    for name, maker in (("x.zip", make_zip), ("x.tar", make_tar)):
        data = maker(plain)
        for placeholder, real in zip(plain, wanted, strict=True):
            data = data.replace(placeholder.encode(), real.encode(encoding))
        if name == "x.tar":
            data = _with_checksums(data)
        assert names(found_in(tmp_path, name, data)[0]) == wanted


def _with_checksums(tar: bytes) -> bytes:
    """The same archive with checksums that fit its headers."""
    blocks = [bytearray(tar[at : at + 512]) for at in range(0, len(tar), 512)]
    for block in blocks:
        if block[257:262] == b"ustar":
            block[148:156] = b" " * 8
            block[148:156] = b"%06o\0 " % sum(block)
    return b"".join(blocks)


def test_tables_within_archives_are_opened(tmp_path: Path) -> None:
    rows = make_jsonl([{"id": "one", "text": "碳中和"}, {"id": "two", "text": "氣候"}])
    files = {"data/rows.jsonl": rows, "t.csv": make_csv([["text"], ["Carbon"]]), "bad.csv": b"a,b\n1,2\n"}
    for name in ("x.zip", "x.tar.gz"):
        found, error = found_in(tmp_path, name, MAKERS[name](files))
        assert (names(found), error) == (["data/rows.jsonl/one", "data/rows.jsonl/two", "t.csv/1"], "")
        assert [each.name for each in found if isinstance(each, Unread)] == ["bad.csv"]


def test_only_what_is_wanted_is_given(tmp_path: Path) -> None:
    asked: list[str] = []

    def wanted(name: str) -> bool:
        asked.append(name)
        return name.endswith(("c.md", "/2"))

    files = {**FILES, "rows.jsonl": make_jsonl([{"text": "a"}, {"text": "b"}])}
    found, _ = found_in(tmp_path, "x.zip", make_zip(files), Reading(wanted=wanted))
    assert names(found) == ["b/c.md", "rows.jsonl/2"]
    assert asked == ["a.txt", "b/c.md", "b/page.html", "rows.jsonl/1", "rows.jsonl/2"]


def test_a_path_into_a_container_names_its_file(tmp_path: Path) -> None:
    for name in ("x.tar.gz", "plain.txt"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "folder.zip").mkdir()
    assert container_of(str(tmp_path / "x.tar.gz" / "a" / "b.txt")) == str(tmp_path / "x.tar.gz")
    for path in ("plain.txt/a", "folder.zip/a", "none.zip/a"):
        assert container_of(str(tmp_path / path)) == ""
    assert [container_suffix(name) for name in ("a.TGZ", "a.tar", "b.csv.gz", "c.txt.gz", "d.gz", "zip")] == [
        ".tgz", ".tar", ".csv.gz", "", "", "",
    ]  # fmt: skip


def test_every_suffix_has_its_module() -> None:
    from importlib import import_module

    assert all(callable(import_module(f"corpus.containers.{module}").read) for module in SUFFIXES.values())
