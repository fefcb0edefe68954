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
    refuse_own_code,
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
)
from entraide.desks.records.following import (
    follow,
    parent_of,
    put_under,
)
from entraide.desks.records.models import Record
from entraide.desks.records.queries import seen_for_writing
from entraide.desks.records.within import (
    add_within,
    correct_within,
    set_status_within,
    tell,
    withdraw_within,
)
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
        return add_within(writing, declared, (owner, reference), tidy, settled)

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
        correct_within(writing, record, declared, body, envelope)
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
            tell(writing, record, "restrict")
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
        withdraw_within(writing, record, reason)
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
        set_status_within(writing, record, change(record), right)
        return record

    return do


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


def _told(envelope: Envelope) -> Any:
    return {name: msgspec.to_builtins(getattr(envelope, name)) for name in Envelope.__slots__}
