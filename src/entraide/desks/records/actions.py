"""What may be done to records: add, correct, restrict, withdraw, suspend, restore.

Each act judges the right, validates, writes, journals and numbers its feed rows in one transaction
(`writing.act`). It gives `Done`; `visibility.settle` then waits until answers show it. Imports are
in `bulk.py`, the owner-wide restriction in `bureaus.actions`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import msgspec

from entraide.desks.bureaus.policy import Right, Thing, overrides, require
from entraide.desks.records.admission import (
    AS_THE_DATABASE_SAYS,
    Withdrawn,
    clean_reference,
    declaration_for,
    merged,
    refuse_own_code,
    refuse_taken,
)
from entraide.desks.records.envelope import (
    ACTIVE,
    SUSPENDED,
    SUSPENDED_BY_SECRETARIAT,
    SUSPENDED_WITH_PARENT,
    WITHDRAWN,
    Envelope,
    Ref,
    as_found,
    codes,
    put_body,
    put_into,
)
from entraide.desks.records.erasure import destroy
from entraide.desks.records.following import (
    follow,
    parent_of,
    put_under,
    with_parent,
    withdraw_following,
)
from entraide.desks.records.hub_keys import digests
from entraide.desks.records.models import Record
from entraide.desks.records.queries import seen_for_writing
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.databases import by_number
from entraide.engine.schema.cleaning import clean_body
from entraide.engine.schema.database import Database
from entraide.engine.schema.vocabulary import Deletion
from entraide.errors import Conflict, Invalid, NotAllowed
from entraide.language import _

LONGEST_REASON: Final = 500


def add(
    by: By,
    database: str,
    *,
    owner: str,
    owner_ref: str,
    body: Mapping[str, Any],
    envelope: Envelope = AS_THE_DATABASE_SAYS,
) -> Done:
    """Adds a record.

    Raises:
        NotAllowed: the actor does not write this owner's records in this database.
        Invalid: the body, the envelope or the reference is not right.
        AlreadyThere, Withdrawn: by its owner's reference.
    """
    declared = declaration_for(by.actor, database, owner)
    reference = clean_reference(owner_ref)
    today = by.clock.now().date()
    tidy = clean_body(declared, body, today=today, owner=owner)
    settled = envelope.settled(declared, tidy, today)
    refuse_own_code(owner, settled.restricted)

    def do(writing: Writing) -> Record:
        refuse_taken(declared, owner, reference)
        full, parent = with_parent(declared, owner, tidy)
        record = new_record(writing, declared, owner, reference)
        put_body(record, declared, full)
        put_into(record, settled)
        put_under(record, parent)
        writing.add(record)
        follow(writing, record, is_new=True)
        writing.journal("add", record, changes=digests({}, full))
        _tell(writing, record, "add")
        return record

    return act(by, ["add", database, owner, reference, tidy, _told(settled)], do)


def correct(
    by: By,
    ref: Ref,
    *,
    version: int,
    body: Mapping[str, Any],
    envelope: Envelope = AS_THE_DATABASE_SAYS,
) -> Done:
    """Replaces the body, and whatever the envelope names; the rest of the envelope stays.

    `version` is the one that the actor has read.

    Raises:
        NotFound: no such record, or not for this actor.
        NotAllowed: it is another's.
        Conflict: it has changed since it was read, or was withdrawn.
        Invalid: the body or the envelope is not right.
    """

    def do(writing: Writing) -> Record:
        record, declared = _taken(writing, Right.CORRECT, ref, version)
        before = as_found(record)
        tidy = clean_body(declared, body, today=writing.today, owner=record.owner)
        full, parent = with_parent(declared, record.owner, tidy)
        put_body(record, declared, full)
        put_into(record, merged(record, envelope, full, writing))
        put_under(record, parent)
        record.batch = None
        if writing.revise(record, before):
            follow(writing, record)
            writing.journal("correct", record, changes=digests(before.body, full))
            _tell(writing, record, "correct")
        return record

    return act(by, ["correct", ref, version, body, _told(envelope)], do)


def restrict(by: By, ref: Ref, *, version: int, hidden_from: Iterable[str]) -> Done:
    """Hides the record from exactly these countries and entities; an empty list from nobody.

    Who acts for the owner may hide it from more, never from fewer.

    Raises:
        NotFound, NotAllowed, Conflict: as for `correct`.
        Invalid: a code that is none, or the owner's own.
    """
    wanted = codes(hidden_from)

    def do(writing: Writing) -> Record:
        record, _declared = _taken(writing, Right.RESTRICT, ref, version)
        refuse_own_code(record.owner, wanted)
        if overrides(by.actor, record.owner) and not set(record.restricted) <= set(wanted):
            raise NotAllowed("owner_lifts", _("Only the owner can lift its restrictions."))
        before = as_found(record)
        record.restricted = wanted
        put_under(record, parent_of(record))
        if writing.revise(record, before):
            follow(writing, record)
            writing.journal("restrict", record, about=" ".join(wanted))
            _tell(writing, record, "restrict")
        return record

    return act(by, ["restrict", ref, version, wanted], do)


def withdraw(by: By, ref: Ref, *, reason: Deletion) -> Done:
    """Withdraws the record and what follows from it. Bodies, past versions and references are gone.

    Raises:
        NotFound: no such record, or not for this actor.
        Withdrawn: it is withdrawn already.
        NotAllowed: it is another's.
    """

    def do(writing: Writing) -> Record:
        record, _declared = _taken(writing, Right.WITHDRAW, ref, None)
        withdraw_following(writing, record, reason)
        destroy(writing, record, reason)
        writing.journal("withdraw", record, reason=reason)
        _tell(writing, record, "withdraw", reason=reason)
        return record

    return act(by, ["withdraw", ref, reason], do)


def suspend(by: By, ref: Ref) -> Done:
    """Hides the record from every answer until it is restored.

    Raises:
        NotFound, NotAllowed: as for `correct`.
        Conflict: it is suspended already.
    """

    def change(record: Record) -> int:
        if record.status not in {ACTIVE, SUSPENDED_WITH_PARENT}:
            raise Conflict("suspended", _("This record is already suspended."))
        return SUSPENDED_BY_SECRETARIAT if overrides(by.actor, record.owner) else SUSPENDED

    return act(by, ["suspend", ref], _changing_status(Right.SUSPEND, ref, change))


def restore(by: By, ref: Ref) -> Done:
    """Lets a suspended record be answered again.

    Raises:
        NotFound, NotAllowed: as for `correct`; what the secretariat suspended, it restores.
        Conflict: it is not suspended, or what it follows from is.
    """

    def change(record: Record) -> int:
        if record.status not in {SUSPENDED, SUSPENDED_BY_SECRETARIAT}:
            raise Conflict(
                "not_suspended", _("This record is not suspended, or only with its parent.")
            )
        if record.status == SUSPENDED_BY_SECRETARIAT and not overrides(by.actor, record.owner):
            raise NotAllowed("interim_measure", _("The secretariat suspended this record."))
        return ACTIVE

    return act(by, ["restore", ref], _changing_status(Right.RESTORE, ref, change))


def _changing_status(
    right: Right, ref: Ref, change: Callable[[Record], int]
) -> Callable[[Writing], Record]:
    def do(writing: Writing) -> Record:
        record, _declared = _taken(writing, right, ref, None)
        before = as_found(record)
        record.status = change(record)
        put_under(record, parent_of(record))
        writing.revise(record, before, always=True)
        follow(writing, record)
        writing.journal(right, record)
        _tell(writing, record, right)
        return record

    return do


def new_record(writing: Writing, database: Database, owner: str, owner_ref: str) -> Record:
    """A row with its id, still without body and envelope."""
    return Record(
        database=database.number,
        id=writing.next_ids(database.number, 1),
        owner=owner,
        owner_ref=owner_ref,
        status=ACTIVE,
    )


def _taken(
    writing: Writing, right: Right, ref: Ref, version: int | None
) -> tuple[Record, Database]:
    """The record that an act is about, once the actor may see it, may act and has read it."""
    actor = writing.by.actor
    record = seen_for_writing(actor, ref, writing.now)
    require(actor, right, Thing(record.owner, ref.database))
    if record.status == WITHDRAWN:
        raise Withdrawn
    if overrides(actor, record.owner) and not 0 < len(writing.by.reason) <= LONGEST_REASON:
        raise Invalid(
            "reason",
            _("Whoever acts for the owner says why."),
            field="reason",
            expected=_("Expected: a reason of at most 500 characters."),
        )
    if version is not None and version != record.version:
        raise Conflict
    return record, by_number(record.database)


def _tell(writing: Writing, record: Record, what: str, **told: Any) -> None:
    if overrides(writing.by.actor, record.owner):
        writing.tell_owner(record.owner, what, record, **told)


def _told(envelope: Envelope) -> Any:
    return {name: msgspec.to_builtins(getattr(envelope, name)) for name in Envelope.__slots__}
