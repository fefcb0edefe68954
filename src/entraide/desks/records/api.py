"""Records for programs: lists, full records, and every act on one's own."""

from datetime import date, datetime
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja import Status as Answered

from entraide.desks.bureaus.entering import clock
from entraide.desks.checks import asking
from entraide.desks.programs import caller
from entraide.desks.records import actions, queries
from entraide.desks.records.envelope import Envelope, Ref
from entraide.desks.records.queries import Filters, Head, Reading
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import Done
from entraide.engine.check.trail.lines import Manner
from entraide.engine.databases import by_code, databases
from entraide.engine.schema.vocabulary import Confidentiality, Deletion, Handling, Purpose, Status
from entraide.errors import NotFound

router = Router(tags=["records"])


class HeadOut(Schema):
    """What a list says of a record; `owner_ref` and `restricted` to its owner only."""

    reference: str
    owner: str
    owner_ref: str
    status: Status
    version: int
    confidentiality: int
    created_at: datetime
    updated_at: datetime
    retention_until: date | None
    restricted: list[str]


class ListOut(Schema):
    """A page of records; ask on with `after` = `next` until it is null."""

    records: list[HeadOut]
    next: str | None


class Wanted(Schema):
    """Which records are wanted."""

    purpose: Purpose
    owner: str | None = Field(None, max_length=8)
    owner_ref: str | None = Field(None, max_length=64)
    status: Status | None = None
    updated_since: datetime | None = None
    after: str | None = Field(None, max_length=32)


class EnvelopeFields(Schema):
    """What an owner decides beside the body; what is left out the database decides."""

    purposes: list[Purpose] | None = None
    confidentiality: Confidentiality | None = None
    handling: list[Handling] | None = None
    restricted: list[str] | None = None
    review_on: date | None = None
    retention_until: date | None = None


class NewRecord(EnvelopeFields):
    """A new record: its owner's reference and its body, as the database declares it."""

    owner_ref: str = Field(max_length=64)
    body: dict[str, Any]


class Correction(EnvelopeFields):
    """A corrected body, and the version that was read."""

    version: int
    body: dict[str, Any]


class Hiding(Schema):
    """From whom a record is hidden, all of them."""

    version: int
    hidden_from: list[str]


class Withdrawal(Schema):
    """Why a record is withdrawn."""

    reason: Deletion


class DoneOut(Schema):
    """What came of an act; not visible means committed, and shown within seconds."""

    reference: str
    version: int
    is_visible: bool


class RecordOut(Schema):
    """A whole record, as its body's version wrote it."""

    reference: str
    owner: str
    version: int
    body: dict[str, Any]


@router.get("/", response=list[str])
def codes(request: HttpRequest) -> list[str]:
    """The databases that this key may ask or write."""
    actor = caller(request).actor
    return [each.code for each in databases() if each.code in actor.databases | actor.writes]


@router.get("/{database}", response=ListOut)
def listed(request: HttpRequest, database: str, asked: Query[Wanted]) -> dict[str, Any]:
    """Records that exist for this key's bureau and purpose, in a stable order."""
    _known(database)
    asker = caller(request).asker
    filters = Filters(
        owner=asked.owner,
        owner_ref=asked.owner_ref,
        status=asked.status,
        updated_since=asked.updated_since,
    )
    after = queries.ref_for(asked.after) if asked.after else None
    found = queries.listed(
        asker, database, now=clock().now(), purpose=asked.purpose, filters=filters, after=after
    )
    last = found[-1].reference if len(found) == queries.MOST_LISTED else None
    return {"records": [_shown(head) for head in found], "next": last}


@router.get("/{database}/{reference}", response=RecordOut)
def full(
    request: HttpRequest, database: str, reference: str, purpose: Purpose, reason: str = ""
) -> dict[str, Any]:
    """One whole record. The trail says who read it before it leaves."""
    ref = _ref(database, reference)
    reading = Reading(
        purpose=purpose,
        trail=asking.service().trail,
        clock=clock(),
        manner=Manner.SENT,
        reason=reason[:100],
    )
    found = queries.disclose(caller(request).asker, [ref], reading)
    if not found:
        raise NotFound
    (state,) = found
    return {
        "reference": reference,
        "owner": state.owner,
        "version": state.version,
        "body": msgspec.to_builtins(state.body),
    }


@router.post("/{database}", response={201: DoneOut})
def add(request: HttpRequest, database: str, given: NewRecord) -> Answered[dict[str, Any]]:
    """Adds a record of the key's own bureau."""
    _known(database)
    who = caller(request)
    done = actions.add(
        who.by(request),
        database,
        owner=who.actor.bureau,
        owner_ref=given.owner_ref,
        body=given.body,
        envelope=_envelope(given),
    )
    return Answered(201, _done(done))


@router.put("/{database}/{reference}", response=DoneOut)
def correct(
    request: HttpRequest, database: str, reference: str, given: Correction
) -> dict[str, Any]:
    """Replaces the body of an own record."""
    done = actions.correct(
        caller(request).by(request),
        _ref(database, reference),
        version=given.version,
        body=given.body,
        envelope=_envelope(given),
    )
    return _done(done)


@router.post("/{database}/{reference}/restrict", response=DoneOut)
def restrict(request: HttpRequest, database: str, reference: str, given: Hiding) -> dict[str, Any]:
    """Hides an own record from exactly these countries and entities, at once."""
    by, ref = caller(request).by(request), _ref(database, reference)
    return _done(actions.restrict(by, ref, version=given.version, hidden_from=given.hidden_from))


@router.post("/{database}/{reference}/withdraw", response=DoneOut)
def withdraw(
    request: HttpRequest, database: str, reference: str, given: Withdrawal
) -> dict[str, Any]:
    """Withdraws an own record: forgotten in every answer at once, its body destroyed."""
    by, ref = caller(request).by(request), _ref(database, reference)
    return _done(actions.withdraw(by, ref, reason=given.reason))


@router.post("/{database}/{reference}/suspend", response=DoneOut)
def suspend(request: HttpRequest, database: str, reference: str) -> dict[str, Any]:
    """Hides an own record until it is restored."""
    return _done(actions.suspend(caller(request).by(request), _ref(database, reference)))


@router.post("/{database}/{reference}/restore", response=DoneOut)
def restore(request: HttpRequest, database: str, reference: str) -> dict[str, Any]:
    """Lets a suspended own record be answered again."""
    return _done(actions.restore(caller(request).by(request), _ref(database, reference)))


def _known(database: str) -> None:
    if database not in {each.code for each in databases()}:
        raise NotFound


def _ref(database: str, reference: str) -> Ref:
    _known(database)
    ref = queries.ref_for(reference)
    if ref.database != by_code(database).code:
        raise NotFound
    return ref


def _envelope(given: EnvelopeFields) -> Envelope:
    told: dict[str, Any] = {}
    for name in EnvelopeFields.model_fields:
        value = getattr(given, name)
        if value is not None:
            told[name] = tuple(value) if isinstance(value, list) else value
    return Envelope(**told)


def _shown(head: Head) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.structs.asdict(head)
    return told | {"restricted": list(head.restricted)}


def _done(done: Done) -> dict[str, Any]:
    is_visible = settle(settings.HUB, done)
    return {"reference": done.about, "version": done.version, "is_visible": is_visible}
