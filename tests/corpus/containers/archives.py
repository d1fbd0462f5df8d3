"""Archives and tables for tests."""

import csv
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from corpus.containers import members
from corpus.containers.model import Found, Member, Reading
from corpus.errors import ReadError

Files = Mapping[str, bytes]


def make_zip(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def make_tar(files: Files, compression: str = "", others: Sequence[tarfile.TarInfo] = ()) -> bytes:
    """A tar archive; ``compression`` is as in ``tarfile``'s modes, ``others`` are members without content at its end."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{compression}") as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in others:
            archive.addfile(info)
    return out.getvalue()


def make_jsonl(rows: Sequence[object]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def make_csv(rows: Sequence[Sequence[str]], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def found_in(folder: Path, name: str, data: bytes, reading: Reading | None = None) -> tuple[list[Found], str]:
    """What is found in a container, and the error that ended it, if one did."""
    path = folder / name
    path.write_bytes(data)
    found: list[Found] = []
    try:
        with path.open("rb") as file:
            found.extend(members(file, name, reading or Reading()))
    except ReadError as error:
        return found, str(error)
    return found, ""


def names(found: Sequence[Found]) -> list[str]:
    return [each.name for each in found if isinstance(each, Member)]


FILES = {"a.txt": "碳中和。\n".encode(), "b/c.md": "# 氣候\n".encode(), "b/page.html": b"<p>Carbon</p>"}
MAKERS: dict[str, Callable[[Files], bytes]] = {
    "x.zip": make_zip,
    "x.tar": make_tar,
    "x.tar.gz": lambda files: make_tar(files, "gz"),
    "x.tgz": lambda files: make_tar(files, "gz"),
    "x.tar.bz2": lambda files: make_tar(files, "bz2"),
    "x.TAR.XZ": lambda files: make_tar(files, "xz"),
}
