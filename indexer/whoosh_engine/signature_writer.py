"""Writing the signatures of a segment's passages, sorted so that those with a key in common are found together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.invert import narrow

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.whoosh_engine.blockfile import BlockFile

    Keys = NDArray[np.uint32]


def write_signatures(file: BlockFile, keys: Keys) -> None:
    """Write the sections ``s.…`` of the table of passages. ``keys`` has a row for each passage, 0 for no key."""
    rows = np.ascontiguousarray(keys).reshape(-1)
    file.section("s.key", rows.data, rows.itemsize)
    for band in range(keys.shape[1]):
        order = np.ascontiguousarray(narrow(np.argsort(keys[:, band], kind="stable")))
        file.section(f"s.{band}", order.data, order.itemsize)


def have_twins(keys: Keys) -> NDArray[np.bool_]:
    """Whether each passage has a key in common with another."""
    found = np.zeros(len(keys), np.bool_)
    for band in range(keys.shape[1]):
        places = np.flatnonzero(keys[:, band])
        places = places[np.argsort(keys[places, band], kind="stable")]
        same = keys[places[1:], band] == keys[places[:-1], band]
        found[places[1:][same]] = found[places[:-1][same]] = True
    return found
