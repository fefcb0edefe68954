"""Writing the truth: one transaction that holds records, journal, feed rows and what was asked.

One writer at a time, on both engines: SQLite's IMMEDIATE transactions and, on PostgreSQL, the lock
of the one row of `FeedHead`. So a feed number is never taken by a transaction that commits after a
later number: a reader that has seen 41 has seen all before it. Whatever can be checked before the
pen is taken is checked before; an import holds it for at most 100 ms at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

import msgspec
from django.db import OperationalError, transaction

from entraide.clock import Clock
from entraide.desks.bureaus.policy import Actor
from entraide.desks.notices.extract.keeping import keep
from entraide.desks.records.envelope import ACTIVE, Before, encode, narrows, state_of
from entraide.desks.records.feed_head import take_head
from entraide.desks.records.hub_keys import published
from entraide.desks.records.inserting import insert, insert_objects
from entraide.desks.records.models import (
    Act,
    FeedHead,
    FeedRow,
    IdCounter,
    Note,
    OwnerNotice,
    Record,
    RecordVersion,
    RequestSeen,
)
from entraide.engine.databases import by_code, by_number
from entraide.engine.schema.state import Position
from entraide.errors import Conflict, Unavailable
from entraide.language import _

LONGEST_KEY: Final = 128
_NOTICES: Final = by_code("notices").number


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who acts, by whose clock, why, and under which Idempotency-Key ("" for none)."""

    actor: Actor
    clock: Clock
    reason: str = ""
    request_key: str = ""


class Hidden(msgspec.Struct, frozen=True, array_like=True):
    """A record whose versions before this one must no longer be answered, at once."""

    database: int
    id: int
    version: int


