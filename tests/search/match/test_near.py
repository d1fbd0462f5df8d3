"""``NEAR`` against its definition, on texts cut anywhere."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.search.in_memory import library_of

PIECES = st.sampled_from(["碳", "价", "x", "。", " ", "ab ", "\n", "，，，"])
TILES = st.lists(st.lists(PIECES, min_size=1, max_size=6).map("".join), min_size=1, max_size=5)


def is_near(text: str, distance: int) -> bool:
    """Whether 碳 and 价 stand so close: each letter of Chinese and each word between them counts one."""
    marks = [(match.start(), match[0]) for match in re.finditer("[碳价]", text)]
    for start, one in marks:
        for end, other in marks:
            between = text[start + 1 : end]
            units = len(re.findall("[碳价]|[a-z]+", between))
            noise = len(re.findall("[。，]", between))
            if start < end and one != other and units <= distance and noise <= 8 * (distance + 1):
                return True
    return False


@given(TILES, st.integers(0, 3))
def test_near_is_what_it_says(tiles: list[str], distance: int) -> None:
    library = library_of({"d.txt": tiles, "other.txt": ["价格"]})
    expected = is_near("".join(tiles), distance)
    for query in (f"碳 NEAR/{distance} 价", f"价 NEAR/{distance} 碳"):
        assert bool(library.count(query, verify=True).total) == expected
        assert bool(library.search(query, strict=True).total) == expected
