"""Where corrections are kept: beside a file, and for documents in a container beside that."""

from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.model import Bib
from corpus.record.corrections import corrected, corrections_of, corrections_state, keep_corrections, sidecar_of
from tests.corpus.containers.archives import make_zip


@pytest.fixture
def container(tmp_path: Path) -> Path:
    path = tmp_path / "bundle.zip"
    path.write_bytes(make_zip({"a.txt": b"A", "deep/b.txt": b"B"}))
    return path


def test_those_of_a_file_lie_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("A")
    assert corrections_of(str(file)) == {}
    assert keep_corrections(str(file), {"title": "題"}) == f"{file}.yinde.yaml" == sidecar_of(str(file))
    assert corrections_of(str(file)) == {"title": "題"}
    assert corrected(Bib(title="x"), str(file)).title == "題"
    keep_corrections(str(file), {})
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_those_of_a_member_lie_beside_its_container(container: Path) -> None:
    member, other = str(container / "deep" / "b.txt"), str(container / "a.txt")
    sidecar = Path(f"{container}.yinde.yaml")
    sidecar.write_text("publisher: 海岸出版社\n", encoding="utf-8")
    assert keep_corrections(member, {"title": "題", "author": "甲; 乙"}) == str(sidecar) == sidecar_of(member)
    assert corrections_of(member) == {"title": "題", "author": "甲; 乙"}
    assert corrections_of(other) == {}
    bib = corrected(Bib(title="x"), member)
    assert (bib.title, bib.authors, bib.publisher) == ("題", ("甲", "乙"), "海岸出版社")
    assert dict(bib.origins)["title"] == "sidecar bundle.zip.yinde.yaml"
    assert corrected(Bib(title="x"), other) == Bib(title="x", publisher="海岸出版社", origins=bib.origins[:1])
    keep_corrections(member, {})
    assert sidecar.read_text(encoding="utf-8") == "publisher: 海岸出版社\n"


def test_the_state_of_a_member_changes_with_what_holds_for_it(container: Path) -> None:
    states = [corrections_state(str(container), "a.txt")]
    for path, corrections in (("deep/b.txt", {"title": "b"}), ("a.txt", {"title": "a"}), ("a.txt", {"title": "c"})):
        keep_corrections(str(container / path), corrections)
        states.append(corrections_state(str(container), "a.txt"))
    assert states[0] == states[1] == ""
    assert len({*states}) == 3


def test_a_malformed_sidecar_is_named(container: Path) -> None:
    Path(f"{container}.yinde.yaml").write_text("a.txt: {title: {x: y}}\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"bundle\.zip\.yinde\.yaml"):
        corrected(Bib(), str(container / "a.txt"))
