"""Writing the terms and posting lists of a segment: the inverted half of the codec."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from whoosh.codec.base import FieldWriter

from indexer.invert import narrow
from indexer.keys import CODE_BITS, FIELDS, LONG
from indexer.whoosh_engine.blockfile import BlockFile
from indexer.whoosh_engine.encode import encode
from indexer.whoosh_engine.layout import LONG_BLOCK, TERMS
from indexer.whoosh_engine.sources import merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.whoosh_engine.segment import BagSegment
    from indexer.whoosh_engine.sources import Source
    from indexer.whoosh_engine.storage import DurableStorage

_AT_ONCE = 256 * LONG_BLOCK
"""Terms that are compared with each other at a time."""


class TermWriter(FieldWriter):  # type: ignore[misc]
    """Writes whole fields. Whoosh hands it what the pool holds: sources of posting lists by field."""

    def __init__(self, storage: DurableStorage, segment: BagSegment) -> None:
        self._storage = storage
        self._segment = segment
        self._file: BlockFile | None = None
        self.is_closed = False

    def add_postings(self, schema: object, lengths: object, items: Mapping[str, Sequence[Source]]) -> None:
        """Write all fields."""
        del schema, lengths
        self._file = BlockFile(self._storage, self._segment.make_filename(TERMS))
        for field in FIELDS:
            self._write_field(self._file, field[0], items.get(field, ()))
        self._segment.files[TERMS] = self._file.finish()
        self._file = None

    def close(self) -> None:
        """Close the file; one that is unfinished stays so."""
        if self._file is not None:
            self._file.discard()
        self.is_closed = True

    def _write_field(self, file: BlockFile, prefix: str, sources: Sequence[Source]) -> None:
        every_long, chunks = merged(sources)
        keys: list[NDArray[np.uint64]] = [np.empty(0, np.uint64)]
        slots: list[NDArray[np.uint32]] = [np.empty(0, np.uint32)]
        file.begin(f"{prefix}.post")
        size = 0
        for lists in chunks:
            chunk_slots, data = encode(lists, size)
            file.write(data)
            size += len(data)
            keys.append(lists.keys)
            slots.append(chunk_slots)
        _write_column(file, f"{prefix}.slot", np.concatenate(slots), narrowest=False)
        all_keys = np.concatenate(keys)
        short, ranks = np.split(all_keys, [np.searchsorted(all_keys, LONG)])
        _write_short(file, prefix, short)
        used = (every_long[rank] for rank in (ranks - np.uint64(LONG)).tolist())
        _write_long(file, prefix, used)


def _write_column(file: BlockFile, name: str, values: NDArray[np.unsignedinteger], *, narrowest: bool = True) -> None:
    values = np.ascontiguousarray(narrow(values) if narrowest else values)
    file.section(name, values.data, values.itemsize)


def _write_short(file: BlockFile, prefix: str, keys: NDArray[np.uint64]) -> None:
    """First code points, where the terms of each begin, and the second code points of all."""
    firsts = keys >> np.uint64(CODE_BITS)
    heads = np.flatnonzero(np.diff(firsts.astype(np.int64), prepend=-1))
    _write_column(file, f"{prefix}.first", firsts[heads])
    _write_column(file, f"{prefix}.head", np.append(heads, len(keys)))
    _write_column(file, f"{prefix}.second", keys & np.uint64((1 << CODE_BITS) - 1))


def _write_long(file: BlockFile, prefix: str, terms: Iterable[str]) -> None:
    """Front-coded blocks, and where each begins and the last ends."""
    starts = [0]
    blocks: list[bytes] = []
    encoded = (term.encode("utf-8") for term in terms)
    while part := list(islice(encoded, _AT_ONCE)):
        coded = list(_front_coded(part))
        for start in range(0, len(part), LONG_BLOCK):
            blocks.append(b"".join(coded[start : start + LONG_BLOCK]))
            starts.append(starts[-1] + len(blocks[-1]))
    file.section(f"{prefix}.long", b"".join(blocks))
    _write_column(file, f"{prefix}.block", np.array(starts, np.uint64))


def _front_coded(terms: Sequence[bytes]) -> Iterator[bytes]:
    """The terms of whole blocks, each with how many bytes it shares with the one before, and how many are its own."""
    shared = _shared(terms)
    shared[::LONG_BLOCK] = 0
    for term, alike in zip(terms, shared.tolist(), strict=True):
        size = len(term) - alike
        lengths = bytes((alike, size)) if len(term) <= 0x7F else _varint(alike) + _varint(size)
        yield lengths + term[alike:]


def _shared(terms: Sequence[bytes]) -> NDArray[np.intp]:
    """How many bytes each term begins with as the one before, which is another one, does; of the first, none."""
    padded = np.array(terms).view(np.uint8).reshape(len(terms), -1)  # the shorter ones with zeros, which no term has
    shared = np.zeros(len(terms), np.intp)
    shared[1:] = (padded[1:] != padded[:-1]).argmax(axis=1)
    return shared


def _varint(value: int) -> bytes:
    octets = bytearray()
    while value > 0x7F:
        octets.append(value & 0x7F | 0x80)
        value >>= 7
    octets.append(value)
    return bytes(octets)
