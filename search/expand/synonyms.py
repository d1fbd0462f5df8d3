"""Where synonyms come from."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from corpus.errors import LibraryError
from corpus.fold import fold
from search.expand.alternatives import Synonyms

if TYPE_CHECKING:
    from collections.abc import Iterator

SYNONYMS_FILE = "synonyms.txt"
"""The user's own synonyms, in the index's folder."""

_REGIONAL = os.path.join(os.path.dirname(__file__), "regional.txt")


@cache
def regional() -> Synonyms:
    """The words that differ between the mainland and Taiwan, from the phrase tables of opencc-python-reimplemented."""
    with open(_REGIONAL, encoding="utf-8") as file:
        rows = [line.split("\t") for line in file.read().splitlines()]
    return Synonyms.known({word: tuple(names) for word, *names in rows})


class OwnSynonyms:
    """A user's synonyms, read again when the file at ``path`` is another one."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: tuple[int, int, int] | None = None
        self._synonyms: Synonyms | None = None

    def current(self) -> Synonyms | None:
        """The synonyms; None where there is no such file. Raises LibraryError where it cannot be read."""
        try:
            found = os.stat(self._path)
        except FileNotFoundError:
            return None
        except OSError:
            return read_synonyms(self._path)  # which says what is wrong
        file = found.st_ino, found.st_size, found.st_mtime_ns
        if self._synonyms is None or file != self._file:
            self._synonyms = read_synonyms(self._path)
            self._file = file
        return self._synonyms


def read_synonyms(path: str) -> Synonyms:
    """A user's synonyms: a line is a group of words for one thing, with commas between them; ``#`` begins a comment.

    A missing file gives none. Raises LibraryError where it cannot be read.
    """
    try:
        with open(path, encoding="utf-8-sig") as file:
            return Synonyms.of(_groups(file))
    except FileNotFoundError:
        return Synonyms.of(())
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(
            "{path}: {reason}; synonyms are lines of words with commas between them, in UTF-8", path=path, reason=error
        ) from error


def _groups(lines: Iterator[str]) -> Iterator[list[str]]:
    for line in lines:
        content = line.partition("#")[0].replace("，", ",").replace("、", ",")
        words = [" ".join(fold(word).split()) for word in content.split(",")]
        yield [word for word in words if word]
