"""Filling in where quotations stand: ``[@key]`` becomes ``[@key, p. 12]``."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import ReadError, UsageError
from search.check.draft import Draft
from search.check.model import Checked, Place, Verdict
from search.check.verdict import names_key

_SURE = frozenset({Verdict.FOUND, Verdict.CUT, Verdict.OTHER_SCRIPT})


@dataclass(frozen=True, slots=True)
class Filled:
    """A draft with its locators, how many were filled in, and the citations that name another work than was found."""

    text: str
    count: int
    mistaken: tuple[Checked, ...]


def fill_locators(draft: Draft, checked: Sequence[Checked], library_keys: frozenset[str] = frozenset()) -> Filled:
    """Put page, else paragraph, else line into every ``[@key]`` behind a quotation that was found in one place.

    A citation that has a locator stays as it is. So does one whose key is that of another document of the library
    (``library_keys``): it is returned as mistaken.
    """
    edits: dict[tuple[int, int], str] = {}
    mistaken = []
    for one in checked:
        pointer = one.quoted.pointer
        if one.verdict not in _SURE or pointer is None:
            continue
        if one.quoted.key in library_keys and not names_key(one.quoted.key, one.places[0]):
            mistaken.append(one)
        elif not one.quoted.located:
            edits.setdefault((pointer.start, pointer.end), locator(one.places[0]))
    text = draft.text
    for (_, end), words in sorted(edits.items(), reverse=True):
        text = f"{text[: end - 1].rstrip(' ,')}, {words}]{text[end:]}"
    return Filled(text, len(edits), tuple(mistaken))


def locator(place: Place) -> str:
    """A place as pandoc reads it in ``[@key, …]``."""
    return place.cited.short


def save(draft: Draft, text: str) -> None:
    """Replace the draft's file, whole or not at all. Raises UsageError where it is no UTF-8 text, ReadError on failure."""
    if not draft.is_text:
        raise UsageError("{path}: locators are filled into text and Markdown only", path=draft.path)
    partial = f"{draft.path}.part"
    try:
        with open(draft.path, "rb") as file:
            data = file.read()
        if data != draft.text.encode("utf-8", "surrogatepass"):
            raise UsageError(
                "{path}: locators are filled into UTF-8 without a byte-order mark; save it so", path=draft.path
            )
        with open(partial, "wb") as file:
            file.write(text.encode("utf-8", "surrogatepass"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, draft.path)
    except OSError as error:
        raise ReadError("{path}: cannot be written ({reason})", path=draft.path, reason=error) from error
