"""What a format could not say of a record, carried along as JSON so that the record comes back whole.

A writer puts all it can into the format's own fields, reads that back, and stores what differs in one field of its own,
which other programs pass over.
"""

import json
from collections.abc import Mapping

from corpus.model import Bib
from corpus.record.fields import bib_of, fields_of
from corpus.record.kinds import guess_type

_ESCAPES = {char: f"\\u{ord(char):04x}" for char in '{}@%#&$~^_<>"\\'}


def remainder(whole: Bib, read_back: Bib) -> str:
    """The fields of ``whole`` that differ in ``read_back``, as one line of JSON; empty where nothing does.

    Every format states a type; a record that states none comes back with the one that was guessed.
    The line holds braces only around the whole, and no other character that BibTeX or LaTeX treats specially.
    """
    wanted, got = {"type": guess_type(whole), **fields_of(whole)}, fields_of(read_back)
    differing = {name: wanted.get(name, "") for name in (*wanted, *got) if wanted.get(name) != got.get(name)}
    if not differing:
        return ""
    pairs = (f'"{_escaped(name)}": "{_escaped(value)}"' for name, value in differing.items())
    return "{" + ", ".join(pairs) + "}"


def restore(read_back: Bib, remainder_line: str) -> Bib:
    """The record that ``remainder`` was taken of. A line that is not of its making is passed over."""
    try:
        differing = json.loads(remainder_line)
    except (ValueError, RecursionError):
        return read_back
    if not isinstance(differing, Mapping):
        return read_back
    texts = {str(name): value for name, value in differing.items() if isinstance(value, str)}
    return bib_of({**fields_of(read_back), **texts})


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in text)
