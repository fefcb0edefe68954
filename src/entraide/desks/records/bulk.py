"""Many records at once, as imports write them: in slices, each of them undone with its batch.

The pen is held for at most about 100 ms at a time, so that nobody waits behind a million rows. Each
row is judged by itself: what is refused is told with its line, and the rest goes on. A slice, the
batch's place in the file and its counts are committed together, so that an import which was cut off
goes on where it stopped.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from time import perf_counter
from typing import Final

from django.conf import settings

from entraide.desks.bureaus.policy import Right, Thing, overrides, require
from entraide.desks.records.admission import Withdrawn, declaration_for, merged
from entraide.desks.records.envelope import (
    ACTIVE,
    as_found,
    encode,
    envelope_of,
    put_body,
    put_into,
)
from entraide.desks.records.following import NOTICES, PERSONS, follow, put_under, with_parent
from entraide.desks.records.hub_keys import digests
from entraide.desks.records.models import Batch, BatchAdded, Record
from entraide.desks.records.rows import (
    Incoming,
    Outcome,
    Prepared,
    differences,
    outcome_of,
    prepared_rows,
    refusal_of,
    standing,
    twice,
)
from entraide.desks.records.visibility import hide
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.databases import by_number
from entraide.errors import Conflict, EntraideError
from entraide.language import _

LONGEST_HOLD: Final = 0.06
"""Seconds for which a slice aims to hold the pen; its size follows from how long the last took."""
FEWEST: Final = 20
MOST: Final = 5000
_FIRST: Final = 200


@dataclass(frozen=True, slots=True)
class Slice:
    """What one transaction did.

    Attributes:
        is_hidden: whether no answer shows any more what it hides.
    """

    outcomes: list[Outcome]
    done: Done
    is_hidden: bool


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
        refused, prepared = prepared_rows(by, declared, batch.owner, some)
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
    by: By, batch: Batch, line: int, refused: list[Outcome], prepared: list[Prepared]
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

    def put(self, prepared: list[Prepared]) -> list[Outcome]:
        """The outcome of each row."""
        owner = self.batch.owner
        present, withdrawn = standing(self.database, owner, prepared)
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
                outcomes.append(refusal_of(row, error))
                continue
            present[row.owner_ref] = record
            added.append(record)
            outcomes.append(outcome_of(row, "added", record))
        self._add(added)
        return outcomes

    def _new(self, row: Prepared, id: int) -> Record:
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

    def _change(self, record: Record, row: Prepared) -> Outcome:
        before = as_found(record)
        full, parent = with_parent(self.database, self.batch.owner, row.body)
        envelope = merged(record, row.envelope, full, self.writing)
        if encode(full) == encode(before.body) and envelope == envelope_of(record):
            return outcome_of(row, "unchanged", record)
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
        return outcome_of(row, "changed", record, differences(before.body, full))


def _running(batch: Batch) -> None:
    if batch.state != Batch.State.RUNNING:
        raise Conflict("batch_closed", _("This import is finished."))


def _digest(records: Iterable[Record]) -> str:
    content = sha256()
    for record in records:
        content.update(b"%d:%d:" % (record.id, record.version))
        content.update(record.body)
    return content.hexdigest()
