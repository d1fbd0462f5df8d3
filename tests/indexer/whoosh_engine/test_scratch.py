"""What is put aside comes back whole, however little the system takes and gives at a time."""

import io
from typing import BinaryIO

import numpy as np
import pytest

from indexer.whoosh_engine.scratch import Scratch


class Sparing(io.BytesIO):
    """A file that writes and reads seven bytes at a time, as an unbuffered one may."""

    def write(self, data: object, /) -> int:
        return super().write(bytes(memoryview(data)[:7]))  # type: ignore[arg-type]

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(7 if size is None or size < 0 else min(size, 7))


@pytest.mark.parametrize("make", [Sparing, io.BytesIO])
def test_what_is_put_aside_comes_back(make: type[BinaryIO]) -> None:
    scratch = Scratch(make)
    values, terms = np.arange(100, dtype=np.uint32), ("碳中和", "carbon", "\ud800")
    aside, read_terms = scratch.put(values), scratch.put_terms(terms)
    assert aside[:].tolist() == values.tolist()
    assert aside[40:60].tolist() == values[40:60].tolist()
    assert read_terms() == terms


def test_a_file_that_was_cut_short_is_an_error() -> None:
    file = io.BytesIO()
    scratch = Scratch(lambda: file)
    aside = scratch.put(np.arange(100, dtype=np.uint32))
    file.truncate(40)
    with pytest.raises(OSError, match="put aside"):
        aside[:]
