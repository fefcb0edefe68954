"""Applying the feed's changes to an index within one transaction.

Applied again, or late, it does no harm: a record's version and a note's feed number decide.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import msgspec

from entraide.engine.index.entry import entry_of, field_order, pack, read_envelope, unpack
from entraide.engine.index.environment import Tables, Transaction
from entraide.engine.index.forms import NAMELESS, name_part
from entraide.engine.index.id_lists import IdLists
from entraide.engine.index.keys import record_keys
from entraide.engine.index.name_codes import (
    WORD,
    code,
    word_bytes,
    word_codes,
)
from entraide.engine.index.reading import Entry
from entraide.engine.index.weighing import (
    RESTRICTIONS,
    VISIBLE,
    is_seen_by_all,
    note_change,
    read_count,
    write_count,
)
from entraide.engine.schema.database import Database
from entraide.engine.schema.state import Change, NotePut, Position, RecordGone, RecordPut
from entraide.engine.schema.vocabulary import Status
from entraide.errors import Conflict
from entraide.language import _

ENCODE: Final = msgspec.msgpack.Encoder().encode
DECODE: Final = msgspec.msgpack.Decoder().decode


class Followed(msgspec.Struct, frozen=True, array_like=True):
    """How far a generation has followed the feed, and when (microseconds of Unix time)."""

    epoch: str
    seq: int
    at: int


class Noted(msgspec.Struct, frozen=True, array_like=True):
    """A note's value (None when it is gone) and the number of the act that gave it."""

    seq: int
    value: Any


DECODE_FOLLOWED: Final = msgspec.msgpack.Decoder(Followed).decode
DECODE_NOTED: Final = msgspec.msgpack.Decoder(Noted).decode
FORMAT: Final = 4
"""Changes when the tables of a generation do, or what their rows mean."""

FORMATTED: Final = b"format"
FOLLOWED: Final = b"followed"
FINGERPRINT: Final = b"fingerprint"
FIELDS: Final = b"fields/"
"""Rows of `meta`: the format; how far it has followed; what it was built with; and, before a
database's number, the order of the fields in its entries."""

UNIX_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def record_row(number: int, id: int) -> bytes:
    """Under which bytes a record lies in `entries`, `suppressed` and `gone`."""
    return bytes((number,)) + id_bytes(id)


def id_bytes(id: int) -> bytes:
    """A record's id as the lists of `keys` hold it."""
    return id.to_bytes(8, "big")


