"""Many records at once, as imports write them: planned first, put in slices, undone as one.

The pen is held for at most about 100 ms at a time, so that nobody waits behind a million rows. Each
row is judged by itself: what is refused is told with its line, and the rest goes on. A slice, the
batch's place in the file and its counts are committed together, so that an import which was cut off
goes on where it stopped.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from time import perf_counter
from typing import Any, Final

from django.conf import settings

from entraide.desks.bureaus.policy import Right, Thing, overrides, require
from entraide.desks.records.actions import (
    AS_THE_DATABASE_SAYS,
    Withdrawn,
    clean_reference,
    declaration_for,
    merged,
    merged_on,
    refuse_own_code,
)
from entraide.desks.records.envelope import (
    ACTIVE,
    Envelope,
    Ref,
    as_found,
    body_of,
    encode,
    envelope_of,
    put_body,
    put_into,
)
from entraide.desks.records.erasure import buried, tombstone
from entraide.desks.records.following import NOTICES, PERSONS, follow, put_under, with_parent
from entraide.desks.records.models import Batch, BatchAdded, Record
from entraide.desks.records.visibility import hide
from entraide.desks.records.writing import By, Done, Writing, act, digests
from entraide.engine.databases import by_number
from entraide.engine.schema.cleaning import clean_body
from entraide.engine.schema.database import Body, Database
from entraide.errors import Conflict, EntraideError
from entraide.language import _

LONGEST_HOLD: Final = 0.06
"""Seconds for which a slice aims to hold the pen; its size follows from how long the last took."""
FEWEST: Final = 20
MOST: Final = 5000
_FIRST: Final = 200
_KEYS_AT_ONCE: Final = 400


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row as it was read: its line in the file, the owner's reference, raw values.

    Attributes:
        problem: why it is refused whatever the truth says: it could not even be read.
    """

    line: int
    owner_ref: str
    body: Mapping[str, Any]
    envelope: Envelope = AS_THE_DATABASE_SAYS
    problem: EntraideError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes, or became, of a row.

    Attributes:
        what: "added", "changed", "unchanged" or "refused".
        changes: field → value before and after (None for absent), of a changed row.
        error: why it was refused; `line` of an Invalid is set.
    """

    line: int
    owner_ref: str
    what: str
    ref: Ref | None = None
    changes: Mapping[str, tuple[Any, Any]] | None = None
    error: EntraideError | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """What one transaction did.

    Attributes:
        is_hidden: whether no answer shows any more what it hides.
    """

    outcomes: list[Outcome]
    done: Done
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A row that is right by itself, before it meets the truth."""

    line: int
    owner_ref: str
    body: Body
    envelope: Envelope
    settled: Envelope


def open_batch(by: By, database: str, owner: str, *, source: str, digest: str) -> Batch:
    """The batch of this file: a new one, or the one that was cut off, with its place in the file.

    Args:
        by: who imports.
        database: into which database, its code.
        owner: whose records they will be.
        source: what the file is called.
        digest: SHA-256 of the file, hexadecimal.

    Raises:
        NotAllowed: the actor does not write this owner's records in this database.
    """
    declared = declaration_for(by.actor, database, owner)
    same = {"database": declared.number, "owner": owner, "digest": digest}

    def do(writing: Writing) -> str:
        batch = Batch.objects.filter(**same, state=Batch.State.RUNNING).last()
        if batch is None:
            batch = Batch.objects.create(
                **same, actor=by.actor.name, source=source[:200], started_at=writing.now
            )
            writing.journal("import", about=f"batch:{batch.pk}", batch=batch.pk)
        return str(batch.pk)

    return Batch.objects.get(pk=act(by, None, do).about)


def plan_many(by: By, database: str, owner: str, rows: Iterable[Incoming]) -> Iterator[Outcome]:
    """What `put_many` would do with each row, without writing anything.

    A row that follows from another row of the same file (a notice and its person) must come after
    that one was put: the plan knows only what is in the truth.
    """
    declared = declaration_for(by.actor, database, owner)
    waiting = iter(rows)
    planned: dict[int, int] = {}
    while some := list(islice(waiting, _KEYS_AT_ONCE)):
        outcomes, prepared = _prepared(by, declared, owner, some)
        present = _present(declared, owner, prepared)
        withdrawn = _withdrawn(declared, owner, prepared, present)
        for row in prepared:
            record = present.get(row.owner_ref)
            if row.owner_ref in withdrawn:
                outcome = _refused(row, Withdrawn())
            elif record is None:
                outcome = _outcome(row, "added")
            else:
                outcome = _planned_change(by, declared, record, row)
            outcomes.append(_planned_once(planned, row, outcome))
        yield from sorted(outcomes, key=lambda outcome: outcome.line)


