"""What analysis hands to an engine: documents as columns and inverted lists, with no token left in it.

A batch is made in a worker process (``indexer.analyse``) and crosses a pipe, so it is arrays and bytes. This module imports
nothing heavy: the engine's seam names its types, and the seam is loaded by every cold search.

Terms are integers where they can be. A term of one or two code points ``c1 c2`` has the *key* ``c1 << 21 | c2`` (``c2`` is
0 where there is none); a longer one has ``LONG`` plus its rank among the long terms of its list. All keys fit in 42 bits,
and the keys of short terms sort as the terms do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.unsignedinteger[Any]]

GRAMS = "grams"
WORDS = "words"
FIELDS = (GRAMS, WORDS)

CODE_BITS = 21
LONG = 0x110000 << CODE_BITS
"""The first key that is not a short term: one more than the largest code point, in the place of ``c1``."""
SHORT_LENGTH = 2
"""Terms up to this many code points are short."""

UTF16 = 1
"""Flag of a passage: its tile is stored as UTF-16-LE rather than UTF-8 (both with lone surrogates let through)."""
OPEN = 2
"""Flag of a passage: a gram that begins in it runs over its end into the next passage of the document."""


def pack(term: str) -> int:
    """The key of a short term (one or two code points)."""
    return ord(term[0]) << CODE_BITS | (ord(term[1]) if len(term) == SHORT_LENGTH else 0)


def unpack(key: int) -> str:
    """The short term of a key below ``LONG``."""
    second = key & ((1 << CODE_BITS) - 1)
    return chr(key >> CODE_BITS) + (chr(second) if second else "")


@dataclass(frozen=True, slots=True)
class Inverted:
    """Terms and where they stand: ``sizes[i]`` entries of ``passages`` and ``counts`` belong to ``keys[i]``.

    ``keys`` ascend without repetition, the passages of each key ascend without repetition. ``long[i]`` is the term of
    key ``LONG + i``; ``long`` ascends.
    """

    keys: Array
    sizes: Array
    passages: Array
    counts: Array
    long: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageColumns:
    """What is known of each passage, one array a property, in passage order.

    ``ids`` are passage IDs as integers (``indexer.passage_id``); ``starts`` and ``ends`` code points of the document;
    ``places`` index, from 1, the record's list of pages (0: no page); ``kinds`` index ``Batch.kinds``; ``flags`` are
    ``UTF16`` and ``OPEN``; ``tiles`` are sizes in bytes of the passages' shares of ``Batch.texts``; ``solid`` counts the
    folded code points of each tile that are not white space.
    """

    ids: Array
    starts: Array
    ends: Array
    paragraphs: Array
    line_starts: Array
    line_ends: Array
    places: Array
    kinds: Array
    flags: Array
    tiles: Array
    solid: Array


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents ready to be written.

    ``records`` are the documents' records (``indexer.record``), ``document_ids`` their IDs, ``passage_counts`` how many
    of the passages belong to each. Passages are numbered from 0 through the batch. ``texts`` holds the tiles end to end:
    a tile runs from a passage's start to the next one's, the first of a document from 0, the last to the text's end.
    ``fields`` gives each field's inverted lists in parts; no two parts hold the same term in the same passage, and of
    two parts that hold the same term the earlier has the lower passages. ``lengths`` counts the occurrences of a
    field's terms in each passage. ``characters`` is the number of code points of all texts.
    """

    records: tuple[bytes, ...]
    document_ids: tuple[str, ...]
    passage_counts: Array
    passages: PassageColumns
    kinds: tuple[tuple[str, str], ...]
    texts: bytes
    fields: Mapping[str, tuple[Inverted, ...]]
    lengths: Mapping[str, Array]
    characters: int
