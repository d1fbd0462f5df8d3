"""Minutes of building, searching, changing, killing and damaging, with checks throughout that nothing is lost.

    python -m benchmarks.soak --minutes 10

Prints what was done, which faults were injected, and what was lost, which must be nothing: the exit status is 1 otherwise.
POSIX only: it kills processes and limits the sizes of files.
"""

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import LibraryError, YindeError
from indexer.build import build
from indexer.report import BuildRequest
from indexer.verify import verify
from search.library import open_library

ROOT = Path(__file__).resolve().parents[1]
STEADY, OTHERS = 300, 300
"""Files that are never touched again, and files that come and go."""
_SMALLEST, _LARGEST = 2_000, 60_000
"""Bytes that a file of the index may grow to where the disk is made to be full."""

_WORDS = ("碳中和", "氣候", "市场", "与", "碳價", "排放", "甲烷", " carbon ", " methane ", "在", "達峰", "電廠")

BUILDER = """
import sys
from indexer import large, reading
from indexer.build import build
from indexer.report import BuildRequest
from corpus.errors import YindeError
reading.TASK_FILES = 20
reading.LARGE, large.PIECE = 1500, 500
try:
    rebuild = sys.argv[2] == "rebuild"
    build(BuildRequest(paths=(sys.argv[1],), checkpoint=0.1, memory=1 << 20, wait=60.0, rebuild=rebuild, jobs=1))
except YindeError as error:
    sys.exit(str(error))
"""


