import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Bib
from corpus.record.citekey import citekey, with_keys


@pytest.mark.parametrize(
    ("bib", "key"),
    [
        (Bib(title="在气候峰会上的讲话", authors=("解振华",), date="2021-01-28"), "xiezhenhua2021zaiqihou"),
        (Bib(title="碳市場啟動", authors=("單小明",), date="2021"), "shanxiaoming2021tanshichang"),
        (Bib(title="The carbon market", authors=("Smith, John",), date="2019-03"), "smith2019carbon"),
        (Bib(title="Émissions", authors=("Müller, Ö.",)), "mullerndemissions"),
        (Bib(title="氣候變遷因應法", date="2023"), "2023qihoubian"),
        (Bib(extra=(("citation-key", "My Key{}"),)), "MyKey"),
    ],
)
def test_keys_are_readable(bib: Bib, key: str) -> None:
    assert citekey(bib) == key


def test_the_same_key_twice_is_told_apart_whatever_else_there_is() -> None:
    first, second = Bib(title="碳", date="2021", url="a"), Bib(title="碳", date="2021", url="b")
    alone = with_keys([second])[0].key
    keys = [record.key for record in with_keys([first, second, second])]
    assert keys[0] == alone == "2021tan"
    assert re.fullmatch(r"2021tan-[0-9a-f]{4}", keys[1])
    assert len(set(keys)) == 3


@given(st.builds(Bib, title=st.text(max_size=8), authors=st.lists(st.text(max_size=8), max_size=2).map(tuple)))
def test_every_record_has_a_key_in_ascii(bib: Bib) -> None:
    assert re.fullmatch(r"[a-z0-9]+", citekey(bib))
