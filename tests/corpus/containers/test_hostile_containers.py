"""What damaged containers and hostile ones come to: an error in words, within the limits."""

import io
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.containers import members
from corpus.containers.model import Found, Member, Reading, Unread
from corpus.errors import ReadError
from corpus.limits import Limits
from corpus.read import read_member
from tests.corpus.containers.archives import (
    FILES,
    MAKERS,
    Files,
    found_in,
    make_csv,
    make_jsonl,
    make_tar,
    make_zip,
    names,
)


def test_links_and_devices_are_not_followed(tmp_path: Path) -> None:
    kinds = {
        "sym.txt": tarfile.SYMTYPE,
        "hard.txt": tarfile.LNKTYPE,
        "pipe": tarfile.FIFOTYPE,
        "device": tarfile.CHRTYPE,
    }
    others = []
    for name, kind in kinds.items():
        others.append(tarfile.TarInfo(name))
        others[-1].type, others[-1].linkname = kind, "/etc/passwd"
    found, _ = found_in(tmp_path, "x.tar", make_tar({}, others=others))
    assert [each.name for each in found if isinstance(each, Unread)] == list(kinds)
    assert names(found) == []
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    [unread] = found_in(tmp_path, "x.zip", out.getvalue())[0]
    assert isinstance(unread, Unread)
    assert "link" in unread.reason


def test_a_sparse_file_is_not_blown_up(tmp_path: Path) -> None:
    info = tarfile.TarInfo("sparse.txt")
    info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(1 << 40)}
    info.size = 512
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(info, io.BytesIO(b"0\n".ljust(512, b"\0")))
    [unread] = found_in(tmp_path, "x.tar", out.getvalue())[0]
    assert isinstance(unread, Unread)
    assert "sparse" in unread.reason


def test_an_encrypted_member_is_reported(tmp_path: Path) -> None:
    data = make_zip({"a.txt": b"secret", "b.txt": b"open"})
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + flags
        data = data[:at] + struct.pack("<H", 1) + data[at + 2 :]
    found, _ = found_in(tmp_path, "x.zip", data)
    assert names(found) == ["b.txt"]
    assert [each.name for each in found if isinstance(each, Unread) and "encrypted" in each.reason] == ["a.txt"]


def test_a_damaged_member_of_a_zip_costs_that_member(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("a.txt", "b.txt", "c.txt"):
            archive.writestr(name, f"Text of {name}.")
    found, error = found_in(tmp_path, "x.zip", out.getvalue().replace(b"Text of b", b"Tixt of b"))
    assert (names(found), error) == (["a.txt", "c.txt"], "")
    assert [each.name for each in found if isinstance(each, Unread) and "damaged" in each.reason] == ["b.txt"]


@pytest.mark.parametrize("cut", ["cut", "zeroed", "garbled"])
@pytest.mark.parametrize("compression", ["", "gz", "xz", "bz2"])
def test_a_tar_is_read_up_to_its_damage(tmp_path: Path, compression: str, cut: str) -> None:
    files = {f"{number}.txt": bytes(f"{number} ", "ascii") * 60_000 for number in range(40)}
    data = make_tar(files, compression)
    at = len(data) * 3 // 4 // 512 * 512
    if not compression and cut != "cut":
        at = data.index(b"30.txt")  # damage within a text goes unnoticed, for tar has no checksums of those
    if cut == "cut":
        data = data[:at]
    elif cut == "garbled":
        data = data[:at] + bytes(byte ^ 0x55 for byte in data[at : at + 512]) + data[at + 512 :]
    else:
        data = data[:at] + b"\xff" * 512 + data[at + 512 :]
    found, error = found_in(tmp_path, f"x.tar.{compression}" if compression else "x.tar", data)
    assert "damaged" in error
    if (compression, cut) != ("gz", "garbled"):  # gzip has no checksum but that of the whole
        assert all(each.data == files[each.name] for each in found if isinstance(each, Member))
    if compression in {"", "gz"}:
        assert len(found) >= 25


@pytest.mark.parametrize("name", [*MAKERS])
def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path, name: str) -> None:
    for data in (b"not an archive, but a sentence of some length", b"\x1f\x8b\x08\x00", b"PK\x03\x04", b"x" * 2000):
        found, error = found_in(tmp_path, name, data)
        assert found == []
        assert "damaged" in error


LITTLE = Limits(archive_members=5, archive_megabytes=1, archive_ratio=3, megabytes=1)


@pytest.mark.parametrize("maker", [make_zip, make_tar])
def test_the_number_of_members_is_limited(tmp_path: Path, maker: Callable[[Files], bytes]) -> None:
    files = {f"{number}.txt": b"Carbon." for number in range(6)}
    found, error = found_in(tmp_path, "x.zip" if maker is make_zip else "x.tar", maker(files), Reading(limits=LITTLE))
    assert len(found) <= 5
    assert "YINDE_MAX_ARCHIVE_MEMBERS" in error


