"""What must hold of a record before an act or an import admits it to the truth."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from django.conf import settings

from entraide.desks.bureaus.policy import Actor, Right, Thing, overrides, require
from entraide.desks.bureaus.queries import bureau
from entraide.desks.records.envelope import Envelope, envelope_of
from entraide.desks.records.erasure import buried, tombstone
from entraide.desks.records.models import Record
from entraide.desks.records.writing import Writing
from entraide.engine.databases import by_code, by_number, enabled
from entraide.engine.schema.database import Body, Database
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.errors import Conflict, Invalid, NotFound
from entraide.language import _

LONGEST_REFERENCE: Final = 64
AS_THE_DATABASE_SAYS: Final = Envelope()


class Withdrawn(Conflict):
    """The record was withdrawn; its owner's reference is not taken again."""

    code = "withdrawn"
    sentence = _("This record was withdrawn. It does not come back under the same reference.")


class AlreadyThere(Conflict):
    """The owner has already a record under this reference."""

    code = "already_there"
    sentence = _("You already have a record under this reference. Correct that one.")


def declaration(database: str) -> Database:
    """The database of this code, if this hub has enabled it. Raises NotFound."""
    declared = by_code(database)
    if declared not in enabled(settings.HUB.configuration.organisation.databases):
        raise NotFound
    return declared


def declaration_for(actor: Actor, database: str, owner: str) -> Database:
    """The database of this code, once the actor may add this owner's records to it.

    Raises:
        NotFound: this hub has no such database, or no bureau under the owner's code takes part.
        NotAllowed: the actor does not write this owner's records in this database.
    """
    declared = declaration(database)
    require(actor, Right.ADD, Thing(owner, database))
    if overrides(actor, owner):
        bureau(owner)  # a code that was mistyped would own records that nobody can change
    return declared


def clean_reference(owner_ref: str) -> str:
    """The owner's reference, tidied as notices name it. Raises Invalid."""
    tidy = tidy_code(owner_ref)
    if len(tidy) > LONGEST_REFERENCE or tidy.startswith("~"):
        raise Invalid(
            "owner_ref",
            field="owner_ref",
            expected=_("Expected: the owner's own reference, of at most 64 characters."),
        )
    return tidy


def refuse_own_code(owner: str, hidden_from: Iterable[str] | None) -> None:
    """Raises Invalid where an owner would hide a record from itself."""
    if owner in (hidden_from or ()):
        raise Invalid(
            "own_code",
            field="restricted",
            expected=_("Expected: countries and entities other than the owner."),
        )


def refuse_taken(database: Database, owner: str, owner_ref: str) -> None:
    """Raises AlreadyThere or Withdrawn where the reference stands for a record."""
    if Record.objects.filter(database=database.number, owner=owner, owner_ref=owner_ref).exists():
        raise AlreadyThere
    if buried([tombstone(database.number, owner, owner_ref)]):
        raise Withdrawn


def merged(record: Record, envelope: Envelope, body: Body, writing: Writing) -> Envelope:
    """The record's envelope with what the owner changes in it.

    Raises:
        Invalid: as `Envelope.settled`; also to keep it longer without a reason.
        Conflict: it has come to its end, and the owner does not say until when to keep it.
    """
    return merged_on(record, envelope, body, today=writing.today, reason=writing.by.reason)


def merged_on(
    record: Record, envelope: Envelope, body: Body, *, today: date, reason: str
) -> Envelope:
    """`merged`, for those who only plan. Raises as it does."""
    if envelope == AS_THE_DATABASE_SAYS and (
        record.retention_until is None or record.retention_until > today
    ):
        return envelope_of(record)
    present = envelope_of(record)
    given = {name: getattr(envelope, name) for name in Envelope.__slots__}
    chosen = replace(present, **{name: told for name, told in given.items() if told is not None})
    end = chosen.retention_until
    if envelope.retention_until is None and end is not None and end <= today:
        raise Conflict("expired", _("This record has come to its end. Say until when to keep it."))
    if end and present.retention_until and end > present.retention_until and not reason:
        raise Invalid(
            "reason",
            _("Who keeps a record longer says why."),
            field="reason",
            expected=_("Expected: a reason of at most 500 characters."),
        )
    refuse_own_code(record.owner, chosen.restricted)
    return chosen.settled(by_number(record.database), body, today)
