"""Names, numbers and shapes of the index format; ``docs/index-format.md`` describes them byte by byte."""

from __future__ import annotations

import struct

INDEX_NAME = "yinde"
FORMAT_VERSION = 3

MAGIC = b"YNDX"
HEADER = struct.Struct("<4sHH")
"""Magic, format version, 0."""
SECTION = struct.Struct("<12sIQQ")
"""Name padded with NUL, bytes per item, offset, length in bytes."""
FOOTER = struct.Struct("<QIII4s")
"""Where the data ends, number of sections, bytes per block, CRC-32 of what stands from there to here, magic."""
BLOCK = 1 << 12
"""Each block of this many bytes has its own CRC-32, checked when the block is first touched."""
ALIGNMENT = 8

TEXTS, RECORDS, PASSAGES, TERMS = ".txt", ".doc", ".psg", ".inv"
PATH_RANKS = "d.rank"
"""The section that says in which order a segment's documents come by path, where they do not stand in it."""
SEGMENT_FILES = (TEXTS, RECORDS, PASSAGES, TERMS)

SINGLE = 1 << 31
"""Set in a term's slot: the term stands once in one passage, and the other bits are its number."""

WIDTHS = (1, 2, 4)
"""Widths in bytes of a list's size and first passage; the list's first byte says which."""
FIRST_SHIFT, GAP_SHIFT = 2, 4
"""Where in that byte the width of the first passage and the layout of the gaps stand; that of the size stands lowest."""
COUNTED = 1 << 7
"""Set in that byte where a term stands more than once in any passage, so that counts are stored."""
GAP_BITS: tuple[tuple[int, ...], ...] = ((8, 16), (4, 8, 16), (8, 32), (4, 8, 32), (16,), (32,))
"""The layouts of gaps: the bits a value takes in each stage. What does not fit in one is 0 there and stands in the next."""
COUNT_BITS = (2, 8, 32)
"""The layout of counts."""

LONG_BLOCK = 16
"""Long terms are compressed in groups of this many."""


def toc_name(generation: int) -> str:
    """The file that makes a commit visible, named as Whoosh names it."""
    return f"_{INDEX_NAME}_{generation}.toc"


LOCK_NAME = f"{INDEX_NAME}_WRITELOCK"
"""The file on which a writer holds its lock, named as Whoosh names it."""


def manifest_stem(generation: int) -> str:
    """The name of a commit's manifest without its extension, shaped like a segment's so that Whoosh tidies it away."""
    return f"{INDEX_NAME}_m{generation}"


MANIFEST_EXTENSION = ".mft"
