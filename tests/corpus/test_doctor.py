"""What doctor says of files: each kind of damage once, and nothing of a sound file."""

from pathlib import Path

import pytest

from corpus.doctor import Diagnosis, diagnose, examine
from corpus.errors import UsageError
from corpus.mojibake import mojibake_lines
from tests.corpus.containers.archives import make_jsonl, make_zip
from tests.corpus.pdfs import column, make_pdf

WRAPPED = "潮水与堤坝\n\n水位一年年升高，堤坝也一年年\n\n加高，渡口的老人说起从前，总\n\n是先看一眼水。\n"


def examined(folder: Path, name: str, data: bytes) -> Diagnosis:
    (folder / name).write_bytes(data)
    return diagnose(str(folder / name), root=str(folder))


def test_a_sound_file(tmp_path: Path) -> None:
    text = "---\ntitle: 潮水\nauthor: 林知远\ndate: 2021\n---\n水位一年年升高。\n"
    assert examined(tmp_path, "a.md", text.encode()) == Diagnosis(
        "a.md",
        format="markdown",
        encoding="utf-8",
        confidence=1.0,
        language="zh",
        script="hans",
        characters=8,
    )


def test_what_is_missing_guessed_joined_and_detected(tmp_path: Path) -> None:
    found = examined(tmp_path, "a.txt", (WRAPPED * 4).encode("gb18030"))
    assert found.encoding == "gb18030"
    assert found.confidence is not None
    assert found.confidence < 1
    assert found.wraps == 8
    assert found.missing == ("author", "issued")
    assert found.guessed == (("title", "first line (guess)"),)


def test_pages_without_text_and_files_that_cannot_be_read(tmp_path: Path) -> None:
    found = examined(tmp_path, "a.pdf", make_pdf([column(["水位一年年升高。"]), []]))
    assert (found.pages, found.confidence, found.defects) == (2, None, ("no text on page 2 of 2",))
    assert examined(tmp_path, "b.pdf", b"%PDF").error.startswith("it is damaged")
    whole = examine([str(tmp_path)], root=str(tmp_path))
    assert [each.path for each in whole.diagnoses] == ["a.pdf", "b.pdf"]
    with pytest.raises(UsageError):
        examine([str(tmp_path / "gone")], root=str(tmp_path))


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("碳中和是目标".encode().decode("latin-1"), True),
        ("“标点”，和句子。".encode().decode("gb18030", "replace"), True),
        ("锟斤拷锟斤拷", True),
        ("lost \ufffd here", True),
        ("CafÃ© is â€œgood", True),
        ("碳中和是目标，不是口号。", False),
        ("碳中和是目標「不是」口號；", False),
        ("Café déjà vu – “fine”", False),
        ("plain", False),
    ],
)
def test_mojibake(line: str, bad: bool) -> None:
    assert mojibake_lines(f"前\n{line}\n后") == [2] * bad


def test_a_container_is_examined_member_by_member(tmp_path: Path) -> None:
    sound = "---\ntitle: 潮水\nauthor: 林知远\ndate: 2021\n---\n水位一年年升高。\n".encode()
    files = {
        "a.md": sound,
        "deep/b.txt": "碳中和".encode("gb18030") * 40,
        "bad.pdf": b"no pdf",
        "c.zip": b"",
        "d.jpg": b"",
    }
    (tmp_path / "bundle.zip").write_bytes(make_zip(files))
    (tmp_path / "t.jsonl").write_bytes(make_jsonl([{"text": "甲烷", "title": "題"}]) + b"{\n")
    (tmp_path / "t.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "x.tar").write_bytes(b"no archive at all")
    found = {each.path: each for each in examine([str(tmp_path)], root=str(tmp_path)).diagnoses}
    assert [*found] == [
        *("bundle.zip/a.md", "bundle.zip/deep/b.txt", "bundle.zip/bad.pdf", "bundle.zip/c.zip", "bundle.zip"),
        *("t.csv", "t.jsonl/1", "t.jsonl", "x.tar"),
    ]
    assert found["bundle.zip/a.md"] == Diagnosis(
        "bundle.zip/a.md", "", "markdown", "utf-8", 1.0, "zh", "hans", characters=8
    )
    assert found["bundle.zip/deep/b.txt"].encoding == "gb18030"
    assert [path for path, each in found.items() if each.error] == [
        *("bundle.zip/bad.pdf", "bundle.zip/c.zip", "t.csv", "x.tar")
    ]
    assert (found["bundle.zip"].documents, found["t.jsonl"].documents) == (3, 1)
    assert found["t.jsonl"].defects == ("line 2: not JSON",)


def test_members_can_be_examined_by_themselves(tmp_path: Path) -> None:
    (tmp_path / "bundle.zip").write_bytes(make_zip({"a.txt": b"A.", "deep/b.txt": b"B.", "deep/c.html": b"C."}))

    def paths(*asked: str, exclude: tuple[str, ...] = ()) -> list[str]:
        wanted = [str(tmp_path / path) for path in asked]
        return [each.path for each in examine(wanted, root=str(tmp_path), exclude=exclude).diagnoses][:-1]

    assert paths("bundle.zip/deep") == ["bundle.zip/deep/b.txt", "bundle.zip/deep/c.html"]
    assert paths("bundle.zip/a.txt", "bundle.zip/deep/c.html") == ["bundle.zip/a.txt", "bundle.zip/deep/c.html"]
    assert paths(".", exclude=("*.html", "a.*")) == ["bundle.zip/deep/b.txt"]
    with pytest.raises(UsageError):
        paths("missing.zip/a.txt")


def test_fields_of_rows_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"story,co2\nOnce upon a time.,2\n")
    found = [*examine([str(tmp_path)], root=str(tmp_path), fields=(("text", "story"),)).diagnoses]
    assert [(each.path, each.characters) for each in found] == [("t.csv/1", 17), ("t.csv", 0)]
