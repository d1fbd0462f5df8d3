"""Cuts a few short runs of Han characters as jieba does, with the files of that package read where they lie.

Loading jieba or rjieba takes more than a tenth of a second, most of a cold look-up. A query needs a few dozen words of a
dictionary of 349,046, so they are looked up in the mapped file, which is in the order of its words. The method is
jieba's: the likeliest path through the words of the dictionary, and a hidden Markov model of four states (first, middle or
last character of a word, or a word of its own) for rows of characters that are no words. A test holds the result equal
to jieba's, and another the files to be as they are expected.
"""

from __future__ import annotations

import os
from ast import literal_eval
from functools import cached_property
from itertools import groupby
from math import log
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING, Any

from corpus.package_data import package_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FIRST = "一"
"""The first word of the part of the dictionary that is in order; the words before it have letters of the alphabet."""
_MISPLACED = ("吉林", "高富帅")
"""The only words that do not stand where they belong."""
_SKIPPED = tuple(word.encode() for word in _MISPLACED)
_TOTAL = log(60_101_967)
"""Of the dictionary's frequencies the sum."""
_ENTRY = b"'\\u"
"""Begins each entry of the model's file: a character's code in hexadecimal digits, and the logarithm."""
_IMPOSSIBLE = -3.14e100
"""The logarithm that the model has for what it has not seen."""
_BEFORE = {"B": "ES", "M": "MB", "S": "SE", "E": "BM"}
"""Which states can come before each: Begin, Middle, End of a word, and Single."""


