"""Comparing an index with the truth: what is missing, left over or different, record by record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from entraide.engine.index.applying import DECODE_NOTED, id_bytes, record_row
from entraide.engine.index.entry import entry_of
from entraide.engine.index.exact import LmdbIndex
from entraide.engine.index.generations import IndexUnavailable
from entraide.engine.index.keys import record_keys
from entraide.engine.index.snapshot import LmdbSnapshot
from entraide.engine.index.verify_names import NamesCompared
from entraide.engine.schema.database import Database
from entraide.engine.schema.state import (
    Feed,
    NotePut,
    Position,
    RecordGone,
    RecordPut,
    RecordState,
)
from entraide.engine.schema.vocabulary import Status
from entraide.language import _

MOST_TOLD: Final = 100
"""Faults that are told one by one; beyond, they are only counted."""

_CHANGES_AT_ONCE: Final = 1000
_TOLD_EVERY: Final = 20_000
_PAGE_BITS: Final = 16

_Named = str | tuple[str, int]
"""What a change is about: a note by its name, a record by its database and id."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in which the index is not what the truth says.

    Attributes:
        what: "missing", "extra" or "differs" (an entry); "key" or "name" (a record that one of them
            does not find); "extra_key" or "extra_name" (that find it and should not); "form" or
            "extra_form" (of what is compared); "word" or "extra_word" (of the vocabulary); "note".
        database: the database's code; "" for a note.
        id: the record's; 0 for a note.
        name: the note's.
    """

    what: str
    database: str = ""
    id: int = 0
    name: str = ""


@dataclass(slots=True)
class Verified:
    """What was compared.

    Attributes:
        position: the place in the feed at which the index was held against the truth.
        records: how many were compared.
        faults: how many there are; `told` holds the first of them.
    """

    position: Position
    records: int = 0
    faults: int = 0
    told: list[Fault] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether the index is what the truth says."""
        return self.faults == 0

    def add(self, fault: Fault) -> None:
        """Notes one fault."""
        self.faults += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(fault)


def verify(
    feed: Feed, index: LmdbIndex, *, progress: Callable[[int], None] = lambda _done: None
) -> Verified:
    """Holds an index against the truth, while both go on.

    What has changed between the moment of the truth and that of the index is taken as changed.

    Args:
        feed: of the truth.
        index: one that has followed it to where it stands now, or further.
        progress: told how many records have been compared.

    Raises:
        IndexUnavailable: the index lags behind ("index_behind") or cannot be read.
    """
    position, everything = feed.everything()
    with index.snapshot() as snapshot:
        if snapshot.position.epoch != position.epoch or snapshot.position < position:
            raise IndexUnavailable(
                "index_behind", _("The index lags behind the records. Follow the feed first.")
            )
        later = _later(feed, position, snapshot.position)
        comparing = _Comparing(snapshot, index.databases)
        for what in everything:
            if _named(what) not in later:
                comparing.expect(what)
            if comparing.result.records % _TOLD_EVERY == 0:
                progress(comparing.result.records)
        for last in later.values():
            comparing.expect(last)
        comparing.find_extra()
        return comparing.result


def _later(
    feed: Feed, since: Position, until: Position
) -> dict[_Named, RecordPut | RecordGone | NotePut]:
    """The last change of each thing that the index has followed and the truth had not yet."""
    later: dict[_Named, RecordPut | RecordGone | NotePut] = {}
    while since < until:
        changes = feed.since(since, _CHANGES_AT_ONCE)
        for change in changes:
            if change.seq <= until.seq:
                later[_named(change.what)] = change.what
        since = Position(since.epoch, changes[-1].seq) if changes else until
    return later


def _named(what: RecordPut | RecordGone | NotePut) -> _Named:
    if isinstance(what, NotePut):
        return what.name
    return (what.database, what.id) if isinstance(what, RecordGone) else _record(what.state)


def _record(state: RecordState) -> tuple[str, int]:
    return state.database, state.id


class _Ids:
    """A set of record ids, a bit each."""

    def __init__(self) -> None:
        self._pages: dict[tuple[int, int], bytearray] = {}

    def add(self, number: int, id: int) -> None:
        page = self._pages.setdefault((number, id >> _PAGE_BITS), bytearray(1 << (_PAGE_BITS - 3)))
        page[(id >> 3) & ((1 << (_PAGE_BITS - 3)) - 1)] |= 1 << (id & 7)

    def holds(self, number: int, id: int) -> bool:
        page = self._pages.get((number, id >> _PAGE_BITS))
        in_page = (id >> 3) & ((1 << (_PAGE_BITS - 3)) - 1)
        return page is not None and bool(page[in_page] >> (id & 7) & 1)


class _Comparing:
    """One snapshot held against what it should hold."""

    def __init__(self, snapshot: LmdbSnapshot, databases: Mapping[str, Database]) -> None:
        self.result = Verified(snapshot.position)
        self._snapshot = snapshot
        self._databases = databases
        self._codes = {database.number: code for code, database in databases.items()}
        self._expected = _Ids()
        self._rows = {"entries": 0, "keys": 0}
        self._names = NamesCompared(snapshot, self._add)

    def expect(self, what: RecordPut | RecordGone | NotePut) -> None:
        """Compares one thing of the truth."""
        if isinstance(what, NotePut):
            self._expect_note(what)
        elif isinstance(what, RecordPut) and what.state.status is Status.ACTIVE:
            database = self._databases.get(what.state.database)
            if database is not None:
                self._expect_record(database, what.state)

    def find_extra(self) -> None:
        """Finds what the index holds beyond that, if the numbers of rows say that there is any."""
        if self._snapshot.count("entries") != self._rows["entries"]:
            for row, _entry in self._snapshot.rows("entries"):
                number, id = row[0], int.from_bytes(row[1:], "big")
                if not self._expected.holds(number, id):
                    self._add("extra", number, id)
        self._find_extra_keys()
        self._names.find_extra({each.number: each for each in self._databases.values()})

    def _expect_note(self, note: NotePut) -> None:
        raw = self._snapshot.raw("notes", note.name.encode())
        noted = None if raw is None else DECODE_NOTED(raw)
        if noted is not None and noted.seq > self.result.position.seq:
            return  # an act has written ahead of the feed
        if (None if noted is None else noted.value) != note.value:
            self.result.add(Fault("note", name=note.name))

    def _expect_record(self, database: Database, state: RecordState) -> None:
        self.result.records += 1
        self._rows["entries"] += 1
        self._expected.add(database.number, state.id)
        expected = entry_of(database, state)
        held = self._snapshot.held(record_row(database.number, state.id))
        if held is None:
            self._add("missing", database.number, state.id)
        elif held != expected:
            self._add("differs", database.number, state.id)
        listed = id_bytes(state.id)
        keys = record_keys(database, expected.values)
        self._rows["keys"] += len(keys)
        if not all(self._snapshot.lists("keys", key, listed) for key in keys):
            self._add("key", database.number, state.id)
        self._names.expect(database, state.id, expected.values)

    def _find_extra_keys(self) -> None:
        if self._snapshot.count("keys") == self._rows["keys"]:
            return
        for key, listed in self._snapshot.rows("keys"):
            database = self._databases.get(self._codes.get(key[0], ""))
            held = self._snapshot.held(key[:1] + listed)
            if database is None or held is None or key not in record_keys(database, held.values):
                self._add("extra_key", key[0], int.from_bytes(listed, "big"))

    def _add(self, what: str, number: int, id: int) -> None:
        self.result.add(Fault(what, self._codes.get(number, ""), id))