@pytest.mark.parametrize("name", ["x.zip", "x.tar.gz", "x.TAR.XZ"])
def test_what_is_unpacked_is_limited(tmp_path: Path, name: str) -> None:
    files = {f"{number}.txt": bytes(1 << 18) for number in range(5)}
    found, error = found_in(tmp_path, name, MAKERS[name](files), Reading(limits=LITTLE))
    assert len(found) <= 4
    assert "YINDE_MAX_ARCHIVE_MEGABYTES" in error


@pytest.mark.parametrize("name", ["x.zip", "x.tar.bz2"])
def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("corpus.containers.budget._HARMLESS", 1 << 16)
    found, error = found_in(tmp_path, name, MAKERS[name]({f"{n}.txt": bytes(1 << 18) for n in range(3)}))
    assert len(found) <= 1
    assert "YINDE_MAX_ARCHIVE_RATIO" in error


@pytest.mark.parametrize("maker", [make_zip, make_tar])
def test_a_large_member_costs_that_member(tmp_path: Path, maker: Callable[[Files], bytes]) -> None:
    limits = Limits(megabytes=1)
    data = maker({"large.txt": bytes((1 << 20) + 1), "small.txt": b"Carbon."})
    found, error = found_in(tmp_path, "x.zip" if maker is make_zip else "x.tar", data, Reading(limits=limits))
    assert (names(found), error) == (["small.txt"], "")
    [unread] = [each for each in found if isinstance(each, Unread)]
    assert "YINDE_MAX_MEGABYTES" in unread.reason


def test_an_xz_stream_cannot_ask_for_all_memory(tmp_path: Path) -> None:
    import lzma

    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 28, "preset": 0}]
    data = lzma.compress(make_tar(FILES), lzma.FORMAT_XZ, filters=filters)
    found, error = found_in(tmp_path, "x.tar.xz", data)
    assert found == []
    assert "damaged" in error


def test_headers_of_impossible_size_are_refused(tmp_path: Path) -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 7 << 30
    found, error = found_in(tmp_path, "x.tar", info.tobuf() + bytes(2048))
    assert found == []
    assert "impossible size" in error


@pytest.mark.parametrize("name", ["x.zip", "x.tar.gz", "x.TAR.XZ", "x.jsonl"])
def test_no_more_than_a_member_is_held_in_memory(tmp_path: Path, name: str) -> None:
    megabyte = "碳中和。" * 80_000
    if name == "x.jsonl":
        (tmp_path / name).write_bytes(make_jsonl([{"text": megabyte}] * 24))
    else:
        (tmp_path / name).write_bytes(MAKERS[name]({f"{number}.txt": megabyte.encode() for number in range(24)}))
    tracemalloc.start()
    try:
        with (tmp_path / name).open("rb") as file:
            count = sum(len(each.data) > 900_000 for each in members(file, name, Reading()) if isinstance(each, Member))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 24
    assert peak < 16_000_000


@contextmanager
def written(folder: Path, name: str, data: bytes) -> Iterator[list[Found]]:
    """What is found in whatever bytes, which must not raise anything of a library's."""
    path = folder / name
    path.write_bytes(data)
    found: list[Found] = []
    with suppress(ReadError), path.open("rb") as file:
        found.extend(members(file, name, Reading(limits=Limits(archive_megabytes=8))))
    yield found


SOUND = {
    "x.zip": make_zip(FILES),
    "x.tar": make_tar(FILES),
    "x.tar.gz": make_tar(FILES, "gz"),
    "x.tar.xz": make_tar(FILES, "xz"),
    "x.jsonl": make_jsonl([{"id": 1, "text": "碳中和"}, {"text": ["a", "b"], "title": "t"}]),
    "x.csv": make_csv([["id", "text", "date"], ["1", "碳中和\n第二行", "2020"], ["2", 'He said "no"', ""]]),
    "x.jsonl.gz": b"",
}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(SOUND)), st.data())
def test_whatever_the_bytes_there_is_no_other_error(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    whole = SOUND[name]
    edits = data.draw(st.lists(st.tuples(st.integers(0, max(0, len(whole) - 1)), st.binary(max_size=9)), max_size=6))
    mutated = bytearray(whole)
    for at, replacement in edits:
        mutated[at : at + data.draw(st.integers(0, 9))] = replacement
    content = data.draw(st.sampled_from([bytes(mutated), data.draw(st.binary(max_size=200))]))
    with written(tmp_path_factory.mktemp("fuzz"), name, content) as found:
        for each in found:
            if isinstance(each, Member):
                with suppress(ReadError):
                    read_member(each, f"{name}/{each.name}", f"/nowhere/{name}")
