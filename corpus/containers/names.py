"""The names of members: what an archive calls them, made into paths that cannot lead anywhere else."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.encoding import decode
from corpus.errors import ReadError

_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What no name needs, and what turns the text on a screen around."""
_LONGEST = 1000
"""Characters of a member's path; longer ones are cut."""


def path_of(name: str) -> str | None:
    """The path below the container that a name stands for: roots and drives are taken off, as by tar and unzip.

    A control character becomes ``_``. Empty where nothing is left, None where it leads out of the container.
    """
    parts = [part for part in _DRIVE.sub("", name, count=1).split("/") if part not in {"", "."}]
    return None if ".." in parts else _CONTROL.sub("_", "/".join(parts))[:_LONGEST]


def is_hidden(path: str) -> bool:
    """Whether it lies in a hidden folder, or is what macOS adds to archives."""
    return path.startswith("__MACOSX/") or any(part.startswith(".") for part in path.split("/"))


def decoded(names: Sequence[bytes]) -> list[str] | None:
    """Names that an archive gives in an encoding it does not state: UTF-8, else whatever reads best for all of them.

    None where no reading is any good.
    """
    try:
        return [name.decode() for name in names]
    except UnicodeDecodeError:
        pass
    try:
        encoding = decode(b"\n".join(name for name in names if not name.isascii())).encoding
    except ReadError:
        return None
    return [name.decode(encoding, "replace") for name in names]


class Distinct:
    """Tells members of the same name apart: the second ``a.txt`` becomes ``a~2.txt``."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def __call__(self, path: str) -> str:
        """The path, or one that no member had so far."""
        found = path
        while self._seen[found]:
            self._seen[path] += 1
            folder, slash, name = path.rpartition("/")
            stem, dot, suffix = name.rpartition(".") if "." in name[1:] else (name, "", "")
            found = f"{folder}{slash}{stem}~{self._seen[path]}{dot}{suffix}"
        self._seen[found] += 1
        return found