@dataclass
class Soak:
    """A library under fire: ``texts`` is what its files hold, by name."""

    root: Path
    dice: random.Random
    texts: dict[str, str] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)
    written: int = 0

    def prepare(self) -> None:
        """Make the library and its first index."""
        self.root.mkdir()
        for number in range(STEADY):
            self._write(f"steady/{number}.txt", f"恆定第{number}篇。\n" + self._body())
        for _ in range(OTHERS):
            self.change()
        build(BuildRequest(paths=(str(self.root),)))

    # --- what happens

    def change(self) -> None:
        """Add, change, move or delete a file."""
        name = f"others/{self.dice.randrange(8)}/{self.dice.randrange(OTHERS)}.txt"
        deed = self.dice.choice(("write", "write", "write", "move", "delete"))
        if deed == "write":
            self.written += 1
            body = f"流动第{self.written}版 version{self.written}。\n" + self._body()
            self._write(name, body)
        elif name in self.texts:
            text = self.texts.pop(name)
            if deed == "move":
                other = f"others/{self.dice.randrange(8)}/moved{self.dice.randrange(OTHERS)}.txt"
                (self.root / other).parent.mkdir(parents=True, exist_ok=True)
                (self.root / name).replace(self.root / other)
                self.texts[other] = text
            else:
                (self.root / name).unlink()
        self.done["changes of files"] += 1

    def kill(self) -> None:
        """Kill a build somewhere, searching meanwhile."""
        with self._builder("rebuild" if self.dice.random() < 0.2 else "") as builder:
            end = time.monotonic() + self.dice.random() * 1.5
            while time.monotonic() < end and builder.poll() is None:
                self.search()
            killed = builder.poll() is None
            builder.kill()
        self.faults["kill -9"] += killed

    def interrupt(self) -> None:
        """End a build with SIGTERM."""
        with self._builder("") as builder:
            time.sleep(0.3 + self.dice.random())
            asked = builder.poll() is None
            begun = time.monotonic()
            builder.send_signal(signal.SIGTERM)
            builder.wait()
        self.faults["SIGTERM"] += asked
        if time.monotonic() - begun > 2:
            self.losses.append(f"SIGTERM took {time.monotonic() - begun:.1f} s")

    def fill_disk(self) -> None:
        """Let no file of the index grow beyond some size."""
        most = self.dice.randrange(_SMALLEST, _LARGEST)
        with self._builder("rebuild", lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))) as builder:
            _, told = builder.communicate()
        if builder.returncode:
            self.faults["disk full"] += 1
            if not told.startswith("cannot write the index in "):
                self.losses.append(f"a full disk was told as: {told[-300:]}")

    def race(self) -> None:
        """Have two processes build at once."""
        with self._builder("") as one, self._builder("") as two:
            for each in (one, two):
                _, told = each.communicate()
                if each.returncode:
                    self.losses.append(f"one of two builds failed: {told[-300:]}")
        self.done["two builds at once"] += 1

    def damage(self) -> None:
        """Change a byte of the index: it must be noticed, and no answer be wrong."""
        files = [path for path in (self.root / ".yinde").iterdir() if path.suffix in _CHECKED and path.stat().st_size]
        path = self.dice.choice(files)
        if path.suffix == ".toc" and sum(each.suffix == ".toc" for each in files) > 1:
            return  # of two, left by a kill, only one is in use
        if not self._in_use(path):
            return
        place = self.dice.randrange(path.stat().st_size)
        with open(path, "r+b") as file:
            file.seek(place)
            byte = file.read(1)[0]
            self._put(file.fileno(), place, byte ^ 1 << self.dice.randrange(8))
            try:
                self.search()
                if verify(str(self.root)).whole:
                    self.losses.append(f"byte {place} of {path.name} was changed unnoticed")
            finally:
                self._put(file.fileno(), place, byte)
        self.faults["byte changed"] += 1

    # --- what must hold

    def search(self) -> None:
        """Whatever goes on, what is never touched is found, and what is found stands there."""
        try:
            with open_library(self.root) as library:
                results = library.search("恆定", limit=5)
        except LibraryError as error:
            if "damaged" not in str(error):
                self.losses.append(f"a search failed: {error}")
            return
        self.done["searches"] += 1
        if results.total != STEADY:
            self.losses.append(f"{results.total} of {STEADY} passages were found")
        if not all("恆定" in hit.passage.text for hit in results.hits):
            self.losses.append("a hit does not hold what was asked for")

    def check(self) -> None:
        """After the next build the index is whole and holds every file as it is."""
        build(BuildRequest(paths=(str(self.root),)))
        found = verify(str(self.root), every=True)
        self.losses.extend(found.damages)
        with open_library(self.root) as library:
            held = {stored.document.path: library.reader.text(stored) for stored in library.reader.documents()}
        self.losses.extend(
            f"{name} is not as it should be"
            for name in sorted(held.keys() | self.texts.keys())
            if held.get(name) != self.texts.get(name)
        )
        self.search()
        self.done["builds completed and checked"] += 1

    def _in_use(self, path: Path) -> bool:
        toc = max((self.root / ".yinde").glob("*.toc"), key=lambda each: int(each.stem.rpartition("_")[2]))
        stem = path.stem
        generation = toc.stem.rpartition("_")[2]
        named = {segment["id"] for segment in json.loads(toc.read_bytes()[9:])["segments"]}
        return path == toc or stem in named or stem == f"yinde_m{generation}"

    def _body(self) -> str:
        """Sentences of random words: none is said twice, lest it be taken for printed twice."""
        sentences = ("".join(self.dice.choices(_WORDS, k=8)) + "。\n" for _ in range(self.dice.randrange(150)))
        return "".join(sentences)

    def _write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.texts[name] = text

    def _builder(self, how: str, before: Callable[[], None] | None = None) -> "subprocess.Popen[str]":
        self.done["builds begun"] += 1
        return subprocess.Popen(
            [sys.executable, "-c", BUILDER, str(self.root), how],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=before,  # noqa: PLW1509 - this process has no threads
        )

    @staticmethod
    def _put(descriptor: int, place: int, byte: int) -> None:
        os.pwrite(descriptor, bytes([byte]), place)


_CHECKED = (".toc", ".mft", ".txt", ".doc", ".psg", ".inv")


def main(arguments: Sequence[str] | None = None) -> int:
    """Soak for some minutes, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    end = time.monotonic() + options.minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder) / "docs", random.Random(options.seed))
        try:
            _run(soak, end)
        except YindeError as error:
            soak.losses.append(f"a build or a check failed: {error}")
    for title, counts in (("done", soak.done), ("faults injected", soak.faults)):
        print(f"{title}:")
        for name, number in sorted(counts.items()):
            print(f"  {number:6,} {name}")
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"peak memory of a process: {peak / 1024:.0f} MB")
    print(f"losses: {len(soak.losses)}")
    for loss in soak.losses[:20]:
        print(f"  {loss}")
    return 1 if soak.losses else 0


def _run(soak: Soak, end: float) -> None:
    soak.prepare()
    soak.check()
    while time.monotonic() < end and not soak.losses:
        for _ in range(soak.dice.randrange(60)):
            soak.change()
        for deed in soak.dice.choices(
            (soak.kill, soak.interrupt, soak.fill_disk, soak.race, soak.damage), (10, 2, 2, 1, 8), k=6
        ):
            deed()
            soak.search()
        soak.check()


if __name__ == "__main__":
    sys.exit(main())
