"""The LMDB environment of one generation: the only file that knows LMDB's rules.

Reads are short. Nothing is open across a fork. The map grows when it is full, and every process
follows when another has made it grow. Commits are synced: leaving out the sync of the meta page
(`metasync`) was measured to save nothing.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar
from weakref import WeakValueDictionary

import lmdb

from entraide.engine.index.generations import IndexOutdated, IndexUnavailable
from entraide.language import _

Result = TypeVar("Result")
Transaction = Any
"""An LMDB transaction; the binding has no types."""

FIRST_MAP_SIZE: Final = 1 << 30
"""Bytes of address space to begin with; the file grows only with what is in it."""

_READERS: Final = 510
_RESIZE_WAIT_S: Final = 20.0
_SORTED_LISTS: Final = {
    "keys": {"dupsort": True, "dupfixed": True},
    "vocabulary": {"dupsort": True},
}


class Tables(NamedTuple):
    """The sub-databases, by what they hold.

    Attributes:
        entries: database number and id → entry.
        forms: the same → what of a person is compared.
        keys: look-up key → ids.
        names: name code → ids (`id_lists`).
        vocabulary: code of letters or sounds → words.
        magnitudes: name code → magnitude of how many shared it when weighed.
        notes: name → feed number and value.
        suppressed: database number and id → the version that is not shown up to here.
        gone: database number and id → the version that was withdrawn.
        meta: what the generation is and how far it has followed.
    """

    entries: Any
    forms: Any
    keys: Any
    names: Any
    vocabulary: Any
    magnitudes: Any
    notes: Any
    suppressed: Any
    gone: Any
    meta: Any


class Environment:
    """One generation's environment, opened once in a process however many indexes use it."""

    def __init__(self, path: Path, *, map_size: int = FIRST_MAP_SIZE, is_new: bool = False) -> None:
        self.path = path
        self._pid = os.getpid()
        self._door = threading.Lock()  # by itself quicker than through the condition
        self._gate = threading.Condition(self._door)
        self._active = 0
        self._is_resizing = False
        self._lmdb = lmdb.open(
            os.fspath(path),
            map_size=map_size,
            max_dbs=len(Tables._fields),
            max_readers=_READERS,
            create=is_new,
            sync=not is_new,
        )
        # The binding forgets tables that a reading transaction opened.
        with self._lmdb.begin(write=True) as transaction:
            self.tables = Tables(
                *(
                    self._lmdb.open_db(
                        name.encode(),
                        txn=transaction,
                        create=is_new,
                        **_SORTED_LISTS.get(name, {}),
                    )
                    for name in Tables._fields
                )
            )

    def begin(self) -> Transaction:
        """A read transaction; give it back with `end`. Raises IndexUnavailable."""
        while True:
            self._enter()
            try:
                return self._lmdb.begin()
            except lmdb.MapResizedError:
                self._leave()
                self._resize(0)
            except lmdb.ReadersFullError:
                self._leave()
                if not self._lmdb.reader_check():
                    raise IndexUnavailable(
                        "index_readers", _("Too many processes read the index.")
                    ) from None

    def end(self, transaction: Transaction) -> None:
        """Ends a read transaction."""
        transaction.abort()
        self._leave()

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Does the work in one durable transaction; again from the start where the map had to grow.

        Raises:
            IndexUnavailable: the disk refuses, or readers of this process do not end.
        """
        while True:
            self._enter()
            grown = 0
            try:
                with self._lmdb.begin(write=True) as transaction:
                    return work(transaction)
            except lmdb.MapFullError:
                grown = 2 * self._lmdb.info()["map_size"]
            except lmdb.MapResizedError:
                grown = 0
            except lmdb.Error as problem:
                raise refused(problem) from problem
            finally:
                self._leave()
            self._resize(grown)

    def sync(self) -> None:
        """Brings everything written onto the disk."""
        self._lmdb.sync(True)  # noqa: FBT003 - the binding's only way to say "now"

    def check_readers(self) -> int:
        """Frees the places of readers that died; how many."""
        return int(self._lmdb.reader_check())

    def size(self) -> dict[str, int]:
        """Bytes in use ("used") and of address space ("map"), and live readers ("readers")."""
        info = self._lmdb.info()
        page = self._lmdb.stat()["psize"]
        return {
            "used": (info["last_pgno"] + 1) * page,
            "map": info["map_size"],
            "readers": info["num_readers"],
        }

    def close(self) -> None:
        """Closes it for the whole process; only for a generation that nobody else has opened."""
        self._lmdb.close()

    def _enter(self) -> None:
        if os.getpid() != self._pid:
            raise IndexUnavailable(
                "index_forked", _("The index was opened before the process was forked.")
            )
        with self._door:
            while self._is_resizing:
                self._gate.wait()
            self._active += 1

    def _leave(self) -> None:
        with self._door:
            self._active -= 1
            if self._is_resizing:
                self._gate.notify_all()

    def _resize(self, size: int) -> None:
        """Maps this many bytes, or as many as another process has made of them (0).

        LMDB allows that only while this process has no transaction.
        """
        with self._gate:
            while self._is_resizing:
                self._gate.wait()
            self._is_resizing = True
            try:
                if not self._gate.wait_for(lambda: self._active == 0, _RESIZE_WAIT_S):
                    raise IndexUnavailable(
                        "index_growth", _("A long reading keeps the index from growing.")
                    )
                self._lmdb.set_mapsize(size)
            finally:
                self._is_resizing = False
                self._gate.notify_all()


READ_ERROR: Final = lmdb.Error
"""What a broken file raises while it is read."""


def refused(problem: BaseException) -> IndexUnavailable:
    """The error that says what LMDB said."""
    return IndexUnavailable(
        "index_refused", _("The index cannot be read or written: %(detail)s"), detail=str(problem)
    )


_OPENED: WeakValueDictionary[Path, Environment] = WeakValueDictionary()
_OPENING: Final = threading.Lock()


def opened(path: Path) -> Environment:
    """The environment of a generation, shared within this process (LMDB forbids a second one).

    Raises:
        FileNotFoundError: the generation has been replaced and removed meanwhile.
        IndexUnavailable: its file is broken.
    """
    with _OPENING:
        known = _OPENED.get(path)
        if known is None:
            if not (path / "data.mdb").is_file():
                raise FileNotFoundError(path)
            try:
                known = _OPENED[path] = Environment(path)
            except lmdb.NotFoundError:
                raise IndexOutdated from None  # it lacks a table
            except lmdb.Error as problem:
                if not path.exists():
                    raise FileNotFoundError(path) from problem
                raise refused(problem) from problem
        return known
