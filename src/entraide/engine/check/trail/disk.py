"""The few things that the trail asks of a disk, and the order in which they make a file durable.

All of them go through `Disk`, so that tests can put a disk in its place which loses what was not
synced, tears the last write, is full, or fails.
"""

import fcntl
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

_PRIVATE: Final = 0o600
_SEALED: Final = 0o400
_FOLDER: Final = 0o700


class Disk(Protocol):
    """A file system. Every method may raise OSError; handles are numbers."""

    def make_folder(self, folder: Path) -> None:
        """Makes a folder, if need be with those above it, that survives a loss of power."""
        ...

    def names(self, folder: Path) -> list[str]:
        """The names in a folder, sorted; none if there is no such folder."""
        ...

    def read(self, path: Path, start: int = 0, size: int = -1) -> bytes:
        """The bytes from `start` on, all of them or at most `size`."""
        ...

    def create(self, path: Path) -> int:
        """A new file, open for appending. Raises FileExistsError."""
        ...

    def append_to(self, path: Path) -> int:
        """An existing file, open for appending."""
        ...

    def write(self, handle: int, data: bytes) -> int:
        """Writes at the end and gives how many bytes were taken, maybe fewer."""
        ...

    def sync(self, handle: int) -> None:
        """Returns when what was written survives a loss of power."""
        ...

    def close(self, handle: int) -> None: ...
    def link(self, path: Path, name: Path) -> None:
        """Gives a file a further name. Raises FileExistsError."""
        ...

    def unlink(self, path: Path) -> None: ...
    def overwrite(self, path: Path, data: bytes, start: int = 0) -> None:
        """Writes over a part of a file, and syncs it."""
        ...

    def sync_folder(self, folder: Path) -> None:
        """Returns when the names in the folder survive a loss of power."""
        ...

    def protect(self, path: Path) -> None:
        """Makes a file read-only."""
        ...

    def claim(self, path: Path) -> int | None:
        """A small file, made if need be, locked for this process; None if another holds it."""
        ...

    def note(self, handle: int, data: bytes) -> None:
        """Writes over the beginning of a claimed file for others to read; not made durable."""
        ...


class RealDisk:
    """The machine's file system."""

    def make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self.make_folder(folder.parent)
        folder.mkdir(mode=_FOLDER, exist_ok=True)
        self.sync_folder(folder.parent)

    def names(self, folder: Path) -> list[str]:
        try:
            return sorted(path.name for path in folder.iterdir())
        except FileNotFoundError:
            return []

    def read(self, path: Path, start: int = 0, size: int = -1) -> bytes:
        with path.open("rb") as file:
            file.seek(start)
            return file.read(size)

    def create(self, path: Path) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
        return os.open(path, flags, _PRIVATE)

    def append_to(self, path: Path) -> int:
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)

    def write(self, handle: int, data: bytes) -> int:
        return os.write(handle, data)

    def sync(self, handle: int) -> None:
        os.fdatasync(handle)

    def close(self, handle: int) -> None:
        os.close(handle)

    def link(self, path: Path, name: Path) -> None:
        os.link(path, name)

    def unlink(self, path: Path) -> None:
        path.unlink()

    def overwrite(self, path: Path, data: bytes, start: int = 0) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        try:
            while data:
                taken = os.pwrite(handle, data, start)
                data, start = data[taken:], start + taken
            os.fsync(handle)
        finally:
            os.close(handle)

    def sync_folder(self, folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def protect(self, path: Path) -> None:
        path.chmod(_SEALED)

    def claim(self, path: Path) -> int | None:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _PRIVATE)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        return handle

    def note(self, handle: int, data: bytes) -> None:
        os.pwrite(handle, data, 0)


def write_all(disk: Disk, handle: int, data: bytes) -> None:
    """Writes all of it, however many writes that takes."""
    rest = memoryview(data)
    while rest:
        rest = rest[disk.write(handle, bytes(rest) if len(rest) < len(data) else data) :]


def create_whole(disk: Disk, path: Path, content: bytes) -> None:
    """Makes a file that, whatever happens, is either not there or there with all its content.

    Raises:
        FileExistsError: the name is taken; that file is as it was.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = disk.create(draft)
    try:
        write_all(disk, handle, content)
        disk.sync(handle)
        disk.link(draft, path)
    finally:
        with suppress(OSError):  # a draft that stays behind does no harm
            disk.close(handle)
            disk.unlink(draft)
    disk.sync_folder(path.parent)


def destroy(disk: Disk, path: Path, size: int) -> None:
    """Writes over a file's bytes, then takes its name away, both durably."""
    disk.overwrite(path, bytes(size))
    disk.unlink(path)
    disk.sync_folder(path.parent)
