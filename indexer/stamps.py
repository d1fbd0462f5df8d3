"""The rules that shaped an index, and whether they are still the rules: a mismatch must never become a wrong answer.

Comparing costs a look-up nothing: no segmenter, dictionary or table is loaded for it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from corpus.errors import LibraryError
from corpus.fold import FOLD_VERSION
from corpus.messages import Message, joined
from indexer.location import Location

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.userdict import UserWord

DICTIONARY = "jieba 0.42.1"
"""The dictionary that both segmenters carry, so that an index is never asked in other words."""

RULES_VERSION = "5"
"""Of reading, splitting and taking terms. Raise it whenever one of them gives other passages or terms than before."""

_USER_WORDS = "user dictionary"
_ROOT = "root"
_RECORDS = "records"


def stamps(words: tuple[UserWord, ...], location: Location, records: int = 0) -> dict[str, str]:
    """What an index built now, with these words of the user's, is stamped with.

    ``records`` counts documents that a record of the user's own describes. The root is among the stamps because every
    look-up needs it; it is empty for an index that lies beside what it indexes, so that both can be moved.
    """
    described = {_RECORDS: str(records)} if records else {}
    return rules(words) | {_ROOT: "" if location.is_beside else location.root} | described


def rules(words: tuple[UserWord, ...]) -> dict[str, str]:
    """The rules of today, with these words of the user's."""
    return {
        "rules": RULES_VERSION,
        "fold table": FOLD_VERSION,
        "dictionary": DICTIONARY,
        _USER_WORDS: _digest(words) if words else "none",
    }


def _digest(words: tuple[UserWord, ...]) -> str:
    from indexer.userdict import digest

    return digest(words)


def check_stamps(found: Mapping[str, str], index: str, words: tuple[UserWord, ...] | None = None) -> None:
    """Raise LibraryError where an index was built by other rules than the present ones.

    ``words`` are the user's, where they were given anew; a look-up has no say in them and asks the index for its own.
    """
    expected = rules(words or ())
    if words is None:
        del expected[_USER_WORDS]
    differing = [
        Message(
            "{name} {found}, now {value}", name=Message(name), found=found.get(name, Message("unknown")), value=value
        )
        for name, value in expected.items()
        if found.get(name) != value
    ]
    if differing:
        import shlex

        again = f"yinde index --rebuild --index {shlex.quote(index)}"
        raise LibraryError(
            "{index} was built by other rules ({differing}); run: {again}",
            index=index,
            differing=joined(differing),
            again=again,
        )


def has_user_words(found: Mapping[str, str]) -> bool:
    """Whether the index was built with words of the user's, which its manifest holds."""
    return found.get(_USER_WORDS) != "none"


def has_records(found: Mapping[str, str]) -> bool:
    """Whether the manifest of the index holds records of the user's own."""
    return _RECORDS in found


def located(found: Mapping[str, str], index: str) -> Location:
    """The library that the index in this folder is of."""
    return Location(found.get(_ROOT) or os.path.dirname(index), index)