def put_many(by: By, batch: Batch, rows: Iterable[Incoming]) -> Iterator[Slice]:
    """Puts rows in slices; each slice is committed when it is given.

    Rows up to `batch.line` were put before and are passed over.

    Raises:
        Conflict: the batch is finished (code "batch_closed").
    """
    declared = by_number(batch.database)
    require(by.actor, Right.ADD, Thing(batch.owner, declared.code))
    waiting = (row for row in rows if row.line > batch.line)
    size = _FIRST
    while some := list(islice(waiting, size)):
        refused, prepared = _prepared(by, declared, batch.owner, some)
        began = perf_counter()
        yield _put_slice(by, batch, some[-1].line, refused, prepared)
        took = perf_counter() - began
        size = min(MOST, 2 * size, max(FEWEST, int(size * LONGEST_HOLD / max(took, 0.001))))


def finish_batch(by: By, batch: Batch) -> Done:
    """Ends a batch; tells the owner, once, where somebody else imported for it."""

    def do(writing: Writing) -> str:
        _running(batch)
        batch.state, batch.finished_at = Batch.State.DONE, writing.now
        batch.save(update_fields=["state", "finished_at"])
        if overrides(by.actor, batch.owner):
            count = batch.counts.get("added", 0) + batch.counts.get("changed", 0)
            writing.tell_owner(batch.owner, "import", None, database=batch.database, records=count)
        return str(batch.pk)

    return act(by, None, do)


def _put_slice(
    by: By, batch: Batch, line: int, refused: list[Outcome], prepared: list[_Prepared]
) -> Slice:
    outcomes: list[Outcome] = []

    def do(writing: Writing) -> str:
        _running(batch)
        outcomes[:] = sorted(
            [*refused, *_Slice(writing, batch).put(prepared)], key=lambda outcome: outcome.line
        )
        for outcome in outcomes:
            batch.counts[outcome.what] = batch.counts.get(outcome.what, 0) + 1
        batch.line = line
        batch.save(update_fields=["line", "counts"])
        return str(batch.pk)

    counts, before = dict(batch.counts), batch.line
    try:
        done = act(by, None, do)
    except BaseException:
        batch.counts, batch.line = counts, before
        raise
    return Slice(outcomes, done, hide(settings.HUB, done))


class _Slice:
    """Puts the prepared rows of one transaction."""

    def __init__(self, writing: Writing, batch: Batch) -> None:
        self.writing, self.batch = writing, batch
        self.database = by_number(batch.database)
        self.has_followers = self.database.code in {PERSONS.code, NOTICES.code}

    def put(self, prepared: list[_Prepared]) -> list[Outcome]:
        """The outcome of each row."""
        owner = self.batch.owner
        present = _present(self.database, owner, prepared)
        withdrawn = _withdrawn(self.database, owner, prepared, present)
        outcomes: list[Outcome] = []
        added: list[Record] = []
        first = self.writing.next_ids(self.database.number, len(prepared))
        for row in prepared:
            record = present.get(row.owner_ref)
            try:
                if row.owner_ref in withdrawn:
                    raise Withdrawn
                if record is not None:
                    outcomes.append(self._change(record, row))
                    continue
                record = self._new(row, first + len(added))
            except EntraideError as error:
                outcomes.append(_refused(row, error))
                continue
            present[row.owner_ref] = record
            added.append(record)
            outcomes.append(_outcome(row, "added", record))
        self._add(added)
        return outcomes

    def _new(self, row: _Prepared, id: int) -> Record:
        full, parent = with_parent(self.database, self.batch.owner, row.body)
        record = Record(
            database=self.database.number,
            id=id,
            owner=self.batch.owner,
            owner_ref=row.owner_ref,
            status=ACTIVE,
            batch=self.batch.pk,
        )
        put_body(record, self.database, full)
        put_into(record, row.settled)
        put_under(record, parent)
        return record

    def _add(self, added: list[Record]) -> None:
        for record in added:
            self.writing.add(record)
        if not added:
            return
        if self.has_followers:
            self.writing.flush_new()
            for record in added:
                follow(self.writing, record, is_new=True)
        first, last = added[0].id, added[-1].id
        BatchAdded.objects.create(
            batch=self.batch.pk, database=self.database.number, first=first, last=last
        )
        self.writing.journal(
            "import",
            about=f"batch:{self.batch.pk}",
            batch=self.batch.pk,
            records=len(added),
            changes={"records": [str(first), str(last)], "digest": ["", _digest(added)]},
        )

    def _change(self, record: Record, row: _Prepared) -> Outcome:
        before = as_found(record)
        full, parent = with_parent(self.database, self.batch.owner, row.body)
        envelope = merged(record, row.envelope, full, self.writing)
        if encode(full) == encode(before.body) and envelope == envelope_of(record):
            return _outcome(row, "unchanged", record)
        if record.batch == self.batch.pk:
            raise twice()
        put_body(record, self.database, full)
        put_into(record, envelope)
        put_under(record, parent)
        record.batch = self.batch.pk
        self.writing.revise(record, before, batch=self.batch.pk)
        if self.has_followers:
            follow(self.writing, record)
        self.writing.journal(
            "correct", record, batch=self.batch.pk, changes=digests(before.body, full)
        )
        return _outcome(row, "changed", record, _differences(before.body, full))


