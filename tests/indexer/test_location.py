import os
from pathlib import Path

import pytest

from corpus.errors import LibraryError, UsageError
from indexer.location import find_index, lies_in, place_index, relative


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "a" / "b").mkdir(parents=True)
    (tmp_path / "docs" / "c.txt").write_text("c")
    (tmp_path / "docs" / "a" / "d.txt").write_text("d")
    return tmp_path / "docs"


@pytest.mark.parametrize(
    ("paths", "root"),
    [((".",), "."), (("c.txt",), "."), (("a",), "a"), (("a/b", "a/d.txt"), "a"), (("a", "c.txt"), ".")],
)
def test_an_index_lies_beside_what_is_indexed(docs: Path, paths: tuple[str, ...], root: str) -> None:
    place = place_index([str(docs / path) for path in paths], environ={})
    assert (place.root, place.index) == (str(docs / root), str(docs / root / ".yinde"))
    assert place.is_beside


def test_an_index_lies_where_it_is_wanted(docs: Path, tmp_path: Path) -> None:
    environ = {"YINDE_INDEX": str(tmp_path / "env")}
    assert place_index([str(docs)], environ=environ).index == str(tmp_path / "env")
    assert place_index([str(docs)], str(tmp_path / "option"), environ).index == str(tmp_path / "option")
    assert not place_index([str(docs)], environ=environ).is_beside


def test_an_index_is_found_at_or_above(docs: Path) -> None:
    (docs / ".yinde").mkdir()
    for start in (".", "c.txt", "a/b", "a/d.txt", "gone/too"):
        assert find_index(str(docs / start), environ={}) == str(docs / ".yinde")
    (docs / "a" / ".yinde").mkdir()
    assert find_index(str(docs / "a" / "b"), environ={}) == str(docs / "a" / ".yinde")


def test_a_library_can_be_named_for_its_index(docs: Path) -> None:
    (docs / ".yinde").mkdir()
    for chosen in (docs, docs / ".yinde"):
        assert find_index("/", str(chosen), {}) == str(docs / ".yinde")
        assert find_index("/", environ={"YINDE_INDEX": str(chosen)}) == str(docs / ".yinde")


def test_no_index_is_one_clear_line(docs: Path) -> None:
    with pytest.raises(LibraryError, match=r"^no index in .*docs or above; make one: yinde index PATH$"):
        find_index(str(docs), environ={})
    with pytest.raises(LibraryError, match=r"^no index in nowhere; make one: yinde index PATH --index nowhere$"):
        find_index(str(docs), "nowhere", {})


def test_names_within_a_library(docs: Path) -> None:
    assert relative(str(docs), str(docs)) == "."
    assert relative(str(docs), os.path.join(str(docs), "a", "..", "a", "d.txt")) == "a/d.txt"
    for outside in (docs.parent, docs.parent / "docs-and-more"):
        with pytest.raises(UsageError, match="lies outside the library"):
            relative(str(docs), str(outside))


def test_lying_in_a_folder_goes_by_whole_names() -> None:
    assert lies_in("a/b", "a")
    assert lies_in("a", "a")
    assert lies_in("a", ".")
    assert not lies_in("ab", "a")
    assert not lies_in("a", "a/b")
