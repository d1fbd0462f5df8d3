"""The floors that hold on the project's own examples, in seconds, for CI: ``python -m benchmarks.floors``.

Exits with 1, and a line for each floor that is not reached. The other floors need data from outside: ``quality.py``.
"""

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import baseline, commands
from benchmarks.datasets import Doc
from benchmarks.exactness import Truth, random_phrases
from benchmarks.measure import ROOT
from benchmarks.metrics import quality

if TYPE_CHECKING:
    from search.library import Library

QUESTIONS = Path(__file__).with_name("questions.tsv")
PHRASES = 300


def main() -> int:
    """Index a copy of the examples, measure, compare."""
    with TemporaryDirectory() as folder:
        library = Path(folder) / "examples"
        shutil.copytree(ROOT / "examples", library, ignore=shutil.ignore_patterns(".yinde"))
        commands.index(library, library / ".yinde")
        return baseline.verdict({"examples": measure(library)})


def measure(folder: Path) -> Mapping[str, float]:
    """What the indexed examples in ``folder`` reach, by the names of ``baseline.json``."""
    from search.library import open_library

    with open_library(index=folder / ".yinde") as library:
        documents = indexed_documents(folder / ".yinde")
        phrases = random_phrases(documents, PHRASES, 2, 6)
        return {
            "exact": _exact(library, documents, phrases),
            "verified": _verified(library, phrases[:50]),
            "mrr@10": _mrr(library),
        }


def indexed_documents(index: Path) -> tuple[Doc, ...]:
    """The documents of an index, whole, each under its path."""
    from indexer.open import open_reader

    reader = open_reader(str(index))
    documents = tuple(Doc(one.document.path, "", reader.text(one)) for one in reader.documents())
    reader.close()
    return documents


def _exact(library: "Library", documents: Sequence[Doc], phrases: Sequence[str]) -> float:
    from corpus.fold import fold

    truth = Truth(documents, fold)
    right = 0
    for phrase in phrases:
        counts = {one.path: one.occurrences for one in library.count(f"“{phrase}”").documents}
        right += counts == truth.occurrences(phrase)
    return right / len(phrases)


def _verified(library: "Library", phrases: Sequence[str]) -> float:
    return sum(_agrees(library, phrase) for phrase in phrases) / len(phrases)


def _agrees(library: "Library", phrase: str) -> bool:
    """Whether a plain scan finds what the index finds; prints what it says where it does not."""
    from corpus.errors import YindeError

    try:
        return library.count(f"“{phrase}”", verify=True).verified is not None
    except YindeError as error:
        print(error)
        return False


def _mrr(library: "Library") -> float:
    lines = [line.split("\t") for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    relevance = {question: dict.fromkeys(paths, 1) for question, *paths in lines}
    rankings = {
        question: list(dict.fromkeys(hit.passage.locator.path for hit in library.search(question, limit=10).hits))
        for question in relevance
    }
    return quality(rankings, relevance).mrr


if __name__ == "__main__":
    sys.exit(main())
