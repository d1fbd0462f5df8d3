"""Signatures of passages, by which near-duplicates are found: a few integers that similar texts are likely to share.

The *resemblance* of two passages is the share of their shingles that they have in common, a shingle being three letters
of an unspaced script or words of an alphabet in a row, folded (Broder 1997, "On the resemblance and containment of
documents"). Under a random order of all shingles, the first of one passage is the first of another with a probability of
just their resemblance. A *key* is made of the first under ``ROWS`` orders, and a passage has ``BANDS`` keys: passages of
resemblance r share one with a probability of 1 - (1 - r^ROWS)^BANDS (Leskovec, Rajaraman and Ullman, "Mining of Massive
Datasets", 3.4), which is 0.98 for r = 0.9, 0.33 for 0.5 and 0.003 for 0.1. A key in common only proposes;
``search.resemblance`` looks at the texts.

Orders are products with odd constants modulo 2^32, one pass of numpy each: 5 ns of one core a letter for all of it.
``docs/architecture.md`` says why this is not left to a library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.keys import BANDS
from indexer.terms_array import WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.terms_array import Stretch

    Hashes = NDArray[np.uint32]

ROWS = 3
_SHINGLE = 3

_FACTORS = np.array(
    [0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1, 0x2C1B3C6D, 0x297A2D39, 0x7FEB352D, 0x846CA68B],
    np.uint32,
)
"""Odd constants of well-known integer hashes (xxHash, MurmurHash3, lowbias32), an order each."""


def signatures(stretch: Stretch, first: int, last: int) -> Hashes:
    """The keys of passages ``first`` to ``last - 1``, a row each; all 0 where a passage has no shingle."""
    found = np.zeros((last - first, BANDS), np.uint32)
    tokens, owners = _tokens(stretch)
    inside = slice(*np.searchsorted(owners, (first, last)))
    tokens, owners = tokens[inside], owners[inside]
    if len(tokens) < _SHINGLE:
        return found
    whole = owners[2:] == owners[:-2]
    shingles = _mixed(tokens[:-2] * _FACTORS[0] + tokens[1:-1] * _FACTORS[1] + tokens[2:])[whole]
    owners = owners[2:][whole]
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    if not len(starts):
        return found
    least = [np.minimum.reduceat(shingles * factor, starts) for factor in _FACTORS]
    for band in range(BANDS):
        key = np.full(len(starts), band, np.uint32)
        for row in least[band * ROWS : (band + 1) * ROWS]:
            key = _mixed(key * _FACTORS[2] + row)
        found[owners[starts] - first, band] = np.maximum(key, 1)
    return found


def _tokens(stretch: Stretch) -> tuple[Hashes, NDArray[np.int32]]:
    """The letters and words of a stretch as hashes, in order, and the passages in which they stand.

    The end of a passage ends a word.
    """
    codes, owners = stretch.codes, stretch.owners
    word = stretch.kinds == WORD
    goes_on = word[1:] & word[:-1]
    goes_on &= owners[1:] == owners[:-1]
    hashes = codes * _FACTORS[0]
    inner = np.flatnonzero(goes_on)
    hashes[inner] += codes[inner + 1] * _FACTORS[1]
    _mixed(hashes)
    heads = stretch.kinds >= WORD
    heads[inner + 1] = False
    of_words = np.flatnonzero(word)
    starts = np.flatnonzero(heads[of_words])
    if len(starts):
        hashes[of_words[starts]] = np.add.reduceat(hashes[of_words], starts)
    places = np.flatnonzero(heads)
    return hashes[places], owners[places]


def _mixed(values: Hashes) -> Hashes:
    """Hashes whose bits all depend on all bits of the values: lowbias32 of Chris Wellons' hash prospector. In place."""
    values ^= values >> np.uint32(16)
    values *= np.uint32(0x7FEB352D)
    values ^= values >> np.uint32(15)
    values *= np.uint32(0x846CA68B)
    values ^= values >> np.uint32(16)
    return values
