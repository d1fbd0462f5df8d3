"""Ranking and completeness on retrieval sets: ``python -m benchmarks.quality SET_DIR…``.

A set is a folder of ``docs.jsonl`` or ``docs.jsonl.gz``, ``queries.jsonl`` and ``qrels.tsv``; see ``benchmarks/README.md``.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import baseline, engines
from benchmarks.datasets import Doc, RetrievalSet, load_set, read_documents
from benchmarks.engines.base import Engine, Index
from benchmarks.exactness import Truth, random_phrases
from benchmarks.measure import Latency, latency
from benchmarks.metrics import Quality, quality
from benchmarks.tables import Row, Table, fraction, machine, number, report

PACKAGES = ("Whoosh-Reloaded", "jieba", "rjieba", "opencc-python-reimplemented", "tantivy")
PHRASES = 500
WARM_UP = 20


@dataclass(frozen=True, slots=True)
class SetFigures:
    """What one engine reached on one set."""

    quality: Quality
    latency: Latency


@dataclass(frozen=True, slots=True)
class Completeness:
    """Of so many random phrases, how many were answered with exactly the documents that hold them."""

    exact: int
    phrases: int
    missed: float
    latency: Latency


def main() -> int:
    """Measure, print, and with ``--check`` compare with the floors."""
    options = _options()
    sets = [load_set(folder) for folder in options.sets]
    names = [name for name in options.engines.split(",") if engines.installed(name)]
    tables: list[Table] = []
    measured: dict[str, dict[str, float]] = {}
    for documents_file in dict.fromkeys(one.documents for one in sets):
        sharing = [one for one in sets if one.documents == documents_file]
        documents = read_documents(documents_file)
        columns = [_measure(engines.named(name), documents, sharing) for name in names]
        exactness = [column[0] for column in columns if column[0] is not None]
        if exactness:
            tables.append(_completeness_table(documents_file.parent.name, names, exactness))
        for position, one in enumerate(sharing):
            tables.append(_set_table(one, len(documents), names, [column[1][position] for column in columns]))
        if "yinde" in names:
            measured.update(_for_baseline(documents_file, sharing, columns[names.index("yinde")]))
    print(report(machine(PACKAGES), tables, as_json=options.json))
    return baseline.verdict(measured) if options.check else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET_DIR")
    parser.add_argument(
        "--engines", default="yinde,stack", help=f"of {', '.join(engines.NAMES)}; those that are installed"
    )
    parser.add_argument(
        "--check", action="store_true", help="exit with 1 where yinde is below a floor of baseline.json"
    )
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _measure(
    engine: Engine, documents: Sequence[Doc], sets: Sequence[RetrievalSet]
) -> tuple[Completeness | None, list[SetFigures | None]]:
    with TemporaryDirectory() as folder:
        engine.build(documents, Path(folder))
        index = engine.open(Path(folder))
        completeness = _completeness(index, documents)
        ranked = [_ranking(index, one) if engine.questions else None for one in sets]
        index.close()
    return completeness, ranked


def _completeness(index: Index, documents: Sequence[Doc]) -> Completeness | None:
    from corpus.fold import fold

    phrases = random_phrases(documents, PHRASES, 2, 6)
    if not phrases:
        return None
    truth = Truth(documents, fold)
    exact = missed = total = 0
    for phrase in phrases:
        wanted = set(truth.occurrences(phrase))
        found = index.find(phrase)
        exact += found == wanted
        missed += len(wanted - found)
        total += len(wanted)
    return Completeness(exact, len(phrases), missed / total, latency(index.look_up, phrases))


def _ranking(index: Index, one: RetrievalSet) -> SetFigures:
    rankings: dict[str, list[str]] = {}

    def ask(number: int) -> None:
        query = one.queries[number]
        rankings[query.id] = index.ask(query.text)

    numbers = range(len(one.queries))
    timed = latency(ask, numbers, warm_up=numbers[-WARM_UP:])
    return SetFigures(quality(rankings, one.relevance), timed)


def _completeness_table(name: str, names: Sequence[str], cells: Sequence[Completeness]) -> Table:
    rows = (
        Row(
            "exact", tuple(f"{cell.exact} of {cell.phrases}" for cell in cells), "look-ups that gave the very documents"
        ),
        Row("missed", tuple(f"{cell.missed:.1%}" for cell in cells), "of the documents that hold the phrases"),
        Row("look-up p50", tuple(number(cell.latency.p50, "ms") for cell in cells), "warm; total, and first ten read"),
        Row("look-up p99", tuple(number(cell.latency.p99, "ms") for cell in cells)),
    )
    return Table(f"{name}: random substrings of 2–6 Han characters", tuple(names), rows)


def _set_table(one: RetrievalSet, documents: int, names: Sequence[str], cells: Sequence[SetFigures | None]) -> Table:
    def row(measure: str, field: str) -> Row:
        return Row(measure, tuple(fraction(getattr(cell.quality, field) if cell else None) for cell in cells))

    rows = [row("MRR@10", "mrr"), row("hit@1", "hit1"), row("hit@10", "hit10"), row("nDCG@10", "ndcg")]
    for measure, field in (("question p50", "p50"), ("question p99", "p99")):
        values = [getattr(cell.latency, field) if cell else None for cell in cells]
        rows.append(Row(measure, tuple(number(value, "ms") for value in values)))
    return Table(f"{one.name}: {len(one.queries)} questions of {documents} passages", tuple(names), tuple(rows))


def _for_baseline(
    documents_file: Path,
    sets: Sequence[RetrievalSet],
    column: tuple[Completeness | None, Sequence[SetFigures | None]],
) -> Mapping[str, dict[str, float]]:
    completeness, ranked = column
    measured = {
        one.name: {"mrr@10": figures.quality.mrr, "hit@1": figures.quality.hit1, "hit@10": figures.quality.hit10}
        for one, figures in zip(sets, ranked, strict=True)
        if figures is not None
    }
    if completeness is not None:
        share = completeness.exact / completeness.phrases
        measured.setdefault(documents_file.parent.name, {})["exact"] = share
    return measured


if __name__ == "__main__":
    sys.exit(main())