class Done(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of an act; committed, and `visibility.settle` makes it seen.

    Attributes:
        about: the record's published reference, or what else the act was about.
        position: the act's last place in the feed.
        hides: records to be suppressed in the index until it has followed.
        shows: something is now answered that was not, or otherwise: the index must follow.
        notes: name → value, None for gone: to be put into the index.
    """

    about: str
    database: str = ""
    id: int = 0
    version: int = 0
    position: Position
    hides: tuple[Hidden, ...] = ()
    shows: bool = False
    notes: dict[str, Any] = {}


class Writing:
    """The pen, while one act holds it. Records, journal and feed are written through it only."""

    def __init__(self, by: By, head: FeedHead) -> None:
        self.by = by
        self.now = by.clock.now()
        self.hides: list[Hidden] = []
        self.shows = False
        self.notes: dict[str, Any] = {}
        self._head = head
        self._new: list[Record] = []
        self._rows: list[tuple[int, int, int, str]] = []
        self._notices_written: dict[int, Record] = {}
        self._acts: list[Act] = []
        self._versions: list[RecordVersion] = []
        self._notices: list[OwnerNotice] = []

    @property
    def today(self) -> date:
        """The day of the act, in UTC."""
        return self.now.date()

    def next_ids(self, database: int, count: int) -> int:
        """The first of `count` ids that no record of this database ever had."""
        counter, _made = IdCounter.objects.get_or_create(database=database)
        first = counter.last + 1
        counter.last += count
        counter.save(force_update=True)
        return first

    def add(self, record: Record) -> None:
        """Writes a record that is new."""
        record.created_at = record.updated_at = self.now
        record.version = 1
        self._new.append(record)
        self._feed(record)

    def flush_new(self) -> None:
        """Puts new records into the table, for those who must find them within the act."""
        insert_objects(Record, self._new)
        self._new.clear()

    def revise(
        self,
        record: Record,
        before: Before,
        *,
        batch: int | None = None,
        always: bool = False,
    ) -> bool:
        """Writes the record's next version and keeps what it was; False if nothing changed.

        Where fewer may see it than before, its older versions are hidden at once. `batch` is the
        import that changes it, so that it can be undone; `always` writes a version even where what
        leaves the truth is the same.
        """
        after = state_of(record)
        is_same = after == before.state and (record.review_on, record.retention_until) == (
            before.review_on,
            before.retention_until,
        )
        if is_same and not always:
            return False
        self._versions.append(
            RecordVersion(
                database=record.database,
                record=record.id,
                version=record.version,
                state=encode(before.state),
                review_on=before.review_on,
                retention_until=before.retention_until,
                replaced_at=self.now,
                batch=batch,
                was_batch=before.batch,
            )
        )
        self.rewrite(record, hides=narrows(before.state, after))
        return True

    def rewrite(self, record: Record, *, hides: bool) -> None:
        """Writes the record's next version over this one, of which nothing is kept.

        What it `hides` must not be answered, not even until the index has followed.
        """
        record.version += 1
        record.updated_at = self.now
        record.save(force_update=True)
        self._feed(record)
        if hides:
            self.hides.append(Hidden(record.database, record.id, record.version))

    def note(self, name: str, value: Any) -> None:
        """Puts a note beside the records; None takes it away."""
        Note.objects.update_or_create(name=name, defaults={"value": value})
        self._rows.append((0, 0, 0, name))
        self.notes[name] = value

    def journal(
        self, what: str, record: Record | None = None, *, about: str = "", **told: Any
    ) -> None:
        """Adds the journal's line of this act; `told` are further fields of `Act`."""
        actor = self.by.actor
        self._acts.append(
            Act(
                at=self.now,
                actor=actor.name,
                bureau=actor.bureau,
                what=what,
                about=about,
                database=record.database if record else None,
                record=record.id if record else None,
                version=record.version if record else None,
                **({"reason": self.by.reason} | told),
            )
        )

    def tell_owner(self, owner: str, what: str, record: Record | None, **told: Any) -> None:
        """Leaves a notice for an owner on whose record somebody else acted."""
        self._notices.append(
            OwnerNotice(
                owner=owner,
                at=self.now,
                actor=self.by.actor.name,
                bureau=self.by.actor.bureau,
                what=what,
                database=record.database if record else told.pop("database", None),
                record=record.id if record else None,
                **({"reason": self.by.reason} | told),
            )
        )

    def close(self) -> Position:
        """Writes what is left and numbers the feed; nothing may follow but the commit."""
        self.flush_new()
        keep(self._notices_written.values(), self.today)
        RecordVersion.objects.bulk_create(self._versions)
        Act.objects.bulk_create(self._acts)
        OwnerNotice.objects.bulk_create(self._notices)
        numbered = [(seq, *row) for seq, row in enumerate(self._rows, self._head.seq + 1)]
        insert(FeedRow, ("seq", "database", "record", "version", "note"), numbered)
        self._head.seq += len(numbered)
        self._head.save(update_fields=["seq"])
        return Position(self._head.epoch, self._head.seq)

    def _feed(self, record: Record) -> None:
        self.shows = self.shows or record.status == ACTIVE
        self._rows.append((record.database, record.id, record.version, ""))
        if record.database == _NOTICES:
            self._notices_written[record.id] = record


def act(by: By, asked: Any, do: Callable[[Writing], Record | str]) -> Done:
    """Does one act in one transaction; a second time under the same Idempotency-Key, only tells.

    Args:
        by: who acts.
        asked: all that was asked, so that another request under the same key is told apart.
        do: writes through the pen; gives the record, or in words what the act was about.

    Raises:
        Conflict: the key was used for another request (code "key_reused").
        Unavailable: the truth could not be written (code "truth").
    """
    fingerprint = sha256(msgspec.json.encode(asked, order="sorted")).hexdigest()
    try:
        with transaction.atomic():
            head = take_head()
            if (known := _seen(by, fingerprint)) is not None:
                return known
            writing = Writing(by, head)
            result = do(writing)
            done = _done(writing, result)
            if by.request_key:
                RequestSeen.objects.create(
                    actor=by.actor.name,
                    key=by.request_key,
                    fingerprint=fingerprint,
                    result=msgspec.to_builtins(done),
                    at=writing.now,
                )
            return done
    except OperationalError as problem:
        raise Unavailable("truth") from problem


def _seen(by: By, fingerprint: str) -> Done | None:
    if not by.request_key:
        return None
    seen = RequestSeen.objects.filter(actor=by.actor.name, key=by.request_key).first()
    if seen is None:
        return None
    if seen.fingerprint != fingerprint:
        raise Conflict(
            "key_reused", _("This Idempotency-Key was already used for another request.")
        )
    return msgspec.convert(seen.result, Done)


def _done(writing: Writing, result: Record | str) -> Done:
    position = writing.close()
    common: dict[str, Any] = {
        "position": position,
        "hides": tuple(writing.hides),
        "shows": writing.shows,
        "notes": writing.notes,
    }
    if isinstance(result, str):
        return Done(about=result, **common)
    return Done(
        about=published(result.database, result.id),
        database=by_number(result.database).code,
        id=result.id,
        version=result.version,
        **common,
    )