class Applying:
    """One write transaction on one generation."""

    def __init__(
        self, transaction: Transaction, tables: Tables, databases: Mapping[str, Database]
    ) -> None:
        self._transaction = transaction
        self._tables = tables
        self._databases = databases

    def changes(self, changes: Iterable[Change]) -> None:
        """Each change of a database that this index holds, in order."""
        for change in changes:
            what = change.what
            if isinstance(what, NotePut):
                self.note(what.name, what.value, change.seq)
            elif isinstance(what, RecordGone):
                self._gone(what.database, what.id, what.version)
            elif what.state.status is Status.ACTIVE:
                self._put(what)
            else:
                self._gone(what.state.database, what.state.id, what.state.version)

    def describe(self, fingerprint: str) -> None:
        """Keeps what a new generation says of itself: what made it, the order of its fields."""
        self._set(self._tables.meta, FORMATTED, ENCODE(FORMAT))
        self._set(self._tables.meta, FINGERPRINT, ENCODE(fingerprint))
        for database in self._databases.values():
            row = FIELDS + bytes((database.number,))
            self._set(self._tables.meta, row, ENCODE(field_order(database)))

    def followed(self, position: Position, followed_at: datetime | None) -> None:
        """Moves the position on, never back; and the moment, if nothing was left to follow.

        Raises:
            Conflict: it is of another epoch (code "epoch"): rebuild.
        """
        at = 0 if followed_at is None else (followed_at - UNIX_EPOCH) // timedelta(microseconds=1)
        raw = self._get(self._tables.meta, FOLLOWED)
        if raw is not None:
            before = DECODE_FOLLOWED(raw)
            if before.epoch != position.epoch:
                raise Conflict("epoch", _("The index is of another time line and must be rebuilt."))
            position = max(position, Position(before.epoch, before.seq))
            at = max(at, before.at)
        self._set(self._tables.meta, FOLLOWED, ENCODE(Followed(position.epoch, position.seq, at)))

    def suppress(self, code: str, id: int, version: int) -> None:
        """Hides the record up to this version, unless the feed has brought that version already."""
        database = self._databases.get(code)
        if database is None:
            return
        row = record_row(database.number, id)
        if version > max(self._version_held(row), self._version_in(self._tables.gone, row)):
            hidden = max(version, self._version_in(self._tables.suppressed, row))
            self._set(self._tables.suppressed, row, hidden.to_bytes(8, "big"))

    def note(self, name: str, value: Any, seq: int) -> None:
        """Keeps the value, unless a later act has already given the note another one."""
        row = name.encode()
        raw = self._get(self._tables.notes, row)
        if raw is None or DECODE_NOTED(raw).seq <= seq:
            self._set(self._tables.notes, row, ENCODE(Noted(seq, value)))

    def _put(self, what: RecordPut) -> None:
        state = what.state
        database = self._databases.get(state.database)
        if database is None:
            return
        row = record_row(database.number, state.id)
        before = self._entry(database, row)
        if before is not None and before.version > state.version:
            return
        if self._version_in(self._tables.gone, row) >= state.version:
            return
        entry = entry_of(database, state)
        self._lists(database, state.id, before, entry)
        self._set(self._tables.entries, row, pack(entry, field_order(database)))
        self._transaction.delete(row, db=self._tables.gone)
        self._reveal(row, state.version)

    def _gone(self, code: str, id: int, version: int) -> None:
        database = self._databases.get(code)
        if database is None:
            return
        row = record_row(database.number, id)
        before = self._entry(database, row)
        if before is not None:
            if before.version > version:
                return
            self._lists(database, id, before, None)
            self._transaction.delete(row, db=self._tables.entries)
        if version > self._version_in(self._tables.gone, row):
            self._set(self._tables.gone, row, version.to_bytes(8, "big"))
        self._reveal(row, version)

    def _lists(
        self, database: Database, id: int, before: Entry | None, after: Entry | None
    ) -> None:
        """Takes the record out of the lists that it has left and into those that it has joined."""
        listed, table = id_bytes(id), self._tables.keys
        left, joined = (
            frozenset() if each is None else record_keys(database, each.values)
            for each in (before, after)
        )
        for key in left - joined:
            self._transaction.delete(key, listed, db=table)
        for key in joined - left:
            self._transaction.put(key, listed, db=table, dupdata=True)
        if database.names is not None:
            self._list_names(database, id, before, after)
            self._count_visible(
                database, int(self._is_visible(after)) - int(self._is_visible(before))
            )

    def _list_names(
        self, database: Database, id: int, before: Entry | None, after: Entry | None
    ) -> None:
        """The same of its names; a word is in the vocabulary while any record bears it."""
        left, joined = (
            NAMELESS if each is None else name_part(database, each.values)
            for each in (before, after)
        )
        row = record_row(database.number, id)
        if after is None:
            self._transaction.delete(row, db=self._tables.forms)
        else:
            self._set(self._tables.forms, row, joined.form)
        lists = IdLists(self._transaction, self._tables.names)
        gone = {key for key in left.codes - joined.codes if lists.remove(key, id)}
        new = {key for key in joined.codes - left.codes if lists.add(key, id)}
        if left.codes != joined.codes:
            note_change(self._transaction, self._tables)
        for words, changed, act in (
            (left.words, gone, self._transaction.delete),
            (joined.words, new, partial(self._transaction.put, dupdata=True)),
        ):
            for word in words if changed else ():
                if code(database.number, WORD, word) in changed:
                    for leading in word_codes(database.number, word):
                        act(leading, word_bytes(word), db=self._tables.vocabulary)

    def _count_visible(self, database: Database, more: int) -> None:
        """Keeps how many records everybody may see: by that alone it is decided to weigh anew."""
        if more:
            name = VISIBLE + bytes((database.number,))
            held = read_count(self._transaction, self._tables, name)
            write_count(self._transaction, self._tables, name, held + more)

    def _is_visible(self, entry: Entry | None) -> bool:
        if entry is None:
            return False
        raw = self._get(self._tables.notes, RESTRICTIONS + entry.owner.encode())
        owners = None if raw is None else DECODE_NOTED(raw).value
        return is_seen_by_all(entry.confidentiality, entry.restricted, owners)

    def _reveal(self, row: bytes, version: int) -> None:
        """Ends the suppression that this version answers."""
        if 0 < self._version_in(self._tables.suppressed, row) <= version:
            self._transaction.delete(row, db=self._tables.suppressed)

    def _version_held(self, row: bytes) -> int:
        raw = self._get(self._tables.entries, row)
        return 0 if raw is None else read_envelope(raw).version

    def _entry(self, database: Database, row: bytes) -> Entry | None:
        raw = self._get(self._tables.entries, row)
        return None if raw is None else unpack(row, raw, field_order(database))

    def _version_in(self, table: Any, row: bytes) -> int:
        raw = self._get(table, row)
        return 0 if raw is None else int.from_bytes(raw, "big")

    def _get(self, table: Any, row: bytes) -> bytes | None:
        raw: bytes | None = self._transaction.get(row, db=table)
        return raw

    def _set(self, table: Any, row: bytes, value: bytes) -> None:
        self._transaction.put(row, value, db=table)
