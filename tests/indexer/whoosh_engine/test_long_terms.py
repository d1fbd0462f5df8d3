"""Terms of more than two code points: front-coded in blocks, and found again from any block."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.terms import WORD_LIMIT
from indexer.whoosh_engine import term_writer
from indexer.whoosh_engine.layout import LONG_BLOCK
from tests.indexer.engines import change, reading, whoosh
from tests.indexer.libraries import content

# Many that begin alike, and some of more bytes than an octet tells.
words = st.text("abж", min_size=3, max_size=6) | st.text("ж", min_size=WORD_LIMIT - 3, max_size=WORD_LIMIT - 1)


@pytest.mark.parametrize("at_once", [LONG_BLOCK, 64 * LONG_BLOCK])
@given(st.sets(words, min_size=1, max_size=5 * LONG_BLOCK))
def test_they_are_what_was_written(at_once: int, written: set[str]) -> None:
    with patch.object(term_writer, "_AT_ONCE", at_once), whoosh() as engine:
        change(engine, [content("a.txt", " ".join(sorted(written)), [])])
        with reading(engine) as reader:
            assert list(reader.terms("grams")) == sorted(written)
            assert all(reader.passages_with("grams", word) for word in written)
            assert not reader.passages_with("grams", "abcd")