class InPlaceCutter:
    """Cuts as ``indexer.segment.WordSegmenter`` does without words of the user's own.

    Raises OSError where jieba's files cannot be mapped.
    """

    def __init__(self) -> None:
        self._folder = package_folder("jieba")
        self._words = _map(os.path.join(self._folder, "dict.txt"))
        self._start = self._words.find(f"\n{_FIRST} ".encode()) + 1

    def cut(self, han_run: str) -> list[str]:
        """The words of a run of Han characters; joined they are the run. What the dictionary cannot hold stands singly."""
        words: list[str] = []
        for is_known, group in groupby(han_run, lambda character: "\u4e00" <= character <= "\u9fd5"):
            characters = list(group)
            words += self._cut_known("".join(characters)) if is_known else characters
        return words

    def _cut_known(self, run: str) -> list[str]:
        ends = self._path(run)
        words: list[str] = []
        start = 0
        single = ""
        while start < len(run):
            end = ends[start]
            if end - start == 1:
                single += run[start]
            if single and (end - start > 1 or end == len(run)):
                words += self._singles(single)
                single = ""
            if end - start > 1:
                words.append(run[start:end])
            start = end
        return words

    def _path(self, run: str) -> list[int]:
        """For each place where the likeliest word that begins there ends; of equal paths the one with the longer word."""
        best = [(0.0, 0)] * len(run) + [(0.0, 0)]
        for start in reversed(range(len(run))):
            found = self._beginning(run, start) or {start + 1: 1}
            best[start] = max((log(count) - _TOTAL + best[end][0], end) for end, count in found.items())
        return [end for _, end in best]

    def _beginning(self, run: str, start: int) -> dict[int, int]:
        """Where words of the dictionary that begin at ``start`` end, and how often it has counted each."""
        words = self._words
        found = {start + len(word): self._counted(word) for word in _MISPLACED if run.startswith(word, start)}
        if single := self._frequency(run[start]):
            found[start + 1] = single
        pair = run[start : start + 2].encode()
        at = self._first_from(pair) if len(run) > start + 1 else len(words)
        while words[at : at + len(pair)] == pair:
            word, _, rest = words[at : words.find(b"\n", at)].decode().partition(" ")
            if run.startswith(word, start):
                found[start + len(word)] = int(rest.partition(" ")[0])
            at = words.find(b"\n", at) + 1
        return found

    def _singles(self, row: str) -> Sequence[str]:
        """The words that the model makes of a row of characters none of which belongs to a word of the dictionary."""
        if len(row) == 1 or self._frequency(row):
            return list(row)
        return list(_by_states(row, self._states(row)))

    def _states(self, row: str) -> str:
        """The likeliest states of the characters (Viterbi)."""
        start, change = self._start_probabilities, self._changes
        paths = {state: (start[state] + self._emission(state, row[0]), state) for state in "BMES"}
        for character in row[1:]:
            paths = {
                state: max(
                    (
                        paths[before][0] + change[before].get(state, _IMPOSSIBLE) + self._emission(state, character),
                        before,
                        paths[before][1] + state,
                    )
                    for before in befores
                )[::2]
                for state, befores in _BEFORE.items()
            }
        return max((paths[state][0], state, paths[state][1]) for state in "ES")[2]

    # --- the dictionary

    def _frequency(self, word: str) -> int:
        """How often the dictionary has counted a word; 0 where it does not have it."""
        if word in _MISPLACED:
            return self._counted(word)
        line = f"{word} ".encode()
        at = self._first_from(line[:-1])
        if self._words[at : at + len(line)] != line:
            return 0
        return int(self._words[at + len(line) : self._words.find(b" ", at + len(line))])

    def _counted(self, misplaced: str) -> int:
        line = f"\n{misplaced} ".encode()
        at = self._words.find(line) + len(line)
        return int(self._words[at : self._words.find(b" ", at)])

    def _first_from(self, key: bytes) -> int:
        """Where the line of the first word begins that is not less than ``key``."""
        words = self._words
        low, high = self._start, len(words)
        while low < high:
            middle = (low + high) // 2
            begin = words.rfind(b"\n", low, middle) + 1 or low
            word = words[begin : words.find(b" ", begin)]
            after = words.find(b"\n", begin) + 1
            if word in _SKIPPED and after < high:
                begin, word = after, words[after : words.find(b" ", after)]
                after = words.find(b"\n", begin) + 1
            if word < key:
                low = after
            else:
                high = begin
        return low

    # --- the model

    @cached_property
    def _start_probabilities(self) -> dict[str, float]:
        table: dict[str, float] = self._table("prob_start")
        return table

    @cached_property
    def _changes(self) -> dict[str, dict[str, float]]:
        table: dict[str, dict[str, float]] = self._table("prob_trans")
        return table

    def _table(self, name: str) -> Any:  # noqa: ANN401 - as the package has it
        with open(os.path.join(self._folder, "finalseg", f"{name}.py"), encoding="utf-8") as file:
            return literal_eval(file.read().partition("P=")[2])

    @cached_property
    def _emissions(self) -> tuple[mmap, dict[str, tuple[int, int]]]:
        """The file of emission probabilities, and where those of each state begin and end."""
        file = _map(os.path.join(self._folder, "finalseg", "prob_emit.py"))
        starts = [file.find(b"'%c': {" % state) for state in b"BEMS"]
        return file, dict(zip("BEMS", zip(starts, [*starts[1:], len(file)], strict=True), strict=True))

    def _emission(self, state: str, character: str) -> float:
        """The logarithm of the probability that a state gives a character. A state's entries are in code-point order."""
        file, sections = self._emissions
        low, high = sections[state]
        key = f"{ord(character):04x}".encode()
        while low < high:
            middle = (low + high) // 2
            begin = file.rfind(_ENTRY, low, middle + len(_ENTRY))
            if begin < 0:
                begin = file.find(_ENTRY, middle, high)
                if begin < 0:
                    return _IMPOSSIBLE
            found = file[begin + len(_ENTRY) : begin + len(_ENTRY) + len(key)]
            if found == key:
                return _number(file, begin + len(_ENTRY) + len(key))
            if found < key:
                low = begin + len(_ENTRY)
            else:
                high = begin
        return _IMPOSSIBLE


def _number(file: mmap, at: int) -> float:
    """The number between ``at`` and the comma or the brace that ends an entry."""
    return float(file[at : at + 32].partition(b":")[2].replace(b"}", b",").partition(b",")[0])


def _map(path: str) -> mmap:
    with open(path, "rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def _by_states(row: str, states: str) -> Iterator[str]:
    start = 0
    for end, state in enumerate(states, 1):
        if state in "ES":
            yield row[start:end]
            start = end
    if start < len(row):
        yield row[start:]
