"""Where Whoosh keeps its files: as in its own FileStorage, but synced, and committed by one rename."""

from __future__ import annotations

import os
from contextlib import suppress
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from whoosh.filedb.filestore import FileStorage, RamStorage

from indexer.whoosh_engine.lock import WriteLock

if TYPE_CHECKING:
    from whoosh.filedb.filestore import Storage

_BUFFER = 1 << 20


class DurableStorage(FileStorage):  # type: ignore[misc]
    """A folder of index files. Every change to it that yinde makes goes through these methods."""

    folder: str

    def path(self, name: str) -> str:
        """The path of a file."""
        return os.path.join(self.folder, name)

    def open_new(self, name: str) -> BinaryIO:
        """Create a file, in place of any of the same name."""
        return open(self.path(name), "wb", buffering=_BUFFER)

    def finish(self, file: BinaryIO) -> None:
        """Close a file once its content is on the disk."""
        with file:
            file.flush()
            self.sync(file.fileno())

    def open_scratch(self) -> BinaryIO:
        """Create a file that has no name, or loses it when it is closed; a process that dies leaves none behind."""
        return cast("BinaryIO", TemporaryFile(dir=self.folder, buffering=0))

    def write_whole(self, name: str, data: bytes) -> None:
        """Create a file of this content, on the disk when this returns."""
        with self.open_new(name) as file:
            file.write(data)
            self.finish(file)

    def publish(self, temporary: str, name: str) -> None:
        """Give a finished file its name, in place of any other; all names are on the disk before and after."""
        self.sync_folder()
        self.rename(temporary, name)
        self.sync_folder()

    def rename(self, temporary: str, name: str) -> None:
        """Give a file another name, in place of any file of that name."""
        os.replace(self.path(temporary), self.path(name))

    def sync(self, descriptor: int) -> None:
        """Have the disk hold what was written to a file."""
        os.fsync(descriptor)

    def sync_folder(self) -> None:
        """Have the disk hold the folder's list of names. Windows keeps it in order by itself and opens no folders."""
        if os.name == "nt":
            return
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            self.sync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, name: str) -> None:
        """Remove a file that no commit names. One that cannot be removed (Windows: somebody reads it) goes another time."""
        with suppress(OSError):
            os.remove(self.path(name))

    def delete_file(self, name: str) -> None:
        """Remove a file, as Whoosh asks for it."""
        self.remove(name)

    def lock(self, name: str) -> WriteLock:
        """The lock of that name."""
        return WriteLock(self.path(name))

    def temp_storage(self, name: str | None = None) -> Storage:
        """Whoosh's writer asks for it and uses it for nothing here, so no folder is made."""
        del name
        return RamStorage()

    def create_file(self, name: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Whoosh's signature
        """Refuse: segments are written by ``open_new``."""
        raise NotImplementedError(f"{name}: this index is written by its own codec only")
