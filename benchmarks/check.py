"""How long ``yinde check`` takes, in cold look-ups, and how often its verdict is right.

Usage: ``python -m benchmarks.check LIBRARY``, an indexed folder. The manuscript quotes sentences drawn from it: as they
are, with one character exchanged, with a cut, and with their characters shuffled.
"""

import argparse
import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import commands
from benchmarks.measure import ROOT, cold, environment
from benchmarks.tables import Row, Table, machine, number, report
from indexer.engine import StoredDocument
from search.library import Library, open_library

KINDS = {"exact": 60, "altered": 25, "cut": 7, "shuffled": 8}
RIGHT = {
    "exact": {"found", "ambiguous"},
    "altered": {"altered"},
    "cut": {"cut", "ambiguous"},
    "shuffled": {"not found"},
}
_SENTENCE = re.compile(r"[\u4e00-\u9fff，、；：]{24,100}(?=。)")
_REPEATS = 3


def main() -> None:
    """Write the manuscript, check it, and look phrases up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with open_library(options.library) as library:
        quoted = list(_quotations(library, random.Random(options.seed)))
        characters = library.info().characters
        folder_of_index = library.folder
    look_up = commands.yinde("search", f"“{quoted[0][1][:6]}”", "-n", "1", "--index", folder_of_index)
    with TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.md"
        draft.write_text("".join(f"“{words}”\n\n" for _, words in quoted), "utf-8")
        check = commands.yinde("check", str(draft), "--index", folder_of_index, "--report", "json")
        checking, looking_up = cold([[check, look_up]] * (_REPEATS + 1))
        done = subprocess.run(check, cwd=ROOT, env=environment(), capture_output=True, check=False)
    verdicts = [json.loads(line)["verdict"] for line in done.stdout.decode().splitlines()]
    right = Counter(kind for (kind, _), verdict in zip(quoted, verdicts, strict=True) if verdict in RIGHT[kind])
    rows = [
        Row("yinde check", (number(checking, "s"),), f"{len(quoted)} quotations, {characters:,} characters; cold"),
        Row("one look-up", (number(looking_up, "s"),), "yinde search of a phrase, cold"),
        Row("check, in look-ups", (number(checking / looking_up),), "may be 40"),
        *(Row(f"{kind}: verdict right", (f"{right[kind]} of {count}",)) for kind, count in KINDS.items()),
    ]
    print(report(machine(()), [Table("Checking a manuscript", ("yinde",), tuple(rows))], as_json=options.json))


def _quotations(library: Library, chance: random.Random) -> Iterator[tuple[str, str]]:
    documents = list(library.reader.documents())
    for kind, count in KINDS.items():
        for _ in range(count):
            yield kind, _changed(kind, _sentence(library, documents, chance), chance)


def _sentence(library: Library, documents: Sequence[StoredDocument], chance: random.Random) -> str:
    while True:
        text = "".join(library.reader.text(chance.choice(documents)).split())
        found = _SENTENCE.findall(text)
        if found:
            return str(chance.choice(found)).strip("，、；：")


def _changed(kind: str, words: str, chance: random.Random) -> str:
    middle = len(words) // 2
    if kind == "altered":
        return f"{words[:middle]}{'之' if words[middle] != '之' else '的'}{words[middle + 1 :]}"
    if kind == "cut":
        return f"{words[: middle - 3]}……{words[middle + 3 :]}"
    return "".join(chance.sample(words, len(words))) if kind == "shuffled" else words


if __name__ == "__main__":
    main()
