"""What analysis hands to an engine: documents as columns and inverted lists, with no token left in it.

A batch is made in a worker process (``indexer.analyse``) and crosses a pipe, so it is arrays and bytes. Its terms are
integers (``indexer.keys``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.unsignedinteger[Any]]


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

    ``ids`` are passage IDs as integers (``corpus.id_number``); ``starts`` and ``ends`` code points of the document;
    ``places`` index, from 1, the record's list of pages (0: no page); ``kinds`` index ``Batch.kinds``; ``flags`` are
    ``UTF16`` and ``OPEN``; ``tiles`` are sizes in bytes of the passages' shares of ``Batch.texts``; ``solid`` counts the
    folded code points of each tile that are not white space; ``signatures`` has a row of keys for each passage
    (``indexer.signature``).
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
    signatures: Array


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents ready to be written.

    ``records`` are the documents' records (``indexer.record``), ``document_ids`` their IDs, ``paths`` their paths,
    ``passage_counts`` how many of the passages belong to each. Passages are numbered from 0 through the batch.
    ``texts`` holds the tiles end to end:
    a tile runs from a passage's start to the next one's, the first of a document from 0, the last to the text's end.
    ``fields`` gives each field's inverted lists in parts; no two parts hold the same term in the same passage, and of
    two parts that hold the same term the earlier has the lower passages. ``lengths`` counts the occurrences of a
    field's terms in each passage. ``characters`` is the number of code points of all texts.

    A large document comes in several batches: its last ``unfinished`` passages go on in the next one, which ``resumes`` the
    document. The record comes with the last batch, whose passage count is the document's in all of them.
    """

    records: tuple[bytes, ...]
    document_ids: tuple[str, ...]
    paths: tuple[str, ...]
    passage_counts: Array
    passages: PassageColumns
    kinds: tuple[tuple[str, str], ...]
    texts: bytes
    fields: Mapping[str, tuple[Inverted, ...]]
    lengths: Mapping[str, Array]
    characters: int
    resumes: bool = False
    unfinished: int = 0
