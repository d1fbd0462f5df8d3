"""IDs as integers: ten digits of base 32 (RFC 4648's alphabet, in lower case) are 50 bits.

Among a million passages two share an ID with a chance of one in two thousand.
"""

from __future__ import annotations

from functools import cache

DIGITS = 10
BITS = 5 * DIGITS
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_TO_INT = str.maketrans(_ALPHABET, "0123456789abcdefghijklmnopqrstuv")
_VALID = frozenset(_ALPHABET)


def to_int(identity: str) -> int:
    """The number of an ID. Raises ValueError for anything but ten digits of the alphabet."""
    if len(identity) != DIGITS or not _VALID.issuperset(identity):
        raise ValueError(f"not an ID: {identity!r}")
    return int(identity.translate(_TO_INT), 32)


def to_id(number: int) -> str:
    """The ID of a number below ``1 << BITS``."""
    pairs = _pairs()
    return "".join([pairs[number >> shift & 1023] for shift in (40, 30, 20, 10, 0)])


@cache
def _pairs() -> tuple[str, ...]:
    """Every two digits, by their number: to read two at a time takes half as long."""
    return tuple(first + second for first in _ALPHABET for second in _ALPHABET)


def prefix_range(prefix: str) -> range:
    """The numbers of all IDs that start with ``prefix``; empty where no ID can."""
    if len(prefix) > DIGITS or not _VALID.issuperset(prefix):
        return range(0)
    free = 5 * (DIGITS - len(prefix))
    first = int(prefix.translate(_TO_INT) or "0", 32) << free
    return range(first, first + (1 << free))
