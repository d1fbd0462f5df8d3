"""One library in two languages: ``python -m benchmarks.both_languages PARALLEL_DIR``.

PARALLEL_DIR holds the four sets ``zhq_zhdoc``, ``enq_endoc``, ``enq_zhdoc`` and ``zhq_endoc`` on the same passages in both
languages. All of them stand in one library, so that each question has an answer in each language; or of every other two
articles the Chinese passages and of the rest the English ones, and then the other way round, so that one passage answers,
in the language of the question or in the other one. The constants of ``search.fusion`` were chosen by these figures.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.datasets import Doc, load_set, read_documents
from benchmarks.engines.own import yinde
from benchmarks.tables import Row, Table, fraction, machine, report

FIRST = 5
SETS = {"English": ("enq_endoc", "enq_zhdoc"), "Chinese": ("zhq_zhdoc", "zhq_endoc")}
"""By the language of the questions: the set with passages in it, and the one with passages in the other language."""


class Answers(NamedTuple):
    """One over the place of the answer in the language of the question and in the other; None where there is none."""

    same: float | None
    other: float | None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("parallel", type=Path, metavar="PARALLEL_DIR")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options = parser.parse_args()
    folder: Path = options.parallel
    english, chinese = (read_documents(folder / name / "docs.jsonl") for name in ("enq_endoc", "zhq_zhdoc"))
    whole = _asked(folder, [*chinese, *english])
    parts = [_asked(folder, [*_articles(chinese, part), *_articles(english, 1 - part)]) for part in (0, 1)]
    halves = {language: [*parts[0][language], *parts[1][language]] for language in SETS}
    rows = (
        _row("all: an answer first", [mean(max(map(_value, a)) == 1 for a in whole[name]) for name in SETS]),
        _row(f"all: both in the first {FIRST}", [mean(_is_among(a) for a in whole[name]) for name in SETS]),
        _row("halves: MRR@10, same language", [_mrr([a.same for a in halves[name]]) for name in SETS]),
        _row("halves: MRR@10, other language", [_mrr([a.other for a in halves[name]]) for name in SETS]),
    )
    table = Table("both languages in one library", tuple(f"asked in {name}" for name in SETS), rows)
    print(report(machine(("Whoosh-Reloaded", "rjieba")), [table], as_json=options.json))


def _articles(documents: Sequence[Doc], part: int) -> Iterator[Doc]:
    """Half of the articles: documents are called ``zh/17-3``, after the article's odd number and the passage's."""
    return (one for one in documents if int(one.id.partition("/")[2].partition("-")[0]) // 2 % 2 == part)


def _asked(folder: Path, documents: Sequence[Doc]) -> dict[str, list[Answers]]:
    """Put every question to a library of these documents."""
    held = {document.id for document in documents}
    found: dict[str, list[Answers]] = {}
    with TemporaryDirectory() as place:
        yinde().build(documents, Path(place))
        index = yinde().open(Path(place))
        for language, names in SETS.items():
            same, other = (load_set(folder / name) for name in names)
            found[language] = []
            for query in same.queries:
                ranking = index.ask(query.text)
                answers = (one.relevance[query.id].keys() & held for one in (same, other))
                found[language].append(Answers(*(_reciprocal(ranking, each) if each else None for each in answers)))
        index.close()
    return found


def _reciprocal(ranking: Sequence[str], relevant: set[str]) -> float:
    return next((1 / place for place, document in enumerate(ranking, 1) if document in relevant), 0.0)


def _value(reciprocal: float | None) -> float:
    return reciprocal or 0.0


def _is_among(answers: Answers) -> bool:
    return min(map(_value, answers)) >= 1 / FIRST


def _mrr(reciprocals: Sequence[float | None]) -> float:
    return mean(each for each in reciprocals if each is not None)


def _row(measure: str, values: Sequence[float]) -> Row:
    return Row(measure, tuple(map(fraction, values)))


if __name__ == "__main__":
    main()
