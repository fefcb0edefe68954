"""Undoing an import: what it added is withdrawn, what it changed becomes what it was before.

A record that somebody has changed since is left as it is, and counted.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import msgspec
from django.conf import settings

from entraide.desks.bureaus.policy import Right, Thing, overrides, require
from entraide.desks.records.envelope import WITHDRAWN, Envelope, as_found, put_body, put_into
from entraide.desks.records.erasure import destroy
from entraide.desks.records.following import follow, put_under, with_parent, withdraw_following
from entraide.desks.records.models import Batch, BatchAdded, Record, RecordVersion
from entraide.desks.records.visibility import hide
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.databases import by_number
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Deletion
from entraide.errors import Conflict, Invalid
from entraide.language import _

AT_ONCE: Final = 100
_DECODER: Final = msgspec.json.Decoder(RecordState)


class Undone(msgspec.Struct, frozen=True):
    """What one slice of an undoing did: records withdrawn, changed back, and left alone.

    Attributes:
        is_hidden: whether no answer shows any more what it hides.
    """

    withdrawn: int
    changed_back: int
    left: int
    done: Done
    is_hidden: bool


def undo_batch(by: By, batch: Batch) -> Iterator[Undone]:
    """Undoes an import in slices; each is committed when it is given. It may be begun again.

    Raises:
        NotAllowed: the actor does not write this owner's records.
        Conflict: the import is still running, or was undone.
    """
    code = by_number(batch.database).code
    require(by.actor, Right.WITHDRAW, Thing(batch.owner, code))
    if batch.state not in {Batch.State.DONE, Batch.State.UNDOING}:
        raise Conflict("batch_open", _("Only an import that is finished can be undone."))
    _set_state(by, batch, Batch.State.UNDOING)
    for added in BatchAdded.objects.filter(batch=batch.pk).order_by("-first"):
        for first in range(added.first, added.last + 1, AT_ONCE):
            run = (first, min(first + AT_ONCE - 1, added.last))
            yield _slice(by, batch, partial(_withdraw, batch=batch, run=run))
    while True:
        undone = _slice(by, batch, partial(_change_back, batch=batch))
        yield undone
        if undone.changed_back + undone.left == 0:
            break
    _set_state(by, batch, Batch.State.UNDONE)


def _slice(by: By, batch: Batch, do: Callable[[Writing], tuple[int, int, int]]) -> Undone:
    counts = (0, 0, 0)

    def work(writing: Writing) -> str:
        nonlocal counts
        counts = do(writing)
        writing.journal("undo", about=f"batch:{batch.pk}", batch=batch.pk, records=sum(counts[:2]))
        return str(batch.pk)

    done = act(by, None, work)
    return Undone(*counts, done, hide(settings.HUB, done))


def _withdraw(writing: Writing, batch: Batch, run: tuple[int, int]) -> tuple[int, int, int]:
    rows = Record.objects.filter(database=batch.database, id__range=run)
    withdrawn = left = 0
    for record in rows.exclude(status=WITHDRAWN).order_by("id"):
        if record.batch != batch.pk:
            left += 1
            continue
        withdraw_following(writing, record, Deletion.IMPORT_UNDONE)
        destroy(writing, record, Deletion.IMPORT_UNDONE)
        writing.journal("withdraw", record, reason=Deletion.IMPORT_UNDONE, batch=batch.pk)
        withdrawn += 1
    return withdrawn, 0, left


def _change_back(writing: Writing, batch: Batch) -> tuple[int, int, int]:
    changed = left = 0
    pasts = RecordVersion.objects.filter(batch=batch.pk, database=batch.database).order_by("pk")
    for past in pasts[:AT_ONCE]:
        record = Record.objects.get(database=past.database, id=past.record)
        is_untouched = record.batch == batch.pk and record.version == past.version + 1
        if is_untouched and _put_back(writing, record, past):
            changed += 1
        else:
            left += 1
        past.batch = None
        past.save(update_fields=["batch"])
    return 0, changed, left


def _put_back(writing: Writing, record: Record, past: RecordVersion) -> bool:
    """Gives the record its past body and envelope; False where its person is no longer there."""
    database, before = by_number(record.database), as_found(record)
    was = _DECODER.decode(bytes(past.state))
    try:
        body, parent = with_parent(database, record.owner, dict(was.body))
    except Invalid:
        return False
    put_body(record, database, body)
    put_into(
        record,
        Envelope(
            purposes=was.purposes,
            confidentiality=was.confidentiality,
            handling=was.handling,
            restricted=was.restricted,
            review_on=past.review_on,
            retention_until=past.retention_until,
            reliability=was.reliability,
            accuracy=was.accuracy,
        ),
    )
    put_under(record, parent)
    record.batch = past.was_batch
    writing.revise(record, before, always=True)
    follow(writing, record)
    writing.journal("undo", record)
    return True


def _set_state(by: By, batch: Batch, state: str) -> None:
    def do(writing: Writing) -> str:
        batch.state = state
        batch.save(update_fields=["state"])
        if state == Batch.State.UNDONE and overrides(by.actor, batch.owner):
            writing.tell_owner(batch.owner, "undo", None, database=batch.database)
        return str(batch.pk)

    act(by, None, do)
