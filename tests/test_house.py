"""The rules of the house that no linter knows."""

import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import corpus
import indexer
import search
from indexer.build import refresh

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("corpus", "indexer", "search")
HEAVY = (
    "citeproc",
    "docutils",
    "ftfy",
    "jieba",
    "lxml",
    "markdown_it",
    "mdit_py_plugins",
    "multiprocessing",
    "numpy",
    "opencc",
    "pypdfium2",
    "re2",
    "rjieba",
    "whoosh.fields",
    "yaml",
)
LONGEST_FILE = 350  # lines


@pytest.mark.parametrize("room", [corpus, indexer, search])
def test_public_names_are_exactly_all(room: ModuleType) -> None:
    public = {name for name, value in vars(room).items() if name[0] != "_" and not isinstance(value, ModuleType)}
    names = getattr(room, "__all__", ())
    assert public <= set(names)
    assert sorted(set(names)) == sorted(names)
    assert all(hasattr(room, name) for name in names)


@pytest.mark.parametrize("query", ["--strict 碳中和", '--strict "carbon neutrality"', "全球氣候變化與碳中和目標"])
def test_a_cold_query_imports_nothing_heavy(query: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns(".yinde"))
    refresh(str(tmp_path / "examples"))
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from search.cli.run import run\n"
        "status = run(sys.argv[1:])\n"
        f"sys.exit(status or ' '.join(name for name in {HEAVY} if name in sys.modules) or None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "search", *query.split(" ", query.count("--"))],
        cwd=tmp_path / "examples",
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_files_hold_one_idea_each() -> None:
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    assert files
    assert [path.name for path in files if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE] == []
