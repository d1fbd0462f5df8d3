"""When numpy pays: importing it costs as much as a good deal of work in plain Python."""

from __future__ import annotations

import sys

_IMPORT_NUMPY = 90_000
"""Entries of posting lists from which work repays numpy's import: 50 ms, against 0.6 µs each in plain Python (measured)."""


class Effort:
    """Keeps count of what was done in plain Python, in entries of posting lists.

    As soon as that has cost as much as importing numpy, numpy is imported. So a single look-up never pays for it, and a
    process that asks on is never much slower than with it.
    """

    __slots__ = ("_done",)

    def __init__(self) -> None:
        self._done = 0

    def repays_numpy(self, entries: int, least: int) -> bool:
        """Whether to use numpy for work on so many entries: from ``least`` on, once it is imported."""
        if "numpy" in sys.modules:
            return entries >= least
        if self._done + entries >= _IMPORT_NUMPY:
            return True
        self._done += entries
        return False
