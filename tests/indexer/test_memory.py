"""How much memory builds and searches take, as docs/limits.md states it."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.build import build
from indexer.report import BuildRequest

ROOT = Path(__file__).resolve().parents[2]

# ru_maxrss would begin with what the process had that started this one.
PEAK = """
def peak():
    with open("/proc/self/status") as status:
        return next(line.split()[1] for line in status if line.startswith("VmHWM"))
"""

PEAKS = f"""
import sys
{PEAK}
from indexer.build import build
from indexer.report import BuildRequest
for name in sys.argv[1:]:
    build(BuildRequest(paths=(name,), jobs=1, memory=64 << 20))
    print(peak())
"""


def peaks(*folders: Path) -> list[int]:
    """The most kilobytes that the process has held after building each of the indexes."""
    return _run(PEAKS, *folders)


def _run(program: str, *folders: Path) -> list[int]:
    """The numbers that a program prints."""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, folders)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return [int(line) for line in done.stdout.split()]


def text(megabytes: float) -> str:
    """Sentences of random characters, which take more than those of real texts: hardly any pair occurs twice."""
    dice = random.Random(1)
    characters = [chr(code) for code in range(0x4E00, 0x5600)]
    sentences = ("".join(dice.choices(characters, k=40)) + "。\n" for _ in range(int(megabytes * 1e6 / 124)))
    return "".join(sentences)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_file_takes_a_few_times_its_size_and_many_take_no_more_than_one(tmp_path: Path) -> None:
    small, large, many = (tmp_path / name for name in ("small", "large", "many"))
    for folder in (small, large, many):
        folder.mkdir()
    (small / "a.txt").write_text(text(6), encoding="utf-8")
    (large / "a.txt").write_text(text(12), encoding="utf-8")
    for number in range(2000):
        (many / f"{number}.txt").write_text(f"第{number}篇：碳中和與氣候。\n", encoding="utf-8")
    base, with_large, with_many = peaks(small, large, many)
    assert base < 400_000
    assert with_large - base < 6 * 12_000 + 32_000  # and half of --memory, which the smaller does not use up
    assert with_many - with_large < 30_000


SEARCHES = f"""
import sys
{PEAK}
from search.library import open_library
with open_library(sys.argv[1]) as library:
    for query in ("碳中和", "/一.{{0,3}}丁/", "一丁丂七丄丅丆万丈三上下"):
        library.search(query, limit=50)
print(peak())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_search_takes_little_beside_the_index_that_is_mapped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(12), encoding="utf-8")
    build(BuildRequest(paths=(str(tmp_path),), jobs=1))
    mapped = sum(path.stat().st_size for path in (tmp_path / ".yinde").iterdir()) // 1024
    assert _run(SEARCHES, tmp_path)[0] < mapped + 120_000
