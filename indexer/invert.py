"""Inverting: from occurrences in text order to inverted lists, and from many such lists to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.batch import Inverted
from indexer.keys import CODE_BITS, LONG, SHORT_LENGTH, pack
from indexer.terms_array import by_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from indexer.terms_array import Letters


def invert_letters(letters: Letters) -> tuple[Inverted, Inverted]:
    """The inverted lists of single letters and of pairs."""
    bits = np.uint64(CODE_BITS)
    singles = _grouped(letters.codes.astype(np.uint64) << bits, letters.owners, by_digits(letters.codes))
    keys = letters.firsts.astype(np.uint64) << bits | letters.seconds
    pairs = _grouped(keys, letters.pair_owners, by_digits(letters.seconds, letters.firsts))
    return singles, pairs


def invert_terms(ids: NDArray[np.integer[Any]], owners: NDArray[np.int32], terms: Sequence[str]) -> Inverted:
    """The inverted lists of any terms; ``ids`` index ``terms``, in which none stands twice and all have an occurrence."""
    short = [(pack(term), i) for i, term in enumerate(terms) if len(term) <= SHORT_LENGTH]
    long = sorted((term, i) for i, term in enumerate(terms) if len(term) > SHORT_LENGTH)
    short.sort()
    ranks = np.empty(len(terms), np.uint32)
    ranks[[i for _, i in short] + [i for _, i in long]] = np.arange(len(terms), dtype=np.uint32)
    keys = np.array([key for key, _ in short] + [LONG + i for i in range(len(long))], np.uint64)
    ranked = ranks[ids]
    grouped = _grouped(ranked, owners, by_digits(ranked))
    return Inverted(
        keys[grouped.keys], grouped.sizes, grouped.passages, grouped.counts, tuple(term for term, _ in long)
    )


def _grouped(keys: NDArray[Any], owners: NDArray[np.int32], order: NDArray[np.intp]) -> Inverted:
    """Inverted lists of occurrences that stand in text order, given the stable order of their keys."""
    if not len(order):
        empty = np.empty(0, np.uint8)
        return Inverted(keys[:0], empty, empty, empty)
    keys, owners = keys[order], owners[order]
    new_key = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=new_key[1:])
    new_entry = new_key.copy()
    new_entry[1:] |= owners[1:] != owners[:-1]
    entries = np.flatnonzero(new_entry)
    heads = np.flatnonzero(new_key[entries])
    return Inverted(
        keys=keys[entries[heads]],
        sizes=narrow(np.diff(heads, append=len(entries))),
        passages=narrow(owners[entries]),
        counts=narrow(np.diff(entries, append=len(keys))),
    )


def narrow(values: NDArray[Any]) -> NDArray[np.unsignedinteger[Any]]:
    """The same non-negative integers in the narrowest unsigned type that holds them."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))), copy=False)


def lengths(parts: Iterable[Inverted], count: int) -> NDArray[np.uint32]:
    """The number of occurrences in each of ``count`` passages."""
    total = np.zeros(count, np.int64)
    for part in parts:
        total += np.bincount(part.passages, weights=part.counts, minlength=count).astype(np.int64)
    return total.astype(np.uint32)
