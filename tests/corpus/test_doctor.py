"""What doctor says of files: each kind of damage once, and nothing of a sound file."""

from pathlib import Path

import pytest

from corpus.doctor import Diagnosis, diagnose, examine
from corpus.errors import UsageError
from corpus.mojibake import mojibake_lines
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
