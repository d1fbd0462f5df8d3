"""Counting occurrences, by the index and by a plain scan that does not use it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from corpus.errors import YindeError
from corpus.messages import Message, joined
from search.evaluate import candidates
from search.match import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indexer.engine import Reader
    from search.match import Matcher


class VerificationError(YindeError):
    """The index and a plain scan of the text disagree: the index is damaged, or yinde has a defect."""


def count_by_index(reader: Reader, matchers: Sequence[Matcher]) -> Counter[str]:
    """Occurrences by document path: the index names the candidates, their text decides."""
    counts: Counter[str] = Counter()
    for matcher in matchers:
        for run in candidates(reader, [matcher]).in_order():
            occurrences = count(matcher, reader.run_text(run)[0])
            if occurrences:
                counts[reader.document(run.first).document.path] += occurrences
    return counts


def count_by_scan(reader: Reader, matchers: Sequence[Matcher]) -> Counter[str]:
    """Occurrences by document path, looking at the whole text of every document."""
    counts: Counter[str] = Counter()
    for stored in reader.documents():
        text = reader.text(stored)
        occurrences = sum(count(matcher, text) for matcher in matchers)
        if occurrences:
            counts[stored.document.path] += occurrences
    return counts


def check_equal(indexed: Mapping[str, int], scanned: Mapping[str, int]) -> None:
    """Raise VerificationError, naming each document for which the two counts differ."""
    differing: Iterable[str] = sorted(p for p in indexed.keys() | scanned.keys() if indexed.get(p) != scanned.get(p))
    if differing:
        details = joined(
            Message(
                "{path}: index {indexed}, scan {scanned}", path=p, indexed=indexed.get(p, 0), scanned=scanned.get(p, 0)
            )
            for p in differing
        )
        raise VerificationError("index and text disagree ({details}); run: yinde index --rebuild", details=details)
