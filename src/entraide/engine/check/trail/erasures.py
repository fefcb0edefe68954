"""The ledger of what was destroyed on purpose, kept so that no backup brings it back.

A file of JSON lines, one for each thing destroyed, written before it is. A restore takes the newest
ledger there is (the present hub's, or the copy that each backup carries) and replays it.
"""

import threading
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from entraide.engine.check.trail.disk import Disk, RealDisk, create_whole, write_all

_decode: Final = msgspec.json.Decoder


class ErasedThing(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was destroyed.

    Attributes:
        kind: what sort of thing ("trail_key").
        name: which one of its kind ("2026-11.DEU.no_hit").
        why: by which rule: "retention", or the reference of an order.
    """

    kind: str
    name: str
    on: datetime
    why: str
    format: int = 1


class Ledger:
    """The ledger in one file."""

    def __init__(self, path: Path, *, disk: Disk | None = None) -> None:
        self._path = path
        self._disk = disk or RealDisk()
        self._writing = threading.Lock()

    def read(self) -> list[ErasedThing]:
        """Everything destroyed so far, oldest first; a line torn by a crash counts as not written.

        Raises:
            OSError: the file is there and cannot be read.
        """
        decode = _decode(ErasedThing).decode
        try:
            lines = self._disk.read(self._path).split(b"\n")
        except FileNotFoundError:
            return []
        things = []
        for line in lines:
            try:
                things.append(decode(line))
            except msgspec.DecodeError:
                continue
        return things

    def add(self, things: Iterable[ErasedThing]) -> list[ErasedThing]:
        """Adds those that are not yet in it, durably, and gives them back. Raises OSError."""
        with self._writing:
            known = {(thing.kind, thing.name) for thing in self.read()}
            new = [thing for thing in things if (thing.kind, thing.name) not in known]
            if new:
                # The line break before them ends whatever a crash tore.
                text = b"\n" + b"\n".join(map(msgspec.json.encode, new)) + b"\n"
                self._append(text)
            return new

    def _append(self, text: bytes) -> None:
        disk = self._disk
        if self._path.name not in disk.names(self._path.parent):
            disk.make_folder(self._path.parent)
            create_whole(disk, self._path, text)
            return
        disk.sync_folder(self._path.parent)  # whoever made it may have died before doing so
        handle = disk.append_to(self._path)
        try:
            write_all(disk, handle, text)
            disk.sync(handle)
        finally:
            disk.close(handle)
