"""What the READMEs say is so: their transcripts, their Python, their links, and that both say the same."""

import os
import re
import shutil
from pathlib import Path

import pytest

from indexer.build import refresh
from tools.transcripts import READMES, ROOT, refreshed

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELAPSED = re.compile(r"\d+\.\d+ s$", re.MULTILINE)


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code(name: str) -> list[tuple[str, str]]:
    """The fenced blocks of a page, without the comments of shell lines; of transcripts only the commands."""
    blocks = FENCE.findall(re.sub(r" +# .*$", "", page(name), flags=re.MULTILINE))
    commands = re.compile(r"^(?!\$ ).*\n", re.MULTILINE)
    return [(kind, commands.sub("", text) if kind == "console" else text) for kind, text in blocks]


def outline(name: str) -> list[int]:
    """The levels of a page's headings."""
    return [len(marks) for marks in re.findall(r"^(#+) ", FENCE.sub("", page(name)), flags=re.MULTILINE)]


def links(name: str) -> list[str]:
    return re.findall(r"\]\(([^)]+)\)", page(name))


@pytest.mark.parametrize("name", READMES)
def test_the_transcripts_are_what_yinde_prints(name: str) -> None:
    assert ELAPSED.sub("", refreshed(page(name), READMES[name])) == ELAPSED.sub("", page(name))


def test_both_languages_say_the_same() -> None:
    english, chinese = READMES
    assert code(english) == code(chinese)
    assert outline(english) == outline(chinese)
    assert links(english) == links(chinese)


@pytest.mark.parametrize("name", READMES)
def test_links_into_the_repository_lead_somewhere(name: str) -> None:
    inside = [link.partition("#")[0] for link in links(name) if "://" not in link]
    assert inside
    assert [link for link in inside if not (ROOT / link).exists()] == []


def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = (text for language, text in code("README.md") if language == "python")
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns(".yinde"))
    monkeypatch.chdir(tmp_path)
    refresh("examples")
    exec(example, {})
    *_, totals = printed = capsys.readouterr().out.splitlines()
    assert sum(re.match(r"[\w.-]+:\d+ ", line) is not None for line in printed) == 3
    assert totals.endswith("13 occurrences of 气候变化")


def test_only_tested_pythons_are_claimed() -> None:
    claimed = re.findall(r"Python :: (3\.\d+)", page("pyproject.toml"))
    assert claimed
    for name in READMES:
        assert re.search(r"[(（][^()（）]*" + r"(?:, |、)".join(map(re.escape, claimed)), page(name))


def test_the_set_up_lines_stand_once_where_ci_looks_for_them() -> None:
    lines = page("README.md").splitlines()
    assert sum(line.endswith("/bin/yinde search 碳中和 --in examples/") for line in lines) == 1
    assert sum(line.endswith("/bin/python -m pytest") for line in lines) == 1
    assert os.access(ROOT / ".ci" / "run", os.X_OK) or os.name == "nt"
