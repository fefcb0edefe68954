"""The index in memory, with the same contract as the one in LMDB: for replays, drafts and tests."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from entraide.engine.index.applying import (
    DECODE_FOLLOWED,
    DECODE_NOTED,
    FOLLOWED,
    UNIX_EPOCH,
    Applying,
    record_row,
)
from entraide.engine.index.entry import field_order, read_envelope, unpack
from entraide.engine.index.environment import Tables
from entraide.engine.index.fingerprint import fingerprint_of
from entraide.engine.index.forms import read_form
from entraide.engine.index.id_lists import Ids, every_list, read_lists
from entraide.engine.index.names import NameKey
from entraide.engine.index.ranking import Candidates, ranked
from entraide.engine.index.reading import Entry, Envelope
from entraide.engine.index.weighing import FEWEST, RESTRICTIONS, WEIGHED, is_seen_by_all, magnitude
from entraide.engine.index.word_lists import KnownWords
from entraide.engine.matching.score import PersonForm
from entraide.engine.schema.database import Database
from entraide.engine.schema.state import Change, NotePut, Position, RecordPut


class _Lists(dict[bytes, frozenset[bytes]]):
    """A table of lists: key → values."""


class _Transaction:
    """What `Applying` needs of a transaction, over plain dictionaries."""

    def get(self, key: bytes, *, db: dict[bytes, bytes]) -> bytes | None:
        return db.get(key)

    def put(self, key: bytes, value: bytes, *, db: Any, dupdata: bool = False) -> None:
        db[key] = db.get(key, frozenset()) | {value} if dupdata else value

    def delete(self, key: bytes, value: bytes = b"", *, db: Any) -> None:
        left = db.pop(key, frozenset()) - {value} if isinstance(db, _Lists) else db.pop(key, None)
        if isinstance(db, _Lists) and left:
            db[key] = left


class MemorySnapshot:
    """One state of a memory index, which later changes leave alone (`reading.Snapshot`)."""

    def __init__(
        self,
        tables: Tables,
        fields: Mapping[int, Sequence[str]],
        *,
        fingerprint: str,
        is_current: bool,
    ) -> None:
        self._tables = Tables(*map(copy, tables))
        self._fields = fields
        self.fingerprint, self.is_current = fingerprint, is_current

    @property
    def position(self) -> Position:
        followed = DECODE_FOLLOWED(self._tables.meta[FOLLOWED])
        return Position(followed.epoch, followed.seq)

    @property
    def followed_at(self) -> datetime:
        followed = DECODE_FOLLOWED(self._tables.meta[FOLLOWED])
        return UNIX_EPOCH + timedelta(microseconds=followed.at)

    def entry(self, database: int, id: int) -> Entry | None:
        row = record_row(database, id)
        raw = self._tables.entries.get(row)
        if raw is None or row in self._tables.suppressed:
            return None
        return unpack(row, raw, self._fields[database])

    def envelope(self, database: int, id: int) -> Envelope | None:
        row = record_row(database, id)
        raw = self._tables.entries.get(row)
        return None if raw is None or row in self._tables.suppressed else read_envelope(raw)

    def form(self, database: int, id: int) -> PersonForm:
        return read_form(self._tables.forms[record_row(database, id)])

    def under(self, key: bytes) -> Sequence[Entry]:
        listed = sorted(self._tables.keys.get(key, ()))
        found = [self.entry(key[0], int.from_bytes(id, "big")) for id in listed]
        return [entry for entry in found if entry is not None]

    def beginning(self, key: bytes) -> Iterator[Entry]:
        for at in range(bisect_left(self._sorted_keys, key), len(self._sorted_keys)):
            if not self._sorted_keys[at].startswith(key):
                return
            yield from self.under(self._sorted_keys[at])

    def named(self, database: int, name_keys: Sequence[NameKey]) -> Candidates:
        return ranked(database, name_keys, _MemoryPostings(self._tables))

    def note(self, name: str) -> Any:
        raw = self._tables.notes.get(name.encode())
        return None if raw is None else DECODE_NOTED(raw).value

    @cached_property
    def _sorted_keys(self) -> list[bytes]:
        return sorted(self._tables.keys)


class _MemoryPostings:
    """The lists of names of a memory index (`ranking.Postings`)."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.known, self.names_changed = KnownWords(), 0

    def lists(self, codes: Sequence[bytes]) -> Mapping[bytes, Ids]:
        names = self._tables.names
        return read_lists(lambda keys: [(key, names[key]) for key in keys if key in names], codes)

    def words(self, codes: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        for code in codes:
            for word in sorted(self._tables.vocabulary.get(code, ())):
                yield code, word

    def magnitudes(self, codes: Sequence[bytes]) -> Mapping[bytes, int]:
        known = self._tables.magnitudes
        return {code: known[code] for code in codes if code in known}

    def magnitude(self, database: int) -> int:
        return magnitude(int(self._tables.meta.get(WEIGHED + bytes((database,)), 0)))


class MemoryIndex:
    """An index in memory (`reading.Index`), with the acts of `LmdbIndex`."""

    def __init__(self, databases: Mapping[str, Database], position: Position) -> None:
        """An empty one, as of this position."""
        self.databases = databases
        self._fields = {each.number: field_order(each) for each in databases.values()}
        self._tables = Tables({}, {}, _Lists(), {}, _Lists(), {}, {}, {}, {}, {})
        self._applying = Applying(_Transaction(), self._tables, databases)
        self._applying.followed(position, None)
        self.fingerprint = fingerprint_of(databases)
        self.is_current = True

    @classmethod
    def holding(
        cls,
        position: Position,
        everything: Iterable[RecordPut | NotePut],
        databases: Mapping[str, Database],
    ) -> "MemoryIndex":
        """One that holds what a feed's `everything()` gave, weighed like one that was built."""
        index = cls(databases, position)
        changes = [Change(position.seq, what) for what in everything]
        index.apply(changes, position, None)
        index.weigh()
        return index

    def snapshot(self) -> AbstractContextManager[MemorySnapshot]:
        """A state that later changes leave alone."""
        return nullcontext(self._state())

    @property
    def position(self) -> Position:
        """How far it has followed the feed."""
        return self._state().position

    def apply(
        self, changes: Iterable[Change], position: Position, followed_at: datetime | None
    ) -> None:
        """Applies changes of the feed. Raises Conflict ("epoch")."""
        self._applying.followed(position, followed_at)
        self._applying.changes(changes)

    def suppress(self, database: str, id: int, version: int) -> None:
        """Hides a record, until the feed brings this version of it or a later one."""
        self._applying.suppress(database, id, version)

    def put_note(self, name: str, value: Any, seq: int) -> None:
        """Gives a note its value; None takes it away."""
        self._applying.note(name, value, seq)

    def weigh(self) -> None:
        """Counts how common names are among the records that everybody may see."""
        tables = self._tables
        hidden: dict[int, set[int]] = {}
        weighed: dict[bytes, int] = {}
        for row, raw in tables.entries.items():
            entry = read_envelope(raw)
            note = tables.notes.get(RESTRICTIONS + entry.owner.encode())
            owners = None if note is None else DECODE_NOTED(note).value
            if is_seen_by_all(entry.confidentiality, entry.restricted, owners):
                weighed[WEIGHED + row[:1]] = weighed.get(WEIGHED + row[:1], 0) + 1
            else:
                hidden.setdefault(row[0], set()).add(int.from_bytes(row[1:], "big"))
        tables.meta.update(weighed)
        tables.magnitudes.clear()
        for code, ids in every_list(sorted(tables.names.items())):
            shared = len(set(ids.tolist()) - hidden.get(code[0], set()))
            if shared >= FEWEST:
                tables.magnitudes[code] = magnitude(shared)

    def _state(self) -> MemorySnapshot:
        return MemorySnapshot(
            self._tables,
            self._fields,
            fingerprint=self.fingerprint,
            is_current=self.is_current,
        )
