"""Passage IDs as integers: ten digits of base 32 (RFC 4648's alphabet, in lower case) are 50 bits."""

from __future__ import annotations

DIGITS = 10
BITS = 5 * DIGITS
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_TO_INT = str.maketrans(ALPHABET, "0123456789abcdefghijklmnopqrstuv")
_VALID = frozenset(ALPHABET)


def to_int(passage_id: str) -> int:
    """The number of an ID. Raises ValueError for anything but ten digits of the alphabet."""
    if len(passage_id) != DIGITS or not _VALID.issuperset(passage_id):
        raise ValueError(f"not a passage ID: {passage_id!r}")
    return int(passage_id.translate(_TO_INT), 32)


def to_id(number: int) -> str:
    """The ID of a number below ``1 << BITS``."""
    return "".join(ALPHABET[number >> shift & 31] for shift in range(BITS - 5, -1, -5))


def prefix_range(prefix: str) -> range:
    """The numbers of all IDs that start with ``prefix``; empty where no ID can."""
    if len(prefix) > DIGITS or not _VALID.issuperset(prefix):
        return range(0)
    free = 5 * (DIGITS - len(prefix))
    first = int(prefix.translate(_TO_INT) or "0", 32) << free
    return range(first, first + (1 << free))
