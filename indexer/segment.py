"""Cutting runs of Han characters into words, for ranking. Nothing here decides what matches.

rjieba (jieba in Rust) does it where it is installed, jieba elsewhere: with the same dictionary and hidden Markov model they
cut alike, some ten times apart in speed. Neither is imported before the first cut.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import Any

from indexer.stamps import DICTIONARY
from indexer.userdict import UserWord, digest

_Cut = Callable[[str], Sequence[str]]

_NEXT = "\n"
_BETWEEN = frozenset((_NEXT, " "))
# Only these are in the dictionaries and in the model. The two segmenters treat other ideographs differently (jieba cuts
# them singly, rjieba leaves some together), so each is set apart. White space divides as far as both are concerned.
_UNKNOWN = re.compile(f"[^\u4e00-\u9fd5{_NEXT}]")


class WordSegmenter:
    """Cuts Han runs as jieba does, with the user's own words. ``backend`` is ``rjieba``, ``jieba`` or the best there is."""

    def __init__(self, words: tuple[UserWord, ...] = (), backend: str | None = None) -> None:
        self._words = words
        self._backend = backend
        self._cut: _Cut | None = None

    def __reduce__(self) -> tuple[type["WordSegmenter"], tuple[tuple[UserWord, ...], str | None]]:
        """What crosses to another process: never what was loaded, which cannot."""
        return WordSegmenter, (self._words, self._backend)

    @property
    def fingerprint(self) -> str:
        """What shapes the words: the same for both backends. Cheap: nothing is imported or loaded for it."""
        return fingerprint(self._words)

    def cut(self, han_run: str) -> Sequence[str]:
        """Cut a run of Han characters; the words joined are the run. Ideographs the dictionary cannot hold stand singly."""
        return self.cut_all([han_run])[0]

    def cut_all(self, han_runs: Sequence[str]) -> tuple[list[str], list[int]]:
        """Cut many runs at the price of one call, which is most of a short run's: all words, and how many each run has."""
        if not han_runs:
            return [], []
        cut = self._cut or self._load()
        words = [piece for piece in cut(_UNKNOWN.sub(r" \g<0> ", _NEXT.join(han_runs))) if piece not in _BETWEEN]
        ends = [*accumulate(map(len, words))]
        places = [bisect_right(ends, end) for end in accumulate(map(len, han_runs))]
        return words, [end - start for start, end in pairwise((0, *places))]

    def _load(self) -> _Cut:
        if self._backend == "jieba":
            self._cut = _jieba(self._words)
        else:
            try:
                self._cut = _rjieba(self._words)
            except ImportError:
                if self._backend == "rjieba":
                    raise
                self._cut = _jieba(self._words)
        return self._cut


def fingerprint(words: tuple[UserWord, ...] = ()) -> str:
    """The fingerprint of a segmenter with these words."""
    return f"{DICTIONARY} + {digest(words)}" if words else DICTIONARY


def _rjieba(words: tuple[UserWord, ...]) -> _Cut:
    import rjieba

    if not words:
        return rjieba.cut  # the package's own instance, made when it is imported; never given words by us
    segmenter = rjieba.Jieba()
    for word in words:
        segmenter.add_word(word.text, word.frequency, None)
    return segmenter.cut


def _jieba(words: tuple[UserWord, ...]) -> _Cut:
    from importlib.resources import files

    tokenizer = _import_jieba().Tokenizer()
    # As Tokenizer.initialize, without the shared cache it keeps in the temp folder under a name that anyone can predict
    # and write to, and without its log messages. gen_pfdict closes the file.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(files("jieba").joinpath("dict.txt").open("rb"))
    tokenizer.initialized = True
    for word in words:
        frequency = word.frequency or _telling_frequency(tokenizer, word.text)
        tokenizer.total -= tokenizer.FREQ.get(word.text, 0)  # add_word counts a known word twice, rjieba does not
        tokenizer.add_word(word.text, frequency)
    cut: _Cut = tokenizer.lcut
    return cut


def _import_jieba() -> Any:  # noqa: ANN401 - the package is untyped
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in its patterns, and pkg_resources is deprecated
        import jieba  # type: ignore[import-untyped]
    return jieba


def _telling_frequency(tokenizer: Any, word: str) -> int:  # noqa: ANN401 - the package is untyped
    """A frequency just high enough for the word to be cut out whole.

    ``Tokenizer.suggest_freq`` multiplies probabilities where jieba-rs 0.11 (``suggest_freq`` in its lib.rs) adds their
    logarithms; the results differ by one after rounding. This adds, so that both give the same words.
    """
    total = math.log(tokenizer.total)
    frequencies = [tokenizer.FREQ.get(part, 1) for part in tokenizer.cut(word, HMM=False)]
    likelihood = 0.0
    for frequency in frequencies:
        likelihood += (math.log(frequency) if frequency else -math.inf) - total
    return max(int(math.exp(likelihood + total)) + 1, int(tokenizer.FREQ.get(word, 1)))
