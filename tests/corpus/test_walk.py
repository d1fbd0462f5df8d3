import os
from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.walk import find_files


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")


def found(root: Path, *paths: Path, exclude: tuple[str, ...] = ()) -> list[str]:
    findings = find_files([str(path) for path in paths or (root,)], root=str(root), exclude=exclude)
    return [file.relative for file in findings.files]


def test_readable_files_in_path_order_and_others_counted(tmp_path: Path) -> None:
    make(tmp_path, "b/二.md", "b.txt", "a/z.HTM", "a/y.html", "c.xls", "d.XLS", "README", "a/一.markdown")
    findings = find_files([str(tmp_path)], root=str(tmp_path))
    assert [file.relative for file in findings.files] == ["a/y.html", "a/z.HTM", "a/一.markdown", "b/二.md", "b.txt"]
    assert findings.others == ((".xls", 2), ("", 1))
    assert findings.problems == ()
    assert findings.files[0].size == 4


def test_hidden_files_are_left_out_unless_named(tmp_path: Path) -> None:
    make(tmp_path, ".hidden/a.txt", ".b.txt", ".yinde/c.txt", "d.txt")
    assert found(tmp_path) == ["d.txt"]
    assert found(tmp_path, tmp_path / ".hidden") == [".hidden/a.txt"]


def test_overlapping_paths_give_a_file_once(tmp_path: Path) -> None:
    make(tmp_path, "a/b.txt")
    assert found(tmp_path, tmp_path, tmp_path / "a", tmp_path / "a" / "b.txt") == ["a/b.txt"]


@pytest.mark.parametrize(
    ("glob", "left"),
    [
        ("*.md", ["a/two.txt", "a/x/one.txt", "two.txt"]),
        ("two.txt", ["a/three.md", "a/x/one.txt"]),
        ("/two.txt", ["a/three.md", "a/two.txt", "a/x/one.txt"]),
        ("a/*.txt", ["a/three.md", "a/x/one.txt", "two.txt"]),
        ("a/**/*.txt", ["a/three.md", "two.txt"]),
        ("x/", ["a/three.md", "a/two.txt", "two.txt"]),
        ("x", ["a/three.md", "a/two.txt", "two.txt"]),
        ("two.txt/", ["a/three.md", "a/two.txt", "a/x/one.txt", "two.txt"]),
        ("t??.*", ["a/three.md", "a/x/one.txt"]),
        ("**/" * 30 + "one.txt", ["a/three.md", "a/two.txt", "two.txt"]),
    ],
)
def test_exclusions_mean_what_they_do_in_gitignore(tmp_path: Path, glob: str, left: list[str]) -> None:
    make(tmp_path, "a/x/one.txt", "a/two.txt", "a/three.md", "two.txt")
    assert sorted(found(tmp_path, exclude=(glob,))) == left


def test_loops_pipes_and_broken_links_are_no_end(tmp_path: Path) -> None:
    make(tmp_path, "a/b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    findings = find_files([str(tmp_path)], root=str(tmp_path))
    assert [file.relative for file in findings.files] == ["a/b.txt"]
    assert [problem.path for problem in findings.problems] == ["gone.txt", "pipe.txt"]


def test_a_name_that_is_no_utf8_keeps_its_bytes(tmp_path: Path) -> None:
    with open(os.path.join(os.fsencode(tmp_path), b"\xb0\xa1.txt"), "wb"):
        pass
    (file,) = find_files([str(tmp_path)], root=str(tmp_path)).files
    assert os.fsencode(file.relative) == b"\xb0\xa1.txt"


def test_a_path_that_is_not_there_and_an_empty_glob_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        find_files([str(tmp_path / "none")], root=str(tmp_path))
    with pytest.raises(UsageError, match="names nothing"):
        find_files([str(tmp_path)], root=str(tmp_path), exclude=["/"])
