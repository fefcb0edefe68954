"""What follows from a record, in the transaction of the act, so that no follower looks it up.

A notice copies its person's identity; the person's documents become rows of their own.

    persons → notices → travel documents under notice

Whatever happens to the one happens to those that follow from it: corrected, withdrawn, suspended,
restored, and hidden from whomever it is hidden from.
"""

from typing import Final

from django.db.models import QuerySet

from entraide.desks.records.envelope import (
    ACTIVE,
    SUSPENDED_WITH_PARENT,
    WITHDRAWN,
    as_found,
    body_of,
    put_body,
)
from entraide.desks.records.erasure import destroy
from entraide.desks.records.models import Record
from entraide.desks.records.writing import Writing
from entraide.engine.databases import by_code
from entraide.engine.databases.derive import documents_under_notice, identified_notice
from entraide.engine.schema.database import Body, Database
from entraide.engine.schema.vocabulary import Deletion
from entraide.errors import Invalid
from entraide.language import _

PERSONS: Final = by_code("persons")
NOTICES: Final = by_code("notices")
DOCUMENTS: Final = by_code("travel_documents_under_notice")

MIRRORED: Final = (
    *("purposes", "confidentiality", "handling", "restricted", "retention_until"),
    *("reliability", "accuracy"),
)
"""What a document row has of its notice."""


def with_parent(database: Database, owner: str, body: Body) -> tuple[Body, Record | None]:
    """The body with what is copied into it, and the record that it follows from.

    Raises:
        Invalid: a notice names a person that its owner has not recorded (code "no_such_person").
    """
    if database.code != NOTICES.code:
        return body, None
    reference = body.get("person")
    if reference is None:
        return identified_notice(body, None), None
    person = (
        Record.objects.filter(database=PERSONS.number, owner=owner, owner_ref=reference)
        .exclude(status=WITHDRAWN)
        .first()
    )
    if person is None:
        raise Invalid(
            "no_such_person",
            _("There is no such person among the owner's records."),
            field="person",
            expected=_("Expected: the reference of a person that %(owner)s has recorded."),
            owner=owner,
        )
    return identified_notice(body, body_of(person, PERSONS)), person


def put_under(record: Record, parent: Record | None) -> None:
    """Ties a record to the one that it follows from, and to what that one is."""
    record.parent_database = parent.database if parent else None
    record.parent_id = parent.id if parent else None
    record.status = _status_under(record.status, parent)
    if parent:
        record.restricted = tuple(sorted({*record.restricted, *parent.restricted}))


def parent_of(record: Record) -> Record | None:
    """The record that this one follows from."""
    if record.parent_database is None or record.parent_id is None:
        return None
    return Record.objects.get(database=record.parent_database, id=record.parent_id)


def children(record: Record) -> QuerySet[Record]:
    """The records that follow from this one and are not withdrawn."""
    return (
        Record.objects.filter(parent_database=record.database, parent_id=record.id)
        .exclude(status=WITHDRAWN)
        .order_by("database", "id")
    )


def follow(writing: Writing, record: Record, *, is_new: bool = False) -> None:
    """Brings what follows from this record up to it; from one that `is_new`, nothing does yet."""
    if record.database == PERSONS.number and not is_new:
        for notice in children(record):
            _reidentify(writing, notice, record)
            follow(writing, notice)
    elif record.database == NOTICES.number:
        _bring_documents(writing, record, is_new=is_new)


def withdraw_following(writing: Writing, record: Record, reason: Deletion) -> None:
    """Withdraws all that follows from a record, the last first."""
    for child in children(record):
        withdraw_following(writing, child, reason)
        destroy(writing, child, reason, may_return=child.database == DOCUMENTS.number)
        writing.journal("withdraw", child, about="follows", reason=reason)


def _status_under(status: int, parent: Record | None) -> int:
    if status not in {ACTIVE, SUSPENDED_WITH_PARENT}:
        return status
    return ACTIVE if parent is None or parent.status == ACTIVE else SUSPENDED_WITH_PARENT


def _reidentify(writing: Writing, notice: Record, person: Record) -> None:
    """Gives a notice the identity, the state and the restrictions that its person has now."""
    before = as_found(notice)
    put_body(notice, NOTICES, identified_notice(before.body, body_of(person, PERSONS)))
    put_under(notice, person)
    if writing.revise(notice, before):
        writing.journal("follow", notice)


def _bring_documents(writing: Writing, notice: Record, *, is_new: bool) -> None:
    """The rows of the documents of a notice's person: added, changed and taken away.

    A notice that no longer names a person has none left.
    """
    person = parent_of(notice)
    present = {} if is_new else {row.owner_ref: row for row in children(notice)}
    wanted = documents_under_notice(
        notice.owner_ref,
        body_of(notice, NOTICES),
        None if person is None else body_of(person, PERSONS),
    )
    for reference, body in wanted:
        row = present.pop(reference, None)
        if row is None:
            _add_document(writing, notice, reference, body)
        else:
            _change_document(writing, notice, row, body)
    for row in present.values():
        destroy(writing, row, Deletion.SOURCE_REQUEST, may_return=True)
        writing.journal("withdraw", row, about="follows")


def _add_document(writing: Writing, notice: Record, reference: str, body: Body) -> None:
    row = Record(
        database=DOCUMENTS.number,
        id=writing.next_ids(DOCUMENTS.number, 1),
        owner=notice.owner,
        owner_ref=reference,
        status=ACTIVE,
        batch=notice.batch,
    )
    _mirror(row, notice, body)
    writing.add(row)


def _change_document(writing: Writing, notice: Record, row: Record, body: Body) -> None:
    before = as_found(row)
    _mirror(row, notice, body)
    if writing.revise(row, before):
        writing.journal("follow", row)


def _mirror(row: Record, notice: Record, body: Body) -> None:
    put_body(row, DOCUMENTS, body)
    for name in MIRRORED:
        setattr(row, name, getattr(notice, name))
    put_under(row, notice)
