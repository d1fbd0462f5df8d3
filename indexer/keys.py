"""The fields of an index, and their terms as integers.

A term of one or two code points ``c1 c2`` has the *key* ``c1 << 21 | c2`` (``c2`` is 0 where there is none); a longer one
has ``LONG`` plus its rank among the long terms of its list. All keys fit in 42 bits, and those of short terms sort as the
terms do.
"""

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
TWIN = 4
"""Flag of a passage: another one of its segment has a key of its signature in common with it."""

BANDS = 3
"""Keys of a passage's signature (``indexer.signature``)."""


def unpack(key: int) -> str:
    """The short term (one or two code points) of a key below ``LONG``."""
    second = key & ((1 << CODE_BITS) - 1)
    return chr(key >> CODE_BITS) + (chr(second) if second else "")
