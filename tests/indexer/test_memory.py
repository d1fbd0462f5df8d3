"""How much memory a build takes, as docs/limits.md states it."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PEAKS = """
import resource, sys
from indexer.build import build
from indexer.report import BuildRequest
for name in sys.argv[1:]:
    build(BuildRequest(paths=(name,), jobs=1, memory=64 << 20))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peaks(*folders: Path) -> list[int]:
    """The most kilobytes that the process has held after building each of the indexes."""
    done = subprocess.run(
        [sys.executable, "-c", PEAKS, *map(str, folders)],
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


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory in other units")
def test_a_file_takes_a_few_times_its_size_and_many_take_no_more_than_one(tmp_path: Path) -> None:
    small, large, many = (tmp_path / name for name in ("small", "large", "many"))
    for folder in (small, large, many):
        folder.mkdir()
    (small / "a.txt").write_text(text(6), encoding="utf-8")
    (large / "a.txt").write_text(text(12), encoding="utf-8")
    for number in range(2000):
        (many / f"{number}.txt").write_text(f"第{number}篇：碳中和與氣候。\n", encoding="utf-8")
    base, with_large, with_many = peaks(small, large, many)
    assert base < 600_000
    assert with_large - base < 6 * 16_000
    assert with_many - with_large < 30_000
