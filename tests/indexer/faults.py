"""A storage that tells of every step that a build makes on the disk, so that it can be made to fail there."""

import os
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from typing_extensions import Self

from indexer.whoosh_engine.storage import DurableStorage

Kind = Literal["create", "write", "sync", "sync folder", "rename", "remove"]


@dataclass(frozen=True)
class Step:
    """One thing done to the disk. ``data`` is what is written; of a renaming it is the new name."""

    kind: Kind
    name: str = ""
    data: bytes = b""


Before = Callable[[Step], None]


class _File:
    """A file that is written without a buffer, and tells of it."""

    def __init__(self, path: str, before: Before) -> None:
        self._file = open(path, "wb", buffering=0)  # noqa: SIM115
        self._before = before
        self.name = path

    def write(self, data: Any) -> int:
        whole = bytes(data)
        for part in (whole[: len(whole) // 2], whole[len(whole) // 2 :]):
            if part:
                self._before(Step("write", os.path.basename(self.name), part))
                self._file.write(part)
        return len(whole)

    def fileno(self) -> int:
        return self._file.fileno()

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch, before: Before) -> Iterable[None]:  # type: ignore[misc]
    """Have builds call ``before`` each step on the disk."""

    class Watched(DurableStorage):  # type: ignore[misc]
        def open_new(self, name: str) -> Any:
            before(Step("create", name))
            return _File(self.path(name), before)

        def finish(self, file: Any) -> None:
            with file:
                before(Step("sync", os.path.basename(file.name)))

        def rename(self, temporary: str, name: str) -> None:
            before(Step("rename", temporary, name.encode()))
            super().rename(temporary, name)

        def sync_folder(self) -> None:
            before(Step("sync folder"))

        def remove(self, name: str) -> None:
            try:
                before(Step("remove", name))
            except OSError:
                return  # as the real one
            super().remove(name)

    with monkeypatch.context() as patch:
        patch.setattr("indexer.whoosh_engine.index.DurableStorage", Watched)
        yield


@dataclass
class _Content:
    """A file's content: as programs see it, and as much of it as is on the disk."""

    seen: bytes = b""
    synced: bytes = b""


@dataclass
class Disk:
    """What a disk holds, and what of it outlives a loss of power."""

    names: dict[str, _Content]
    on_disk: dict[str, _Content] = field(init=False)

    def __post_init__(self) -> None:
        self.on_disk = dict(self.names)

    @classmethod
    def of(cls, files: dict[str, bytes]) -> "Disk":
        return cls({name: _Content(data, data) for name, data in files.items()})

    def do(self, step: Step) -> None:
        match step.kind:
            case "create":
                self.names[step.name] = _Content()
            case "write":
                self.names[step.name].seen += step.data
            case "sync":
                self.names[step.name].synced = self.names[step.name].seen
            case "rename":
                self.names[step.data.decode()] = self.names.pop(step.name)
            case "remove":
                self.names.pop(step.name, None)
            case "sync folder":
                self.on_disk = dict(self.names)

    def after_power_loss(self) -> list[dict[str, bytes]]:
        """The worst that may be found: names since the last sync lost or kept, content not synced lost, torn or kept."""
        lost = {name: content.synced for name, content in self.on_disk.items()}
        kept = {name: content.synced for name, content in self.names.items()}
        both = kept | lost
        torn = {name: content.synced or content.seen[: len(content.seen) // 2] for name, content in self.names.items()}
        return [lost, kept, both, torn]
