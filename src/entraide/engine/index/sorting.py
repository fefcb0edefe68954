"""Sorting more rows than fit in memory: sorted runs in files, merged as they are read."""

from array import array
from collections.abc import Collection, Iterator
from heapq import merge
from itertools import pairwise
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from entraide.engine.index.id_lists import Ids

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


_PART: Final = 1 << 20
"""Postings that are read at once, about."""

_COST: Final = 48
"""Bytes that a posting costs in memory while it is sorted."""

Codes = NDArray[np.uint64]


class SortedPostings:
    """Codes of 8 bytes, each with the id of a record: given in any order, read as lists in order.

    They are sorted as numbers in arrays, many times as fast as rows of bytes.
    """

    def __init__(self, folder: Path, name: str, *, memory: int) -> None:
        self._folder = folder
        self._name = name
        self._most = max(memory // _COST, 1)
        self._codes = bytearray()
        self._ids = array("I")
        self._runs: list[tuple[Codes, Ids]] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, codes: Collection[bytes], id: int) -> None:
        """Takes the codes of one record."""
        self._codes += b"".join(codes)
        self._ids.extend([id] * len(codes))
        self._count += len(codes)
        if len(self._ids) >= self._most:
            self._write_run()

    def read(self) -> Iterator[tuple[bytes, Ids]]:
        """Every code with its ids, both in order; the runs vanish with the folder."""
        runs = [*self._runs, self._taken()]
        sample = np.sort(np.concatenate([codes[:: _PART // len(runs) + 1] for codes, _ids in runs]))
        bounds = np.unique(sample)[1:]
        places = [[0, *codes.searchsorted(bounds).tolist(), len(codes)] for codes, _ids in runs]
        for part in range(len(bounds) + 1):
            yield from _lists(
                *(
                    np.concatenate(
                        [
                            run[column][at[part] : at[part + 1]]
                            for run, at in zip(runs, places, strict=True)
                        ]
                    )
                    for column in (0, 1)
                )
            )

    def _taken(self) -> tuple[Codes, Ids]:
        """What was given since the last run, sorted."""
        codes = np.frombuffer(bytes(self._codes), ">u8").astype(np.uint64)
        ids = np.array(self._ids, np.uint32)
        self._codes, self._ids = bytearray(), array("I")
        order = np.lexsort((ids, codes))
        return codes[order], ids[order]

    def _write_run(self) -> None:
        path = self._folder / f"{self._name}-{len(self._runs)}"
        codes, ids = self._taken()
        np.save(f"{path}.codes.npy", codes)
        np.save(f"{path}.ids.npy", ids)
        self._runs.append(
            (
                np.load(f"{path}.codes.npy", mmap_mode="r"),
                np.load(f"{path}.ids.npy", mmap_mode="r"),
            )
        )


def _lists(codes: Codes, ids: Ids) -> Iterator[tuple[bytes, Ids]]:
    order = np.lexsort((ids, codes))
    codes, ids = codes[order], ids[order]
    distinct, starts = np.unique(codes, return_index=True)
    written = distinct.astype(">u8").tobytes()
    edges = [*starts.tolist(), len(codes)]
    for place, (start, end) in enumerate(pairwise(edges)):
        yield written[8 * place : 8 * place + 8], ids[start:end]
