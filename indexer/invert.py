"""Inverting: from occurrences in text order to inverted lists, and from many such lists to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.batch import Inverted
from indexer.fold_array import to_codes
from indexer.keys import CODE_BITS, LONG, SHORT_LENGTH
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
    sizes = np.fromiter(map(len, terms), np.intp, len(terms))
    (short,) = (sizes <= SHORT_LENGTH).nonzero()
    short_keys = _packed([term for term in terms if len(term) <= SHORT_LENGTH])
    order = np.argsort(short_keys)
    long = sorted((sizes > SHORT_LENGTH).nonzero()[0].tolist(), key=terms.__getitem__)
    ranks = np.empty(len(terms), np.uint32)
    ranks[short[order]] = np.arange(len(short), dtype=np.uint32)
    ranks[long] = np.arange(len(short), len(terms), dtype=np.uint32)
    keys = np.concatenate((short_keys[order], np.arange(LONG, LONG + len(long), dtype=np.uint64)))
    ranked = ranks[ids]
    grouped = _grouped(ranked, owners, by_digits(ranked))
    return Inverted(
        keys[grouped.keys], grouped.sizes, grouped.passages, grouped.counts, tuple([terms[i] for i in long])
    )


def _packed(terms: Sequence[str]) -> NDArray[np.uint64]:
    """The keys of short terms, by which ``keys.unpack`` knows them."""
    codes = to_codes("".join([term.ljust(SHORT_LENGTH, "\0") for term in terms])).astype(np.uint64)
    keys: NDArray[np.uint64] = codes[::SHORT_LENGTH] << np.uint64(CODE_BITS) | codes[1::SHORT_LENGTH]
    return keys


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
