"""Speed and size on documents of one passage each: ``python -m benchmarks.speed DOCS.jsonl…``."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import engines
from benchmarks.compare import MEGABYTE, measure, rows, workload
from benchmarks.datasets import read_documents, read_questions, sample_bytes, text_bytes, write_documents
from benchmarks.quality import PACKAGES
from benchmarks.tables import Table, machine, report


def main() -> None:
    """Measure every installed engine on each file and print a table a file."""
    options = _options()
    names = [name for name in options.engines.split(",") if engines.installed(name)]
    tables = [_table(path, names, options) for path in options.documents]
    print(report(machine(PACKAGES), tables, as_json=options.json))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="+", type=Path, metavar="DOCS.jsonl")
    parser.add_argument("--engines", default=",".join(engines.NAMES), help="those that are installed of: %(default)s")
    parser.add_argument(
        "--sample-mb", type=float, help="take documents strewn over the whole, up to so many MB of text"
    )
    parser.add_argument(
        "--questions", type=Path, help="queries.jsonl; default: the one beside DOCS, else clauses of DOCS"
    )
    parser.add_argument(
        "--amount",
        type=int,
        default=400,
        help="phrases and questions to ask, a quarter of them to warm up (default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _table(path: Path, names: list[str], options: argparse.Namespace) -> Table:
    documents = read_documents(path)
    if options.sample_mb:
        documents = sample_bytes(documents, int(options.sample_mb * MEGABYTE))
    beside = options.questions or path.with_name("queries.jsonl")
    questions = read_questions(beside) if beside.is_file() else ()
    work = workload(documents, questions, options.amount)
    with TemporaryDirectory() as folder:
        listed = Path(folder) / "docs.jsonl"
        write_documents(listed, documents)
        figures = [measure(name, listed, Path(folder) / name, work) for name in names]
    size = text_bytes(documents) / MEGABYTE
    return Table(f"{path}: {len(documents):,} passages, {size:.1f} MB", tuple(names), tuple(rows(figures, documents)))


if __name__ == "__main__":
    main()