def _prepared(
    by: By, database: Database, owner: str, rows: Iterable[Incoming]
) -> tuple[list[Outcome], list[_Prepared]]:
    """What can be said of rows without the truth: those refused, and those to go on with."""
    today = by.clock.now().date()
    refused, prepared = [], []
    for row in rows:
        try:
            if row.problem is not None:
                raise row.problem
            reference = clean_reference(row.owner_ref)
            body = clean_body(database, row.body, today=today, owner=owner)
            settled = row.envelope.settled(database, body, today)
            refuse_own_code(owner, row.envelope.restricted)
        except EntraideError as error:
            refused.append(_refused(row, error))
        else:
            prepared.append(_Prepared(row.line, reference, body, row.envelope, settled))
    return refused, prepared


def _present(database: Database, owner: str, prepared: list[_Prepared]) -> dict[str, Record]:
    """The owner's records under these references."""
    references = [row.owner_ref for row in prepared]
    found: dict[str, Record] = {}
    for start in range(0, len(references), _KEYS_AT_ONCE):
        rows = Record.objects.filter(
            database=database.number,
            owner=owner,
            owner_ref__in=references[start : start + _KEYS_AT_ONCE],
        )
        found.update((row.owner_ref, row) for row in rows)
    return found


def _withdrawn(
    database: Database, owner: str, prepared: list[_Prepared], present: Mapping[str, Record]
) -> set[str]:
    """The references that were withdrawn and do not come back."""
    asked = {
        tombstone(database.number, owner, row.owner_ref): row.owner_ref
        for row in prepared
        if row.owner_ref not in present
    }
    return {asked[digest] for digest in buried(asked)}


def _planned_change(by: By, database: Database, record: Record, row: _Prepared) -> Outcome:
    before = body_of(record, database)
    try:
        full, _parent = with_parent(database, record.owner, row.body)
        envelope = merged_on(
            record, row.envelope, full, today=by.clock.now().date(), reason=by.reason
        )
    except EntraideError as error:
        return _refused(row, error)
    if encode(before) == encode(full) and envelope == envelope_of(record):
        return _outcome(row, "unchanged", record)
    return _outcome(row, "changed", record, _differences(before, full))


def _planned_once(planned: dict[int, int], row: _Prepared, outcome: Outcome) -> Outcome:
    """The outcome, if the file has not put this reference before; `planned` holds digests only."""
    if outcome.what not in {"added", "changed"}:
        return outcome
    reference, what = hash(row.owner_ref), hash((encode(row.body), row.envelope))
    if reference not in planned:
        planned[reference] = what
        return outcome
    return _outcome(row, "unchanged") if planned[reference] == what else _refused(row, twice())


def twice() -> Conflict:
    """The refusal of a row whose reference the file has had before, with other values."""
    return Conflict("twice", _("The file has this reference twice, with other values."))


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        name: (before.get(name), after.get(name))
        for name in [*after, *(name for name in before if name not in after)]
        if before.get(name) != after.get(name)
    }


def _outcome(
    row: Incoming | _Prepared,
    what: str,
    record: Record | None = None,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> Outcome:
    ref = None if record is None else Ref(by_number(record.database).code, record.id)
    return Outcome(line=row.line, owner_ref=row.owner_ref, what=what, ref=ref, changes=changes)


def _refused(row: Incoming | _Prepared, error: EntraideError) -> Outcome:
    return Outcome(line=row.line, owner_ref=row.owner_ref, what="refused", error=error)


def _running(batch: Batch) -> None:
    if batch.state != Batch.State.RUNNING:
        raise Conflict("batch_closed", _("This import is finished."))


def _digest(records: Iterable[Record]) -> str:
    content = sha256()
    for record in records:
        content.update(b"%d:%d:" % (record.id, record.version))
        content.update(record.body)
    return content.hexdigest()
