"""Sorting more rows than fit in memory: sorted runs in files, merged as they are read."""

from collections.abc import Iterator
from heapq import merge
from pathlib import Path
from typing import Final

import msgspec

_BLOCK: Final = 4096
"""Rows that are read from a run at once."""

_ROW_COST: Final = 64
"""Bytes that a row costs in memory beyond its own."""

_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(list[bytes]).decode


class SortedRows:
    """Rows of bytes, given in any order and read back in order.

    Memory is bounded: whenever `memory` bytes are full, a sorted run goes to the disk.
    """

    def __init__(self, folder: Path, name: str, *, memory: int) -> None:
        self._folder = folder
        self._name = name
        self._memory = memory
        self._rows: list[bytes] = []
        self._held = 0
        self._runs: list[Path] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, row: bytes) -> None:
        """Takes one row."""
        self._rows.append(row)
        self._count += 1
        self._held += len(row) + _ROW_COST
        if self._held >= self._memory:
            self._write_run()

    def read(self) -> Iterator[bytes]:
        """All rows in order; the runs vanish with the folder."""
        self._rows.sort()
        if not self._runs:
            yield from self._rows
            return
        yield from merge(self._rows, *map(_read_run, self._runs))

    def _write_run(self) -> None:
        self._rows.sort()
        path = self._folder / f"{self._name}-{len(self._runs)}.run"
        with path.open("wb") as file:
            for start in range(0, len(self._rows), _BLOCK):
                block = _ENCODE(self._rows[start : start + _BLOCK])
                file.write(len(block).to_bytes(4, "big"))
                file.write(block)
        self._runs.append(path)
        self._rows = []
        self._held = 0


def _read_run(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while size := file.read(4):
            yield from _DECODE(file.read(int.from_bytes(size, "big")))
