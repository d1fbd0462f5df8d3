"""What each part of the ranking is worth: ``python -m benchmarks.ablation SET_DIR…``.

Best match alone, without tiers: every question is put to one index with the terms and models of each variant in turn.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.datasets import Doc, RetrievalSet, load_set, read_documents
from benchmarks.engines.own import yinde
from benchmarks.metrics import quality
from benchmarks.tables import Row, Table, machine, report
from corpus.fold import fold
from indexer.engine import FieldModel, Reader, Run, WeightedTerm
from indexer.location import INDEX_FOLDER
from indexer.open import IndexSegmenter, open_reader
from indexer.terms import grams
from search.rank import MODELS, Segmenter, Weights, weighted_terms

DEPTH = 10
Ask = Callable[[str, Reader, Segmenter], list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to rank."""

    name: str
    ask: Ask


def scored(weights: Weights, k1: float = MODELS["words"].k1, b: float = MODELS["words"].b) -> Ask:
    """BM25 with these weights and parameters."""
    models = {name: FieldModel(k1, b) for name in MODELS}

    def ask(question: str, reader: Reader, segmenter: Segmenter) -> list[tuple[int, float]]:
        return reader.score(weighted_terms([question], reader, segmenter, weights), models, DEPTH)

    return ask


def by_length(question: str, reader: Reader, segmenter: Segmenter) -> list[tuple[int, float]]:
    """Terms weighted by their length, as longer words say more."""
    terms = weighted_terms([question], reader, segmenter)
    longer = [WeightedTerm(t.field, t.term, t.weight * min(len(t.term), 4) / 2) for t in terms]
    return reader.score(longer, MODELS, DEPTH)


def fed_back(question: str, reader: Reader, segmenter: Segmenter) -> list[tuple[int, float]]:
    """Pseudo-relevance feedback: RM3 (Abdul-Jaleel et al. 2004), 5 passages, 20 pairs, a tenth of the weight."""
    terms = weighted_terms([question], reader, segmenter)
    model: defaultdict[str, float] = defaultdict(float)
    for number, score in reader.score(terms, MODELS, 5):
        found = Counter(gram for gram in grams(fold(_text(reader, number))) if len(gram) > 1)
        for gram, count in found.items():
            model[gram] += score * count / found.total()
    best = sorted(model.items(), key=lambda pair: -pair[1])[:20]
    total = sum(weight for _, weight in best) or 1.0
    asked = sum(term.weight for term in terms)
    return reader.score(
        [*terms, *(WeightedTerm("grams", gram, 0.1 * asked * weight / total) for gram, weight in best)], MODELS, DEPTH
    )


def in_sequence(question: str, reader: Reader, segmenter: Segmenter) -> list[tuple[int, float]]:
    """Sequential dependence (Metzler and Croft 2005) on the 50 best: rows of three letters of the question count too."""
    first = reader.score(weighted_terms([question], reader, segmenter), MODELS, 50)
    squeezed = "".join(fold(question).split())
    rows = {squeezed[i : i + 3] for i in range(len(squeezed) - 2)}
    texts = {number: "".join(fold(_text(reader, number)).split()) for number, _ in first}
    again = [
        (number, score * (1 + 0.1 * sum(row in texts[number] for row in rows) / len(rows or "-")))
        for number, score in first
    ]
    return sorted(again, key=lambda pair: (-pair[1], pair[0]))[:DEPTH]


VARIANTS = (
    Variant("as it is", scored(Weights())),
    Variant("words alone", scored(Weights(word=1, pair=0, letter=0, common=1))),
    Variant("pairs alone", scored(Weights(word=0, pair=1, letter=0))),
    Variant("words and pairs, 1 : 1", scored(Weights(word=1, pair=1, letter=0, common=1))),
    Variant("without single letters", scored(Weights(common=0))),
    Variant("with common letters too", scored(Weights(common=1))),
    Variant("no length normalisation (b = 0)", scored(Weights(), b=0)),
    Variant("full length normalisation (b = 1)", scored(Weights(), b=1)),
    Variant("k1 = 1.2, b = 0.75", scored(Weights(), k1=1.2, b=0.75)),
    Variant("terms weighted by length", by_length),
    Variant("and feedback (RM3)", fed_back),
    Variant("and sequence (SDM, 50 best)", in_sequence),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET_DIR")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options = parser.parse_args()
    tables = [_measured(load_set(folder)) for folder in options.sets]
    print(report(machine(("Whoosh-Reloaded", "rjieba")), tables, as_json=options.json))


def _measured(asked: RetrievalSet) -> Table:
    documents = read_documents(asked.documents)
    rows = _rows(asked, documents, VARIANTS)
    twice = [replace(document, title=f"{document.title}\n{document.title}") for document in documents]
    rows += _rows(asked, twice, (Variant("title counted twice", VARIANTS[0].ask),))
    return Table(f"{asked.name}: {len(asked.queries):,} questions", ("MRR@10", "hit@1", "hit@10", "p50"), rows)


def _rows(asked: RetrievalSet, documents: Sequence[Doc], variants: Sequence[Variant]) -> tuple[Row, ...]:
    """Index the documents, and put the questions to the index in each of the ways."""
    with TemporaryDirectory() as folder:
        yinde().build(documents, Path(folder))
        reader = open_reader(str(Path(folder) / INDEX_FOLDER))
        try:
            return tuple(_row(variant, asked, reader) for variant in variants)
        finally:
            reader.close()


def _row(variant: Variant, asked: RetrievalSet, reader: Reader) -> Row:
    segmenter = IndexSegmenter(reader)
    rankings: dict[str, Sequence[str]] = {}
    times: list[float] = []
    for query in asked.queries:
        start = perf_counter()
        found = variant.ask(query.text, reader, segmenter)
        times.append(perf_counter() - start)
        rankings[query.id] = [reader.document(number).document.path for number, _ in found]
    reached = quality(rankings, asked.relevance)
    cells = (f"{reached.mrr:.4f}", f"{reached.hit1:.3f}", f"{reached.hit10:.3f}", f"{median(times) * 1000:.2f} ms")
    return Row(variant.name, cells)


def _text(reader: Reader, number: int) -> str:
    return reader.run_text(Run(number, number))[0]


if __name__ == "__main__":
    main()
