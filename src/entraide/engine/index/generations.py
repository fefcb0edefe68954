"""Where the index lies: one folder a generation, and a pointer file that names the present one.

A new generation is built beside the present one and takes its place in one step, while readers
live. Acts write into the present one under a lock that the step takes too, so none is lost.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from entraide.errors import Conflict, Unavailable
from entraide.language import _

_POINTER: Final = "current"
_NAMED: Final = "generation-"
_BUILDING: Final = "building-"
_DISCARDED: Final = "discarded-"

Stamp = tuple[int, int]
"""Tells two states of the pointer file apart without reading it."""
LOOKS_EVERY_S: Final = 0.02
"""So often a reader looks whether another generation has taken over.

Whoever makes one take over lets that time pass before anybody may write into it: so every act is
written into a generation that every reader knows of.
"""


class IndexUnavailable(Unavailable):
    """There is no index to answer from, or it cannot be written now."""

    code = "index"
    sentence = _("The index cannot be used now. Try again later.")


class IndexOutdated(IndexUnavailable):
    """The index was written in a format that this program does not read."""

    code = "index_outdated"
    sentence = _("The index is of another version and must be rebuilt: `entraide index build`.")


class Generations:
    """The generations of one index, in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / _POINTER

    def stamp(self) -> Stamp | None:
        """What changes when another generation takes over; None if there is none yet."""
        try:
            found = os.stat(self._pointer)  # noqa: PTH116 - a microsecond in every answer
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns

    def present(self) -> Path | None:
        """The folder of the generation that answers; None if there is none yet."""
        try:
            return self.folder / self._pointer.read_text("ascii").strip()
        except FileNotFoundError:
            return None

    @contextmanager
    def building(self) -> Iterator[Path]:
        """An empty folder to build a generation in; it vanishes unless `take_over` was given it.

        Raises:
            Conflict: another process is building one (code "index_building").
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._locked("build.lock", fcntl.LOCK_EX | fcntl.LOCK_NB):
            self._clear_debris()
            built = self.folder / f"{_BUILDING}{os.getpid()}"
            built.mkdir()
            try:
                yield built
            finally:
                shutil.rmtree(built, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """While this is held, no other generation takes over."""
        with self._locked("write.lock", fcntl.LOCK_SH):
            yield

    @contextmanager
    def replacing(self) -> Iterator[None]:
        """While this is held, nobody writes into the present generation."""
        with self._locked("write.lock", fcntl.LOCK_EX):
            yield

    def take_over(self, built: Path) -> Path:
        """Makes a built generation the present one and removes the one before; gives its folder.

        The caller holds `building` and `replacing`, and the generation's data are on the disk.
        """
        before = self.present()
        number = int(before.name.removeprefix(_NAMED)) + 1 if before else 1
        after = self.folder / f"{_NAMED}{number:06d}"
        built.rename(after)
        pointer = self.folder / f"{_POINTER}.new"
        with pointer.open("w", encoding="ascii") as file:
            file.write(after.name)
            file.flush()
            os.fsync(file.fileno())
        pointer.rename(self._pointer)
        _sync_folder(self.folder)
        time.sleep(LOOKS_EVERY_S)  # until readers know of it: no act is written meanwhile
        if before is not None:
            self._discard(before)
        return after

    def _clear_debris(self) -> None:
        """Removes what interrupted builds and discards have left. The caller holds `building`."""
        present = self.present()
        for path in self.folder.iterdir():
            if path.is_dir() and path != present:
                self._discard(path)

    def _discard(self, path: Path) -> None:
        """Out of the way in one step, so that nobody opens half a generation; then removed."""
        discarded = path
        if not path.name.startswith(_DISCARDED):
            discarded = path.rename(path.with_name(f"{_DISCARDED}{path.name}"))
        shutil.rmtree(discarded)

    @contextmanager
    def _locked(self, name: str, how: int) -> Iterator[None]:
        with (self.folder / name).open("w") as file:
            try:
                fcntl.flock(file, how)
            except BlockingIOError:
                raise Conflict(
                    "index_building", _("Another process is building the index.")
                ) from None
            yield


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
