"""One consistent state of the index in LMDB, and what a generation says of itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache, partial
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

from entraide.engine.index.applying import (
    DECODE,
    DECODE_FOLLOWED,
    DECODE_NOTED,
    FOLLOWED,
    FORMAT,
    FORMATTED,
    UNIX_EPOCH,
)
from entraide.engine.index.entry import read_envelope, unpack
from entraide.engine.index.environment import (
    READ_ERROR,
    Environment,
    Tables,
    Transaction,
    refused,
)
from entraide.engine.index.forms import read_form
from entraide.engine.index.generations import IndexOutdated, Stamp
from entraide.engine.index.id_lists import Ids, holds, read_lists
from entraide.engine.index.names import NameKey
from entraide.engine.index.ranking import Candidates, ranked
from entraide.engine.index.reading import Entry, Envelope
from entraide.engine.index.weighing import CHANGED, WEIGHED, magnitude, read_count
from entraide.engine.index.word_lists import KnownWords
from entraide.engine.matching.score import PersonForm
from entraide.engine.schema.state import Position

NOTES: Final = 4096
"""Notes that are remembered as they were read last, by their bytes."""


class Generation(NamedTuple):
    """One generation of the index as a process has opened it, and what it says of itself.

    Attributes:
        stamp: of the pointer file that named it.
        fields: database's number → the order of the fields in its entries.
        fingerprint: what it was built with.
        is_current: whether this program would build the same.
        known: what was read of its names.
    """

    stamp: Stamp | None
    environment: Environment
    fields: Mapping[int, Sequence[str]]
    fingerprint: str
    is_current: bool
    known: KnownWords


class LmdbSnapshot:
    """One consistent state of the index, for the length of one answer (`reading.Snapshot`).

    What a broken file raises leaves the `with` statement as IndexUnavailable.
    """

    def __init__(self, generation: Generation) -> None:
        """Begins with the `with` statement."""
        self._generation = generation
        self._environment = generation.environment
        self._tables: Tables = generation.environment.tables
        # Plain attributes: before Python 3.12 each first use of a cached_property takes a lock.
        self._known_cursor: Any = None
        self._known_followed: tuple[Position, datetime] | None = None
        self._known_suppressed: bool | None = None

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
    def fingerprint(self) -> str:
        return self._generation.fingerprint

    @property
    def is_current(self) -> bool:
        return self._generation.is_current

    @property
    def position(self) -> Position:
        return self._followed[0]

    @property
    def followed_at(self) -> datetime:
        return self._followed[1]

    @property
    def _followed(self) -> tuple[Position, datetime]:
        known = self._known_followed
        if known is None:
            raw = self._transaction.get(FOLLOWED, db=self._tables.meta)
            known = self._known_followed = _read_followed(raw)
        return known

    def entry(self, database: int, id: int) -> Entry | None:
        return self._entry(bytes((database,)) + id.to_bytes(8, "big"))

    def envelope(self, database: int, id: int) -> Envelope | None:
        row = bytes((database,)) + id.to_bytes(8, "big")
        if self._has_suppressed and self._is_suppressed(row):
            return None
        raw = self._transaction.get(row, db=self._tables.entries)
        return None if raw is None else read_envelope(raw)

    def form(self, database: int, id: int) -> PersonForm:
        row = bytes((database,)) + id.to_bytes(8, "big")
        return read_form(self._transaction.get(row, db=self._tables.forms))

    def under(self, key: bytes) -> Sequence[Entry]:
        cursor = self._known_cursor
        if cursor is None:
            cursor = self._known_cursor = self._transaction.cursor(db=self._tables.keys)
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

    def named(self, database: int, name_keys: Sequence[NameKey]) -> Candidates:
        return ranked(
            database,
            name_keys,
            LmdbPostings(self._transaction, self._tables, self._generation.known),
        )

    def note(self, name: str) -> Any:
        raw = self._transaction.get(name.encode(), db=self._tables.notes)
        return None if raw is None else _read_note(raw)

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
        return None if raw is None else unpack(row, raw, self._generation.fields[row[0]])

    def raw(self, table: str, key: bytes) -> bytes | None:
        """The bytes under a key of a sub-database, or None."""
        found: bytes | None = self._transaction.get(key, db=getattr(self._tables, table))
        return found

    def lists(self, table: str, key: bytes, listed: bytes) -> bool:
        """Whether a sub-database has this id, or this word, under this key."""
        cursor = self._transaction.cursor(db=getattr(self._tables, table))
        return bool(cursor.set_key_dup(key, listed))

    def names(self, code: bytes, id: int) -> bool:
        """Whether a record is found under this name code."""
        return holds(partial(self._transaction.get, db=self._tables.names), code, id)

    def _entry(self, row: bytes) -> Entry | None:
        if self._has_suppressed and self._is_suppressed(row):
            return None
        return self.held(row)

    @property
    def _has_suppressed(self) -> bool:
        known = self._known_suppressed
        if known is None:
            known = self._known_suppressed = self.count("suppressed") > 0
        return known

    def _is_suppressed(self, row: bytes) -> bool:
        return self._transaction.get(row, db=self._tables.suppressed) is not None


@lru_cache(maxsize=8)
def _read_followed(raw: bytes) -> tuple[Position, datetime]:
    """How far was followed, and when; the same for many answers."""
    followed = DECODE_FOLLOWED(raw)
    moment = UNIX_EPOCH + timedelta(microseconds=followed.at)
    return Position(followed.epoch, followed.seq), moment


@lru_cache(maxsize=NOTES)
def _read_note(raw: bytes) -> Any:
    """A note's value, shared by all who read it: nobody changes it."""
    return DECODE_NOTED(raw).value


class LmdbPostings:
    """The lists of names within one transaction (`ranking.Postings`)."""

    def __init__(self, transaction: Transaction, tables: Tables, known: KnownWords) -> None:
        self._transaction = transaction
        self._tables = tables
        self.known = known

    @property
    def names_changed(self) -> int:
        return read_count(self._transaction, self._tables, CHANGED)

    def lists(self, codes: Sequence[bytes]) -> Mapping[bytes, Ids]:
        return read_lists(self._transaction.cursor(db=self._tables.names).getmulti, codes)

    def words(self, codes: Sequence[bytes]) -> Iterable[tuple[bytes, bytes]]:
        cursor = self._transaction.cursor(db=self._tables.vocabulary)
        found: list[tuple[bytes, bytes]] = cursor.getmulti(codes, dupdata=True)
        return found

    def magnitudes(self, codes: Sequence[bytes]) -> Mapping[bytes, int]:
        cursor = self._transaction.cursor(db=self._tables.magnitudes)
        return {code: value[0] for code, value in cursor.getmulti(codes)}

    def magnitude(self, database: int) -> int:
        return magnitude(read_count(self._transaction, self._tables, WEIGHED + bytes((database,))))


def described(environment: Environment) -> dict[bytes, bytes]:
    """What a generation says of itself. Raises IndexOutdated."""
    with bare(environment) as snapshot:
        found = dict(snapshot.rows("meta"))
    if FORMATTED not in found or DECODE(found[FORMATTED]) != FORMAT:
        raise IndexOutdated
    return found


def bare(environment: Environment) -> LmdbSnapshot:
    """A state of a generation of which nothing is known yet: its rows can be read, no entry."""
    return LmdbSnapshot(Generation(None, environment, {}, "", is_current=False, known=KnownWords()))
