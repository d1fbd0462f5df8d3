"""What became of a passage whose ID is no longer in the index.

IDs are derived from place and text, so an ID goes stale when its text changes or its file moves. Beside the index stands
``cited.jsonl``: each passage that was ever cited, with its words, so that a note made from it can be followed up.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from corpus.errors import NotFoundError
from corpus.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.model import Passage
    from search.library import Library

LEDGER = "cited.jsonl"
_LARGEST = 16 << 20
"""Bytes after which nothing more is remembered: some 20,000 passages."""


def find_passage(library: Library, passage_id: str) -> Passage:
    """The passage of an ID. Raises NotFoundError, which says what became of it if it was ever cited from this library."""
    try:
        return library.passage(passage_id)
    except NotFoundError as error:
        wanted = passage_id.strip().lower()
        known = [entry for entry in _entries(library) if wanted and entry["id"].startswith(wanted)]
        if len({entry["id"] for entry in known}) != 1:
            raise
        raise NotFoundError(_fate(library, known[-1])) from error


def remember(library: Library, passages: Iterable[Passage]) -> None:
    """Note what was cited. Where the index may not be written to, nothing is noted."""
    path = _ledger(library)
    with suppress(OSError):
        known = {entry["id"] for entry in _entries(library)}
        if os.path.exists(path) and os.path.getsize(path) > _LARGEST:
            return
        with open(path, "a", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
            for passage in passages:
                if passage.id not in known:
                    known.add(passage.id)
                    entry = {"id": passage.id, "path": passage.locator.path, "text": passage.text}
                    file.write(json.dumps(entry) + "\n")


def _fate(library: Library, entry: dict[str, str]) -> str:
    """Where the words of a passage stand now."""
    from search.check.finder import Finder
    from search.check.squeeze import comparable

    reader = library.reader
    finder = Finder(reader)
    was = Message("passage {id} of {path}", id=entry["id"], path=entry["path"])
    for found in finder.occurrences(entry["text"]):
        passage = reader.passage(found.number)
        if passage.locator.path == entry["path"]:
            return Message(
                "{passage} is now part of passage {now}, its words unchanged; cite that", passage=was, now=passage.id
            )
        return Message(
            "{passage} is gone from there; the same words are in {path}, passage {now}; cite that",
            passage=was,
            path=passage.locator.path,
            now=passage.id,
        )
    near = finder.closest(entry["text"])
    length = len(comparable(entry["text"]).folded)
    if near and length and near.distance * 2 < length:
        passage = reader.passage(near.number)
        alike = f"{1 - near.distance / length:.0%}"
        return Message(
            "{passage} has been changed; the closest is passage {now} of {path}, {alike} alike",
            passage=was,
            now=passage.id,
            path=passage.locator.path,
            alike=alike,
        )
    return Message(
        "{passage} is no longer in the library, nor are its words; look for the file, or index it again", passage=was
    )


def _entries(library: Library) -> list[dict[str, str]]:
    entries = []
    with suppress(OSError), open(_ledger(library), encoding="utf-8", errors="replace") as file:
        for line in file:
            with suppress(ValueError, RecursionError):
                entry = json.loads(line)
                if isinstance(entry, dict) and all(isinstance(entry.get(name), str) for name in ("id", "path", "text")):
                    entries.append(entry)
    return entries


def _ledger(library: Library) -> str:
    return os.path.join(library.folder, LEDGER)
