"""Proving an index: whatever was damaged is found, and nothing is answered wrongly on the way."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from zlib import crc32

import pytest

from corpus.errors import DamageError, LibraryError, NoIndexError
from indexer.build import build
from indexer.open import open_engine
from indexer.report import BuildRequest
from indexer.verify import SAMPLE, verify
from indexer.whoosh_engine.layout import BLOCK, FOOTER, SECTION
from search.library import open_library
from tests.indexer.desk import TEXTS

QUERIES = ("碳中和", "carbon market", "气候")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "docs"
    for name, text in TEXTS.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    build(BuildRequest(paths=(str(root),)))
    return root


def index_files(library: Path) -> list[Path]:
    return sorted(path for path in (library / ".yinde").iterdir() if path.suffix in {".toc", ".mft", *SEGMENT_SUFFIXES})


SEGMENT_SUFFIXES = (".txt", ".doc", ".psg", ".inv")


def answers(library: Path) -> list[object]:
    with open_library(library) as opened:
        hits = [(query, hit.passage, hit.snippet) for query in QUERIES for hit in opened.search(query).hits]
        return [*hits, opened.documents(), opened.count("碳").total]


def test_a_sound_index_is_whole(library: Path) -> None:
    found = verify(str(library), every=True)
    assert (found.whole, found.documents, found.compared, found.changed) == (True, 4, 4, ())


def telling_places(path: Path) -> Iterator[int]:
    """Bytes of every part of a file: its first and last, each section's, the checksums', the directory's, and many more."""
    size = path.stat().st_size
    yield from range(0, size, max(1, size // 100))
    yield from range(8)
    yield from range(size - FOOTER.size, size)
    if path.suffix != ".toc":
        data = path.read_bytes()
        data_end, sections, *_ = FOOTER.unpack(data[-FOOTER.size :])
        directory = data_end + 4 * -(-data_end // BLOCK)
        yield from range(data_end, directory)
        for place in range(directory, directory + sections * SECTION.size, SECTION.size):
            _, _, offset, length = SECTION.unpack_from(data, place)
            yield from (place, place + 12, place + 16, place + 24, offset)
            yield offset + max(0, length - 1)


def test_a_changed_byte_is_found_and_never_answers_wrongly(library: Path) -> None:
    """On opening, on asking, or by verify; and whatever fails, fails as an error of ours."""
    expected = answers(library)
    caught = 0
    for path in index_files(library):
        with open(path, "r+b") as file:
            for place in sorted(set(telling_places(path))):
                file.seek(place)
                byte = file.read(1)[0]
                _put(file, place, byte ^ (1 << place % 8))
                with suppress(LibraryError):
                    assert answers(library) == expected, (path.name, place)
                found = verify(str(library))
                assert found.damages, (path.name, place)
                assert "rebuild" in found.damages[0]
                _put(file, place, byte)
                caught += 1
    assert caught > 1000
    assert verify(str(library)).whole


def _put(file: object, place: int, byte: int) -> None:
    file.seek(place)  # type: ignore[attr-defined]
    file.write(bytes([byte]))  # type: ignore[attr-defined]
    file.flush()  # type: ignore[attr-defined]


def test_a_rebuild_mends_damage(library: Path) -> None:
    expected = answers(library)
    for suffix in (".toc", ".mft", *SEGMENT_SUFFIXES):
        path = next((library / ".yinde").glob(f"*{suffix}"))
        path.write_bytes(path.read_bytes()[:-3])
        assert not verify(str(library)).whole
        build(BuildRequest(paths=(str(library),), rebuild=True))
        assert verify(str(library), every=True).whole
        assert answers(library) == expected


def settled(library: Path) -> None:
    """Make all files old, so that a build has nothing to look into, and bring the index up to date."""
    for path in library.rglob("*.*"):
        if ".yinde" not in path.parts:
            os.utime(path, ns=(10**18, 10**18))
    build(BuildRequest(paths=(str(library),)))


def test_what_a_killed_writer_left_is_no_damage_and_goes_with_the_next_build(library: Path) -> None:
    """Killed after its commit, before it could remove the files of the one before; or in the middle of writing."""
    folder = library / ".yinde"
    settled(library)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (library / "more.txt").write_text("碳达峰。\n", encoding="utf-8")
    settled(library)
    sound = {path.name for path in folder.iterdir()}
    for name in before.keys() - sound:
        (folder / name).write_bytes(before[name])
    (folder / "yinde_0123456789abcdef.txt").write_bytes(b"half")
    (folder / "_yinde_9.toc.new").write_bytes(b"")
    expected = answers(library)
    assert verify(str(library), every=True).whole
    assert build(BuildRequest(paths=(str(library),))).unchanged == 5
    assert {path.name for path in folder.iterdir()} == sound
    assert answers(library) == expected


def test_leftovers_are_let_be_while_somebody_writes(library: Path) -> None:
    folder = library / ".yinde"
    settled(library)
    writer = open_engine(str(folder)).writer(memory=1, fresh=False)
    (folder / "yinde_0123456789abcdef.txt").write_bytes(b"half")
    assert build(BuildRequest(paths=(str(library),))).unchanged == 4
    assert (folder / "yinde_0123456789abcdef.txt").exists()
    writer.cancel()


def test_changed_and_vanished_files_are_told_and_are_no_damage(library: Path) -> None:
    (library / "simplified.txt").write_text("别的。\n", encoding="utf-8")
    (library / "traditional.md").unlink()
    os.mkfifo(library / "traditional.md")
    (library / "english" / "methane.txt").unlink()
    found = verify(str(library))
    assert found.whole
    assert [each.path for each in found.changed] == ["english/methane.txt", "simplified.txt", "traditional.md"]
    assert found.compared == 1


def test_a_sample_is_compared_unless_all_are_wanted(tmp_path: Path) -> None:
    for number in range(SAMPLE + 20):
        (tmp_path / f"{number}.txt").write_text(f"第{number}號。\n", encoding="utf-8")
    build(BuildRequest(paths=(str(tmp_path),)))
    assert verify(str(tmp_path)).compared == SAMPLE
    assert verify(str(tmp_path), every=True).compared == SAMPLE + 20


def forged(path: Path, change: Callable[[bytearray], None]) -> None:
    """Change a file of the index and make every checksum right again, as somebody who means harm would."""
    data = bytearray(path.read_bytes())
    data_end, sections, block, _, magic = FOOTER.unpack(data[-FOOTER.size :])
    change(data)
    for at, place in enumerate(range(0, data_end, BLOCK)):
        data[data_end + 4 * at : data_end + 4 * at + 4] = crc32(data[place : min(place + BLOCK, data_end)]).to_bytes(
            4, "little"
        )
    checksum = crc32(data[data_end : len(data) - FOOTER.size + 16])
    data[-FOOTER.size :] = FOOTER.pack(data_end, sections, block, checksum, magic)
    path.write_bytes(data)
    toc = next(path.parent.glob("*.toc"))
    table = json.loads(toc.read_bytes()[9:])
    if path.suffix == ".mft":
        table["manifest"] = [len(data), checksum]
    else:
        table["segments"][0]["files"][path.suffix] = [len(data), checksum]
    write_toc(toc, table)


def write_toc(path: Path, table: object) -> None:
    encoded = json.dumps(table).encode("ascii")
    path.write_bytes(b"%08x\n%s" % (crc32(encoded), encoded))


def test_numbers_forged_under_right_checksums_are_errors_of_ours(library: Path) -> None:
    """Nothing but LibraryError leaves the library, whatever an index from somebody else claims."""
    noticed = 0
    for path in index_files(library):
        if path.suffix == ".toc":
            continue
        whole, toc = path.read_bytes(), next(path.parent.glob("*.toc"))
        table = toc.read_bytes()
        data_end = FOOTER.unpack(whole[-FOOTER.size :])[0]
        for place in range(8, data_end, max(1, data_end // 40)):
            for value in (0, 0xFF):
                forged(path, lambda data, place=place, value=value: data.__setitem__(place, value))  # type: ignore[misc]
                try:
                    answers(library)
                    noticed += not verify(str(library), every=True).whole
                except LibraryError:
                    noticed += 1
        path.write_bytes(whole)
        toc.write_bytes(table)
    assert noticed > 100


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "../../../tmp/x"),
        ("id", "yinde_../x"),
        ("id", 7),
        ("documents", 1 << 60),
        ("passages", 1 << 60),
        ("passages", -1),
        ("deleted", [[0, 1 << 60]]),
        ("deleted", [[3, 1]]),
        ("deleted", "all"),
        ("files", {}),
    ],
)
def test_a_forged_table_of_contents_is_refused(library: Path, key: str, value: object) -> None:
    toc = next((library / ".yinde").glob("*.toc"))
    table = json.loads(toc.read_bytes()[9:])
    table["segments"][0][key] = value
    write_toc(toc, table)
    with pytest.raises(DamageError, match="rebuild"):
        open_engine(str(library / ".yinde")).reader()
    assert not verify(str(library)).whole


def test_nested_without_end_is_refused(library: Path) -> None:
    toc = next((library / ".yinde").glob("*.toc"))
    encoded = b"[" * 200_000
    toc.write_bytes(b"%08x\n%s" % (crc32(encoded), encoded))
    with pytest.raises(DamageError):
        open_engine(str(library / ".yinde")).reader()


def test_no_index_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError):
        verify(str(tmp_path))
    (tmp_path / ".yinde").mkdir()
    with pytest.raises(NoIndexError):
        verify(str(tmp_path))
