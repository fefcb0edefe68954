"""What an act does to a record while it holds the pen, for acts that write several at once.

Rights and what was read are judged by whoever holds the pen (`actions`, `desks.notices.actions`).
"""

from collections.abc import Mapping
from typing import Any

from entraide.desks.bureaus.policy import overrides
from entraide.desks.records.admission import merged, refuse_taken
from entraide.desks.records.envelope import ACTIVE, Envelope, as_found, put_body, put_into
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
from entraide.desks.records.writing import Writing
from entraide.engine.schema.cleaning import clean_body
from entraide.engine.schema.database import Body, Database
from entraide.engine.schema.vocabulary import Deletion


def add_within(
    writing: Writing,
    declared: Database,
    name: tuple[str, str],
    body: Body,
    envelope: Envelope,
) -> Record:
    """Adds a record of a cleaned body and a settled envelope; `name` is owner and reference.

    Raises:
        AlreadyThere, Withdrawn: by its owner's reference.
        Invalid: it names a person that the owner has not recorded.
    """
    owner, reference = name
    refuse_taken(declared, owner, reference)
    full, parent = with_parent(declared, owner, body)
    record = new_record(writing, declared, owner, reference)
    put_body(record, declared, full)
    put_into(record, envelope)
    put_under(record, parent)
    writing.add(record)
    follow(writing, record, is_new=True)
    writing.journal("add", record, changes=digests({}, full))
    tell(writing, record, "add")
    return record


def correct_within(
    writing: Writing,
    record: Record,
    declared: Database,
    body: Mapping[str, Any],
    envelope: Envelope,
) -> bool:
    """Replaces its body, and of its envelope what is named; False if nothing changed.

    Raises:
        Invalid: the body or the envelope is not right.
        Conflict: it has come to its end.
    """
    before = as_found(record)
    tidy = clean_body(declared, body, today=writing.today, owner=record.owner)
    full, parent = with_parent(declared, record.owner, tidy)
    put_body(record, declared, full)
    put_into(record, merged(record, envelope, full, writing))
    put_under(record, parent)
    record.batch = None
    if not writing.revise(record, before):
        return False
    follow(writing, record)
    writing.journal("correct", record, changes=digests(before.body, full))
    tell(writing, record, "correct")
    return True


def set_status_within(writing: Writing, record: Record, status: int, what: str) -> None:
    """Suspends or restores it, and what follows from it."""
    before = as_found(record)
    record.status = status
    put_under(record, parent_of(record))
    writing.revise(record, before, always=True)
    follow(writing, record)
    writing.journal(what, record)
    tell(writing, record, what)


def withdraw_within(writing: Writing, record: Record, reason: Deletion) -> None:
    """Withdraws it and what follows from it: bodies, past versions and references are gone."""
    withdraw_following(writing, record, reason)
    destroy(writing, record, reason)
    writing.journal("withdraw", record, reason=reason)
    tell(writing, record, "withdraw", reason=reason)


def new_record(writing: Writing, database: Database, owner: str, owner_ref: str) -> Record:
    """A row with its id, still without body and envelope."""
    return Record(
        database=database.number,
        id=writing.next_ids(database.number, 1),
        owner=owner,
        owner_ref=owner_ref,
        status=ACTIVE,
    )


def tell(writing: Writing, record: Record, what: str, **told: Any) -> None:
    """Tells the owner what somebody else did to its record."""
    if overrides(writing.by.actor, record.owner):
        writing.tell_owner(record.owner, what, record, **told)
