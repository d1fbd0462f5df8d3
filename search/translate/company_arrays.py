"""What many sets have in common, counted with numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Sequence

_SHIFT = 32


def shared(passages: Sequence[array[int]]) -> Iterable[tuple[int, int, int]]:
    """How many passages every two sets have in common, where they have any: the places of both, the lower first.

    The members of all sets are put in order, so that those of one passage stand side by side, and each is paired with the
    next, with the one after that, and so on for as long as there are any of the same passage.
    """
    sizes = [len(each) for each in passages]
    members = np.concatenate([np.frombuffer(each, np.int32) for each in passages], dtype=np.int64)
    members <<= _SHIFT
    members |= np.repeat(np.arange(len(passages)), sizes)
    members.sort()
    where, sets = members >> _SHIFT, members & ((1 << _SHIFT) - 1)
    pairs = [np.empty(0, np.int64)]
    at, step = np.arange(len(members)), 0
    while len(at):
        step += 1
        at = at[: at.searchsorted(len(members) - step)]
        at = at[where[at] == where[at + step]]
        pairs.append(sets[at] * len(passages) + sets[at + step])
    counts = np.bincount(np.concatenate(pairs))
    (found,) = counts.nonzero()
    one, other = np.divmod(found, len(passages))
    return zip(one.tolist(), other.tolist(), counts[found].tolist(), strict=True)
