"""The index in LMDB: many processes read it, one follows the feed, acts hide and note at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import numpy as np

from entraide.engine.index.applying import (
    DECODE,
    DECODE_FOLLOWED,
    DECODE_NOTED,
    FIELDS,
    FINGERPRINT,
    FOLLOWED,
    FORMAT,
    FORMATTED,
    UNIX_EPOCH,
    Applying,
    Followed,
)
from entraide.engine.index.entry import unpack
from entraide.engine.index.environment import (
    READ_ERROR,
    Environment,
    Tables,
    Transaction,
    opened,
    refused,
)
from entraide.engine.index.fingerprint import fingerprint_of
from entraide.engine.index.generations import Generations, IndexOutdated, IndexUnavailable, Stamp
from entraide.engine.index.ranking import Candidates, Ids, ranked
from entraide.engine.index.reading import Entry
from entraide.engine.index.weighing import WEIGHED, is_outgrown, read_count, weigh
from entraide.engine.schema.database import Database
from entraide.engine.schema.state import Change, Position
from entraide.language import _

Result = TypeVar("Result")

_POSTING: Final = np.dtype([("code", "V8"), ("id", ">u8")])


class LmdbSnapshot:
    """One consistent state of the index, for the length of one answer (`reading.Snapshot`).

    What a broken file raises leaves the `with` statement as IndexUnavailable.
    """

    def __init__(self, environment: Environment, fields: Mapping[int, Sequence[str]]) -> None:
        """Begins with the `with` statement.

        Args:
            environment: of the generation.
            fields: database's number → the order of the fields in its entries.
        """
        self._environment = environment
        self._fields = fields
        self._tables: Tables = environment.tables

    def __enter__(self) -> Self:
        self._transaction: Transaction = self._environment.begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._environment.end(self._transaction)
        if isinstance(problem, READ_ERROR):
            raise refused(problem) from problem

    @property
    def position(self) -> Position:
        return Position(self._followed.epoch, self._followed.seq)

    @property
    def followed_at(self) -> datetime:
        return UNIX_EPOCH + timedelta(microseconds=self._followed.at)

    @cached_property
    def _followed(self) -> Followed:
        return DECODE_FOLLOWED(self._transaction.get(FOLLOWED, db=self._tables.meta))

    def entry(self, database: int, id: int) -> Entry | None:
        return self._entry(bytes((database,)) + id.to_bytes(8, "big"))

    def under(self, key: bytes) -> Sequence[Entry]:
        cursor = self._keys
        if not cursor.set_key(key):
            return ()
        number = key[:1]
        found = [self._entry(number + listed) for listed in cursor.iternext_dup()]
        return [entry for entry in found if entry is not None]

    def beginning(self, key: bytes) -> Iterator[Entry]:
        number = key[:1]
        cursor = self._transaction.cursor(db=self._tables.keys)
        is_there = cursor.set_range(key)
        while is_there and cursor.key().startswith(key):
            entry = self._entry(number + cursor.value())
            if entry is not None:
                yield entry
            is_there = cursor.next()

    def named(self, database: int, name_keys: Sequence[bytes]) -> Candidates:
        return ranked(database, name_keys, LmdbPostings(self._transaction, self._tables))

    def note(self, name: str) -> Any:
        raw = self._transaction.get(name.encode(), db=self._tables.notes)
        return None if raw is None else DECODE_NOTED(raw).value

    def rows(self, table: str, beginning: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """Every row of a sub-database whose key begins so, for verifying and counting."""
        cursor = self._transaction.cursor(db=getattr(self._tables, table))
        is_there = cursor.set_range(beginning) if beginning else cursor.first()
        while is_there and cursor.key().startswith(beginning):
            yield cursor.item()
            is_there = cursor.next()

    def count(self, table: str) -> int:
        """How many rows a sub-database has."""
        return int(self._transaction.stat(getattr(self._tables, table))["entries"])

    def held(self, row: bytes) -> Entry | None:
        """The entry under these bytes (number and id), even if it is suppressed."""
        raw = self._transaction.get(row, db=self._tables.entries)
        return None if raw is None else unpack(row, raw, self._fields[row[0]])

    def raw(self, table: str, key: bytes) -> bytes | None:
        """The bytes under a key of a sub-database, or None."""
        found: bytes | None = self._transaction.get(key, db=getattr(self._tables, table))
        return found

    def lists(self, table: str, key: bytes, id: bytes) -> bool:
        """Whether a sub-database of lists has this id under this key."""
        cursor = self._transaction.cursor(db=getattr(self._tables, table))
        return bool(cursor.set_key_dup(key, id))

    def _entry(self, row: bytes) -> Entry | None:
        if self._has_suppressed and self._is_suppressed(row):
            return None
        return self.held(row)

    @cached_property
    def _keys(self) -> Any:
        return self._transaction.cursor(db=self._tables.keys)

    @cached_property
    def _has_suppressed(self) -> bool:
        return self.count("suppressed") > 0

    def _is_suppressed(self, row: bytes) -> bool:
        return self._transaction.get(row, db=self._tables.suppressed) is not None


class LmdbPostings:
    """The lists of names within one transaction (`ranking.Postings`)."""

    def __init__(self, transaction: Transaction, tables: Tables) -> None:
        self._transaction = transaction
        self._tables = tables

    def under(self, asked: bytes) -> Iterator[tuple[bytes, Ids]]:
        cursor = self._transaction.cursor(db=self._tables.names)
        codes = [asked[at : at + 8] for at in range(0, len(asked), 8)]
        raw = cursor.getmulti(codes, dupdata=True, dupfixed_bytes=8, keyfixed=True)
        if not len(raw):
            return
        found = np.frombuffer(raw, _POSTING)
        ids = found["id"].astype(np.uint64)
        code = found["code"].copy().view(np.uint64)
        starts = np.flatnonzero(np.concatenate(([True], code[1:] != code[:-1])))
        for start, end in zip(starts, [*starts[1:], len(ids)], strict=True):
            yield found["code"][start].tobytes(), ids[start:end]

    def magnitudes(self, asked: Sequence[bytes]) -> Mapping[bytes, int]:
        cursor = self._transaction.cursor(db=self._tables.magnitudes)
        return {code: value[0] for code, value in cursor.getmulti(asked)}

    def magnitude(self, database: int) -> int:
        weighed = read_count(self._transaction, self._tables, WEIGHED + bytes((database,)))
        return weighed.bit_length()


class LmdbIndex:
    """The index of one hub, node or copy (`reading.Index`), and the acts upon it.

    One for each process and folder is enough; it may be used by many threads. It notices when a
    new generation has taken over.
    """

    def __init__(self, folder: Path, databases: Mapping[str, Database]) -> None:
        """Opens nothing yet: an index that is not there is reported when it is used.

        Args:
            folder: the hub's `index_folder`.
            databases: by code, those that it holds; changes of others are passed over.
        """
        self.folder = folder
        self.databases = databases
        self._generations = Generations(folder)
        self._stamp: Stamp | None = None
        self._environment: Environment | None = None
        self._would_build = fingerprint_of(databases)
        self._fingerprint = ""
        self._fields: Mapping[int, Sequence[str]] = {}

    @property
    def fingerprint(self) -> str:
        """What it was built with. Raises IndexUnavailable (IndexOutdated)."""
        self._present()
        return self._fingerprint

    @property
    def is_current(self) -> bool:
        """Whether this program would build the same. Raises IndexUnavailable."""
        try:
            return self.fingerprint == self._would_build
        except IndexOutdated:
            return False

    @property
    def is_built(self) -> bool:
        """Whether there is an index at all."""
        return self._generations.stamp() is not None

    @property
    def position(self) -> Position:
        """How far it has followed the feed. Raises IndexUnavailable."""
        with self.snapshot() as snapshot:
            return snapshot.position

    def snapshot(self) -> LmdbSnapshot:
        """A consistent state, to be used in a `with` statement. Raises IndexUnavailable."""
        return LmdbSnapshot(self._present(), self._fields)

    def apply(
        self, changes: Iterable[Change], position: Position, followed_at: datetime | None
    ) -> None:
        """Applies changes of the feed and moves the position, in one durable transaction.

        Args:
            changes: in the feed's order; those applied before do no harm.
            position: of the last of them.
            followed_at: when it was known that nothing comes after them; None if more does.

        Raises:
            Conflict: of another epoch ("epoch"): rebuild.
            IndexOutdated: this program would build another index: rebuild.
            IndexUnavailable: it cannot be written now.
        """
        listed = list(changes)

        def work(applying: Applying) -> None:
            if not self.is_current:
                raise IndexOutdated
            applying.changes(listed)
            applying.followed(position, followed_at)

        self._write(work)

    def suppress(self, database: str, id: int, version: int) -> None:
        """Hides a record at once, until the feed brings this version of it or a later one."""
        self._write(lambda applying: applying.suppress(database, id, version))

    def put_note(self, name: str, value: Any, seq: int) -> None:
        """Gives a note its value at once (None takes it away).

        Args:
            name: "grant/…", "restrictions/…" or "contact/…".
            value: any JSON value.
            seq: the feed number of the act, so that the feed's older values do not come back.
        """
        self._write(lambda applying: applying.note(name, value, seq))

    def weigh_if_outgrown(self) -> bool:
        """Counts anew how common names are, if the records that all may see have doubled."""
        with self._generations.writing():
            environment = self._present()
            transaction = environment.begin()
            try:
                is_due = any(
                    is_outgrown(transaction, environment.tables, database.number)
                    for database in self.databases.values()
                    if database.names is not None
                )
            finally:
                environment.end(transaction)
            if is_due:
                weigh(environment, self.databases)
        return is_due

    def check_readers(self) -> int:
        """Frees the places of readers that died; how many."""
        return self._present().check_readers()

    def size(self) -> dict[str, int]:
        """Bytes in use, bytes of address space and live readers: "used", "map", "readers"."""
        return self._present().size()

    def _write(self, work: Callable[[Applying], Result]) -> Result:
        if not self.is_built:
            raise _missing()
        with self._generations.writing():
            environment = self._present()
            return environment.write(
                lambda transaction: work(Applying(transaction, environment.tables, self.databases))
            )

    def _present(self) -> Environment:
        """The environment of the generation that answers now."""
        stamp = self._generations.stamp()
        environment = self._environment
        if environment is None or stamp != self._stamp:
            return self._open()
        return environment

    def _open(self) -> Environment:
        while True:
            stamp = self._generations.stamp()
            path = self._generations.present()
            if path is None:
                raise _missing()
            try:
                environment = opened(path)
            except FileNotFoundError:
                if stamp == self._generations.stamp():
                    raise _missing() from None
                continue
            found = described(environment)
            self._fingerprint = DECODE(found[FINGERPRINT])
            self._fields = {
                row[-1]: DECODE(raw) for row, raw in found.items() if row.startswith(FIELDS)
            }
            self._environment, self._stamp = environment, stamp
            return environment


def described(environment: Environment) -> dict[bytes, bytes]:
    """What a generation says of itself. Raises IndexOutdated."""
    with LmdbSnapshot(environment, {}) as snapshot:
        found = dict(snapshot.rows("meta"))
    if FORMATTED not in found or DECODE(found[FORMATTED]) != FORMAT:
        raise IndexOutdated
    return found


def _missing() -> IndexUnavailable:
    return IndexUnavailable(
        "index_missing", _("There is no index yet. Build it with `entraide index build`.")
    )
