from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.build import build
from indexer.report import BuildRequest
from search.library import Library, open_library
from search.model import Results
from tests.search.in_memory import library_of

ARTICLE = [
    "十城在港灣簽署公報，承諾先行試行碳中和社區，並由鄰城互相查核。\n",
    "實現碳中和的辦法寫得很細：屋頂的太陽能由住戶合股，餘電賣給商鋪。\n",
]
LIBRARY = {
    "hans.txt": [
        "十城在港湾签署公报，承诺先行试行碳中和社区，\n并由邻城互相查核。\n",
        "实现碳中和的办法写得很细：屋顶的太阳能由住户合股，余电卖给商铺。\n",
    ],
    "hant.txt": ARTICLE,
    "other.txt": ["碳中和是馬拉松，堵漏是繫鞋帶，兩件事要同時做才行。\n", ARTICLE[0]],
}
PARTS = st.sampled_from(
    ["碳中和之路。\n", "碳中和，之路！\n", "碳中和不是口號。\n", "碳中和在港灣。\n", "carbon\n", "氣候\n"]
)


def named(results: Results) -> list[list[str]]:
    """The place of each hit, and those under it."""
    return [
        [f"{at.path} ¶{at.paragraph}" for at in (hit.at, *(other.at for other in hit.duplicates))]
        for hit in results.hits
    ]


@pytest.fixture
def library() -> Library:
    return library_of(LIBRARY)


def test_what_says_the_same_is_shown_once_with_the_others_under_it(library: Library) -> None:
    results = library.search("碳中和")
    places = sorted(map(sorted, named(results)))
    assert places == [
        ["hans.txt ¶1", "hant.txt ¶1", "other.txt ¶2"],
        ["hans.txt ¶2", "hant.txt ¶2"],
        ["other.txt ¶1"],
    ]
    assert (results.total, results.documents, results.places) == (6, 3, 6)
    assert not results.more
    assert [hit.rank for hit in results.hits] == [1, 2, 3]


def test_each_is_shown_where_that_is_asked_for(library: Library) -> None:
    results = library.search("碳中和", every=True)
    assert len(results.hits) == results.total == 6
    assert all(not hit.duplicates for hit in results.hits)


def test_counts_and_names_of_files_know_nothing_of_it(library: Library) -> None:
    assert library.count("碳中和", verify=True).total == 6
    assert library.files("碳中和") == ("hans.txt", "hant.txt", "other.txt")


def test_only_what_was_found_is_named(library: Library) -> None:
    (hit, *_) = library.search("碳中和", paths=("han*",)).hits
    assert all(other.at.path.startswith("han") for other in hit.duplicates)
    (one,) = library.search("路邊 堵漏", strict=False).hits[:1]
    assert not one.duplicates


def test_grouped_by_document_every_document_has_its_hit(library: Library) -> None:
    assert {hit.passage.locator.path for hit in library.search("碳中和", grouped=True).hits} == LIBRARY.keys()


def test_best_matches_that_say_the_same_are_shown_once(library: Library) -> None:
    results = library.search("屋顶的太阳能是不是由住户合股")
    assert results.hits[0].tier == 3
    assert sorted(named(results)[0]) == ["hans.txt ¶2", "hant.txt ¶2"]


@given(st.lists(st.lists(PARTS, min_size=1, max_size=5), min_size=1, max_size=5), st.integers(1, 4), st.booleans())
def test_pages_follow_each_other_and_leave_nothing_out(documents: list[list[str]], size: int, strict: bool) -> None:
    library = library_of({f"{i}.txt": tiles for i, tiles in enumerate(documents)})
    every = library.search("碳中和", limit=100, strict=strict, every=True)
    whole = library.search("碳中和", limit=100, strict=strict)
    pages, offset = [], 0
    while (page := library.search("碳中和", limit=size, offset=offset, strict=strict)).hits:
        pages += page.hits
        offset += size
        assert page.more == any(hit.tier < 3 for hit in whole.hits[offset:])
    assert pages == [*whole.hits]
    shown = [id_ for hit in whole.hits for id_ in (hit.passage.id, *(other.id for other in hit.duplicates))]
    assert sorted(shown) == sorted(hit.passage.id for hit in every.hits)


def test_why_not_says_under_which_document_a_file_is_named(tmp_path: Path) -> None:
    for name in ("hans", "hant"):
        (tmp_path / f"{name}.txt").write_text(LIBRARY[f"{name}.txt"][0], encoding="utf-8")
    build(BuildRequest(paths=(str(tmp_path),), jobs=1))
    with open_library(tmp_path) as library:
        assert named(library.search("碳中和")) == [["hans.txt ¶1", "hant.txt ¶1"]]
        assert library.why_not("碳中和", str(tmp_path / "hans.txt")).under == ""
        assert library.why_not("碳中和", str(tmp_path / "hant.txt")).under == "hans.txt"
