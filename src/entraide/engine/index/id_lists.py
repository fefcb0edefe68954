"""Lists of record ids under codes: a short one is a row, a long one a row of chunks, a page each.

A common name is on a hundred thousand records. Sorted lists of LMDB give each id by itself; read
in chunks they are five times as fast and half as large (docs/decisions/0007).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.uint32]
"""Ascending, each once. A database gives its records numbers below 2**32."""

GetMany = Callable[[Sequence[bytes]], Iterable[tuple[bytes, bytes]]]
"""Gives, of these keys, those that are there with their values, in the order asked."""

CHUNK: Final = 1000
"""Ids of one row: with its header it fills a page of LMDB."""

_CHUNKED: Final = b"\x01"
"""Ends the row of a long list, which holds the first id that each chunk may have."""


def read_lists(get_many: GetMany, codes: Sequence[bytes]) -> dict[bytes, Ids]:
    """The lists under these codes, without those that are empty.

    Args:
        get_many: reads the table.
        codes: of 8 bytes each.
    """
    found: dict[bytes, Ids] = {}
    for code, row in get_many(codes):
        if len(row) & 1:
            chunks = get_many(_chunk_keys(code, row))
            row = b"".join([chunk for _key, chunk in chunks])  # noqa: PLW2901 - now in one
        found[code] = np.frombuffer(row, np.uint32)
    return found


def holds(get: Callable[[bytes], bytes | None], code: bytes, id: int) -> bool:
    """Whether the list under this code has this id; `get` reads a row of the table."""
    row = get(code)
    if row is not None and len(row) & 1:
        row = get(_chunk_key(code, _chunk_of(row, id)[1]))
    ids = np.frombuffer(row or b"", np.uint32)
    at = int(ids.searchsorted(id))
    return at < len(ids) and int(ids[at]) == id


def every_list(rows: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, Ids]]:
    """Every list of a table, in the order of codes, from all rows of it in their order."""
    code, parts = b"", [b""]
    for key, row in rows:
        if key[:8] != code:
            if code:
                yield code, np.frombuffer(b"".join(parts), np.uint32)
            code, parts = key[:8], []
        if not len(row) & 1:
            parts.append(row)
    if code:
        yield code, np.frombuffer(b"".join(parts), np.uint32)


def written(lists: Iterable[tuple[bytes, Ids]]) -> Iterator[tuple[bytes, bytes]]:
    """The rows of lists, in the order of keys if the lists come in the order of codes."""
    for code, ids in lists:
        if len(ids) <= CHUNK:
            yield code, ids.tobytes()
            continue
        firsts = ids[::CHUNK].copy()
        firsts[0] = 0
        yield code, firsts.tobytes() + _CHUNKED
        for first, start in zip(firsts.tolist(), range(0, len(ids), CHUNK), strict=True):
            yield _chunk_key(code, first), ids[start : start + CHUNK].tobytes()


def in_both(one: Ids, other: Ids) -> Ids:
    """The ids in both lists; those of the shorter are searched for in the longer."""
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return one
    at = other.searchsorted(one)
    at[at == len(other)] = 0
    both: Ids = one[other[at] == one]
    return both


class IdLists:
    """The lists of one table within a write transaction."""

    def __init__(self, transaction: Any, table: Any) -> None:
        """On a transaction with `get`, `put` and `delete` (`db` names the table)."""
        self._transaction = transaction
        self._table = table

    def add(self, code: bytes, id: int) -> bool:
        """Puts an id into a list; whether it is the first of it."""
        row = self._get(code)
        if row is None:
            self._put(code, id.to_bytes(4, "little"))
            return True
        if not len(row) & 1:
            ids = _with(row, id)
            if len(ids) <= CHUNK:
                self._put(code, ids.tobytes())
            else:
                for key, value in written([(code, ids)]):
                    self._put(key, value)
            return False
        self._add_to_chunk(code, row, id)
        return False

    def remove(self, code: bytes, id: int) -> bool:
        """Takes an id out of a list; whether it was there and the last of it."""
        row = self._get(code)
        if row is None:
            return False
        key = code
        if len(row) & 1:
            firsts, first = _chunk_of(row, id)
            key = _chunk_key(code, first)
            row = self._get(key)
            assert row is not None, "a chunk is missing from its list"
        ids = np.frombuffer(row, np.uint32)
        left = ids[ids != id]
        if len(left) == len(ids):
            return False
        if len(left):
            self._put(key, left.tobytes())
            return False
        self._transaction.delete(key, db=self._table)
        if key == code:
            return True
        return self._forget_chunk(code, firsts[firsts != first])

    def _forget_chunk(self, code: bytes, firsts: Ids) -> bool:
        if len(firsts):
            self._put(code, firsts.tobytes() + _CHUNKED)
            return False
        self._transaction.delete(code, db=self._table)
        return True

    def _add_to_chunk(self, code: bytes, row: bytes, id: int) -> None:
        firsts, first = _chunk_of(row, id)
        key = _chunk_key(code, first)
        chunk = self._get(key)
        assert chunk is not None, "a chunk is missing from its list"
        ids = _with(chunk, id)
        if len(ids) > CHUNK:
            half = len(ids) // 2
            firsts = np.sort(np.append(firsts, ids[half]))
            self._put(code, firsts.tobytes() + _CHUNKED)
            self._put(_chunk_key(code, int(ids[half])), ids[half:].tobytes())
            ids = ids[:half]
        self._put(key, ids.tobytes())

    def _get(self, key: bytes) -> bytes | None:
        row: bytes | None = self._transaction.get(key, db=self._table)
        return row

    def _put(self, key: bytes, row: bytes) -> None:
        self._transaction.put(key, row, db=self._table)


def _with(row: bytes, id: int) -> Ids:
    ids = np.frombuffer(row, np.uint32)
    at = int(ids.searchsorted(id))
    if at < len(ids) and int(ids[at]) == id:
        return ids
    return np.insert(ids, at, id)


def _chunk_of(row: bytes, id: int) -> tuple[Ids, int]:
    """The firsts of a long list, and the one whose chunk this id belongs into."""
    firsts = np.frombuffer(row[:-1], np.uint32)
    at = int(firsts.searchsorted(id, "right")) - 1
    return firsts, int(firsts[max(at, 0)])


def _chunk_key(code: bytes, first: int) -> bytes:
    return code + first.to_bytes(4, "big")


def _chunk_keys(code: bytes, row: bytes) -> list[bytes]:
    starts = np.frombuffer(row[:-1], np.uint32).astype(">u4").tobytes()
    return [code + starts[at : at + 4] for at in range(0, len(starts), 4)]
