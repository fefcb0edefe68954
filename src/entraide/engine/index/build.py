"""Building an index from scratch: sorted, loaded in order, brought up to the feed, then switched.

Random loads are 13 times slower and leave pages half empty. An interrupted build leaves the present
generation as it was; what remains of it goes when the next build begins.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from entraide.clock import Clock
from entraide.engine.index.applying import (
    DECODE_NOTED,
    Applying,
    id_bytes,
    record_row,
)
from entraide.engine.index.entry import entry_of, field_order, pack
from entraide.engine.index.environment import Environment, Transaction, opened
from entraide.engine.index.fingerprint import fingerprint_of
from entraide.engine.index.forms import name_part
from entraide.engine.index.generations import Generations, IndexOutdated
from entraide.engine.index.id_lists import written
from entraide.engine.index.keys import record_keys
from entraide.engine.index.name_codes import word_bytes, word_codes
from entraide.engine.index.snapshot import bare, described
from entraide.engine.index.sorting import SortedPostings, SortedRows
from entraide.engine.index.weighing import weigh
from entraide.engine.schema.database import Database
from entraide.engine.schema.state import Change, Feed, NotePut, Position, RecordState
from entraide.engine.schema.vocabulary import Status

Row = TypeVar("Row")

Progress = Callable[[str, int, int | None], None]
"""Told the step ("read", "entries", "forms", "keys", "names", "vocabulary"), its rows done, and of
how many if known."""

MEMORY: Final = 512 << 20
"""Bytes that sorting may use, over all."""

CHANGES_AT_ONCE: Final = 1000
"""Changes of the feed that are applied in one transaction."""

_ROWS_AT_ONCE: Final = 20_000


def build(
    feed: Feed,
    folder: Path,
    databases: Mapping[str, Database],
    *,
    clock: Clock,
    progress: Progress = lambda _step, _done, _of: None,
    memory: int = MEMORY,
) -> Position:
    """Builds the index anew and lets it take over; gives how far it has followed the feed.

    Args:
        feed: everything there is, and then what came meanwhile.
        folder: the index's; readers and acts may use its present generation all the while.
        databases: by code, those to hold.
        clock: tells when nothing more was to be followed.
        progress: told after every some thousand rows.
        memory: bytes that sorting may use.

    Raises:
        Conflict: another process is building it (code "index_building").
        IndexUnavailable: the disk refuses.
    """
    generations = Generations(folder)
    with generations.building() as built:
        environment = Environment(built, is_new=True)
        try:
            building = _Building(environment, feed, databases, clock)
            building.load(progress, memory)
            building.catch_up()
            environment.sync()  # all but the rest, before acts must wait
            with generations.replacing():
                building.keep_acts_of(generations.present())
                building.catch_up()
                environment.sync()
                environment.close()
                generations.take_over(built)
        finally:
            environment.close()
    return building.position


class _Sorters:
    """The rows of the large tables while they are sorted."""

    def __init__(self, folder: Path, memory: int) -> None:
        self._entries = SortedRows(folder, "entries", memory=memory // 4)
        self._forms = SortedRows(folder, "forms", memory=memory // 4)
        self._keys = SortedRows(folder, "keys", memory=memory // 4)
        self._names = SortedPostings(folder, "names", memory=memory // 4)
        self._words: dict[int, set[str]] = {}
        self._folder, self._memory = folder, memory

    def add(self, database: Database, state: RecordState) -> None:
        entry = entry_of(database, state)
        listed = id_bytes(state.id)
        row = record_row(database.number, state.id)
        self._entries.add(row + pack(entry, field_order(database)))
        for key in record_keys(database, entry.values):
            self._keys.add(key + b"\x00" + listed)  # no key holds 0x00: the order is that of keys
        if database.names is not None:
            part = name_part(database, entry.values)
            self._forms.add(row + part.form)
            self._names.add(part.codes, state.id)
            self._words.setdefault(database.number, set()).update(part.words)

    def tables(self) -> Iterator[tuple[str, int, Iterator[tuple[bytes, bytes]]]]:
        """Name, number of rows and the sorted rows of each table."""
        yield "entries", len(self._entries), ((row[:9], row[9:]) for row in self._entries.read())
        yield "forms", len(self._forms), ((row[:9], row[9:]) for row in self._forms.read())
        yield "keys", len(self._keys), ((row[:-9], row[-8:]) for row in self._keys.read())
        yield "names", len(self._names), written(self._names.read())
        vocabulary = self._vocabulary()
        yield "vocabulary", len(vocabulary), ((row[:8], row[8:]) for row in vocabulary.read())

    def _vocabulary(self) -> SortedRows:
        rows = SortedRows(self._folder, "vocabulary", memory=self._memory // 4)
        for number, words in self._words.items():
            for word in words:
                held = word_bytes(word)
                for code in word_codes(number, word):
                    rows.add(code + held)
        return rows


class _Building:
    """A generation while it is made."""

    def __init__(
        self,
        environment: Environment,
        feed: Feed,
        databases: Mapping[str, Database],
        clock: Clock,
    ) -> None:
        self._environment = environment
        self._feed = feed
        self._databases = databases
        self._clock = clock
        self.position: Position

    def load(self, progress: Progress, memory: int) -> None:
        """Everything there is, as of a position, in the order of the tables."""
        runs = self._environment.path / "runs"
        runs.mkdir()
        sorters = _Sorters(runs, memory)
        self.position, everything = self._feed.everything()
        notes = []
        for done, what in enumerate(everything, 1):
            if isinstance(what, NotePut):
                notes.append(what)
            elif what.state.status is Status.ACTIVE and what.state.database in self._databases:
                sorters.add(self._databases[what.state.database], what.state)
            if done % _ROWS_AT_ONCE == 0:
                progress("read", done, None)
        for name, count, rows in sorters.tables():
            self._load_table(name, count, rows, progress)
        for path in runs.iterdir():
            path.unlink()
        runs.rmdir()
        self._apply(lambda applying: self._begin(applying, notes))
        weigh(self._environment, self._databases)

    def catch_up(self) -> None:
        """Applies what the feed has had since, until nothing more comes."""
        is_all = False
        while not is_all:
            asked_at = self._clock.now()
            changes = self._feed.since(self.position, CHANGES_AT_ONCE)
            is_all = len(changes) < CHANGES_AT_ONCE
            self._follow(changes, asked_at if is_all else None)

    def keep_acts_of(self, present: Path | None) -> None:
        """Takes over what acts have hidden and noted in the generation that is replaced.

        The caller keeps acts from writing. Acts of another epoch were undone with it; those in
        another format are met again in the feed.
        """
        if present is None:
            return
        try:
            environment = opened(present)
            described(environment)
        except IndexOutdated:
            return
        with bare(environment) as before:
            if before.position.epoch != self.position.epoch:
                return
            codes = {database.number: code for code, database in self._databases.items()}
            hidden = [
                (codes[row[0]], int.from_bytes(row[1:], "big"), int.from_bytes(version, "big"))
                for row, version in before.rows("suppressed")
                if row[0] in codes
            ]
            notes = [(name.decode(), DECODE_NOTED(raw)) for name, raw in before.rows("notes")]

        def work(applying: Applying) -> None:
            for act in hidden:
                applying.suppress(*act)
            for name, note in notes:
                if note.seq > self.position.seq:
                    applying.note(name, note.value, note.seq)

        self._apply(work)

    def _follow(self, changes: Sequence[Change], followed_at: datetime | None) -> None:
        if changes:
            self.position = Position(self.position.epoch, changes[-1].seq)

        def work(applying: Applying) -> None:
            applying.changes(changes)
            applying.followed(self.position, followed_at)

        self._apply(work)

    def _load_table(
        self, name: str, count: int, rows: Iterable[tuple[bytes, bytes]], progress: Progress
    ) -> None:
        table = getattr(self._environment.tables, name)
        done = 0
        for batch in _batches(rows, _ROWS_AT_ONCE):

            def work(transaction: Transaction, batch: list[tuple[bytes, bytes]] = batch) -> None:
                transaction.cursor(db=table).putmulti(batch, dupdata=True, append=True)

            self._environment.write(work)
            done += len(batch)
            if done < count:
                progress(name, done, count)
        progress(name, count, count)

    def _begin(self, applying: Applying, notes: Iterable[NotePut]) -> None:
        for note in notes:
            applying.note(note.name, note.value, self.position.seq)
        applying.followed(self.position, None)
        applying.describe(fingerprint_of(self._databases))

    def _apply(self, work: Callable[[Applying], None]) -> None:
        tables = self._environment.tables
        self._environment.write(
            lambda transaction: work(Applying(transaction, tables, self._databases))
        )


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch
