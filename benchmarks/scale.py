"""A folder of files, indexed by ``yinde index``, beside other engines on the same passages.

Usage: ``python -m benchmarks.scale FOLDER``. The folder is copied first, because files of the copy are changed.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import commands, engines
from benchmarks.compare import COLD_REPEATS, MEGABYTE, Figures, measure, rows, search, workload
from benchmarks.datasets import Doc, read_documents, read_questions, text_bytes, write_documents
from benchmarks.measure import Run, cold, python
from benchmarks.quality import PACKAGES
from benchmarks.tables import Row, Table, machine, number, report

INDEX_NAME = ".yinde"
OTHERS = "tantivy-bigrams,tantivy-words,tantivy-both,sqlite-trigram"
REFRESHES = 3


def main() -> None:
    """Build, refresh, search; then build and search what the passages give in other engines."""
    options = _options()
    with TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        shutil.copytree(options.folder, library)
        built = commands.index(library, library / INDEX_NAME)
        unchanged = [commands.index(library, library / INDEX_NAME) for _ in range(REFRESHES)]
        listed = options.export or Path(folder) / "passages.jsonl"
        write_documents(listed, _passages(library / INDEX_NAME))
        documents = read_documents(listed)
        work = workload(documents, read_questions(options.questions) if options.questions else (), options.amount)
        index = library / INDEX_NAME
        figures = [search("yinde", built, library, work, first=partial(_strict, index), index_folder=index)]
        empty, usual = cold([python("pass"), _look_up(index, phrase)] for phrase in work.phrases[: COLD_REPEATS + 1])
        others = [name for name in options.engines.split(",") if engines.installed(name)]
        figures += [measure(name, listed, Path(folder) / name, work) for name in others]
        changed = [_change_one(library, turn) for turn in range(REFRESHES)]
    tables = [
        _comparison(options.folder, figures, documents),
        _as_usual(empty, usual),
        _refreshes(built, unchanged, changed),
    ]
    print(report(machine(PACKAGES), tables, as_json=options.json))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", default=OTHERS, help="beside yinde; 'stack' takes minutes (default: %(default)s)")
    parser.add_argument("--questions", type=Path, help="a queries.jsonl; default: clauses of the passages")
    parser.add_argument(
        "--amount",
        type=int,
        default=400,
        help="phrases and questions to ask, a quarter of them to warm up (default: %(default)s)",
    )
    parser.add_argument("--export", type=Path, help="keep the passages in this docs.jsonl, for benchmarks/speed.py")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _look_up(index: Path, phrase: str, *options: str) -> list[str]:
    return commands.yinde("search", f"“{phrase}”", "--index", str(index), *options)


def _strict(index: Path, phrase: str) -> list[str]:
    return _look_up(index, phrase, "--strict")


def _passages(index: Path) -> Iterator[Doc]:
    from indexer.open import open_reader

    reader = open_reader(str(index))
    for document in reader.documents():
        for each in range(document.first, document.last + 1):
            passage = reader.passage(each)
            yield Doc(passage.id, "", passage.text)
    reader.close()


def _change_one(library: Path, turn: int) -> Run:
    """Refresh after a line was added to one file, another one each turn."""
    files = sorted(path for path in library.rglob("*.txt") if INDEX_NAME not in path.parts)
    with files[len(files) * (turn + 1) // (REFRESHES + 1)].open("ab") as file:
        file.write("\n新增的一行，說明這個檔案改過了。\n".encode())
    return commands.index(library, library / INDEX_NAME)


def _comparison(folder: Path, figures: list[Figures], documents: tuple[Doc, ...]) -> Table:
    title = f"{folder}: {len(documents):,} passages, {text_bytes(documents) / MEGABYTE:.1f} MB"
    return Table(title, tuple(one.name for one in figures), tuple(rows(figures, documents)))


def _as_usual(empty: float, usual: float) -> Table:
    note = "best matches below, where the phrase does not fill the page; first look-ups above are --strict"
    row = Row("`yinde search`", (number(1000 * usual, "ms"), number(usual / empty, "×")), note)
    return Table("A quoted phrase in a new process", ("median", "by `python -c pass`"), (row,))


def _refreshes(built: Run, unchanged: list[Run], changed: list[Run]) -> Table:
    def row(measure: str, runs: list[Run], note: str) -> Row:
        seconds = median(one.seconds for one in runs)
        return Row(measure, (number(seconds, "s"), f"{seconds / built.seconds:.1%}"), note)

    return Table(
        "Builds of yinde after the first",
        ("seconds", "of the first build"),
        (
            row("first build", [built], "wall of `yinde index`, reading and splitting files included"),
            row("nothing changed", unchanged, f"median of {len(unchanged)}"),
            row("one file changed", changed, f"median of {len(changed)}, another file each time"),
        ),
    )


if __name__ == "__main__":
    main()
