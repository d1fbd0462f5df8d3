"""Random phrases of a set of documents, and a plain scan that says where each one stands."""

import random
import re
from collections.abc import Callable, Sequence

from benchmarks.datasets import Doc

SEED = 2018
_HAN_RUN = re.compile("[〇\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")


class Truth:
    """The folded text of every document, without white space, to be scanned for Han phrases."""

    def __init__(self, documents: Sequence[Doc], fold: Callable[[str], str]) -> None:
        self._fold = fold
        self._texts = [(document.id, "".join(fold(document.body).split())) for document in documents]

    def occurrences(self, phrase: str) -> dict[str, int]:
        """How often the phrase stands in each document that holds it, by ID. They do not overlap."""
        wanted = self._fold(phrase)
        found = ((name, text.count(wanted)) for name, text in self._texts if wanted in text)
        return dict(found)


def random_phrases(documents: Sequence[Doc], count: int, shortest: int, longest: int) -> list[str]:
    """Different substrings of Han characters as printed, every place in the documents as likely as any other.

    The same documents give the same phrases. Fewer than ``count`` come back from documents that hold no more.
    """
    runs = [run for document in documents for run in _HAN_RUN.findall(document.body) if len(run) >= shortest]
    chooser = random.Random(SEED)
    weights = [len(run) for run in runs]
    phrases: dict[str, None] = {}
    for run in chooser.choices(runs, weights, k=count * 8) if runs else ():
        if len(phrases) == count:
            break
        length = min(chooser.randint(shortest, longest), len(run))
        start = chooser.randint(0, len(run) - length)
        phrases[run[start : start + length]] = None
    return list(phrases)
