"""Reading the truth, always for somebody: lists, counts, one record's head, its past, disclosure.

A record that the asker may not see is nowhere: not in a list, a count, a page's length, an error.
Bodies leave by one door, `disclose`, which writes the trail before it returns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Final

import msgspec
from django.db.models import F, Q, QuerySet

from entraide.clock import Clock
from entraide.desks.bureaus.policy import Actor
from entraide.desks.bureaus.queries import owners_hiding_from
from entraide.desks.records.conditions import as_read, may_leave
from entraide.desks.records.envelope import (
    ACTIVE,
    REVIEW_BEFORE_END,
    STATUSES,
    WITHDRAWN,
    Ref,
    numbered,
    ref_of,
    state_of,
)
from entraide.desks.records.hub_keys import key, published
from entraide.desks.records.models import Record
from entraide.engine.check.purposes import SEES
from entraide.engine.check.trail.interfaces import Disclosure, TrailWriter
from entraide.engine.check.trail.lines import Manner, Seen, Who
from entraide.engine.check.wire import Asker
from entraide.engine.databases import by_code, databases
from entraide.engine.schema.database import Database
from entraide.engine.schema.references import resolve
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Level, Purpose, Role, Status
from entraide.errors import NotAllowed, NotFound, TooLarge

MOST_LISTED: Final = 200
MOST_DISCLOSED: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which of the records that may be seen are wanted; None wants all.

    Attributes:
        owner_ref: begins so; found among the asker's own records only.
        review_by: whose owner is to be asked by this day whether they are still needed.
    """

    owner: str | None = None
    owner_ref: str | None = None
    status: Status | None = None
    updated_since: datetime | None = None
    review_by: date | None = None
    batch: int | None = None


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a list says of a record: all but its body; `owner_ref` to its owner only, else ""."""

    ref: Ref
    reference: str
    owner: str
    owner_ref: str
    status: Status
    version: int
    confidentiality: int
    created_at: datetime
    updated_at: datetime
    retention_until: date | None
    restricted: tuple[str, ...] = ()


def ref_for(reference: str) -> Ref:
    """Which record a published reference names, whether it exists or not. Raises NotFound."""
    acronym, id = resolve(key("references"), reference)
    for database in databases():
        if database.acronym == acronym:
            return Ref(database.code, id)
    raise NotFound


def seen(
    asker: Asker, database: str, *, now: datetime, purpose: Purpose | None = None
) -> QuerySet[Record]:
    """The records of a database that exist for this asker, as a query to be narrowed.

    Own records in whatever state and for whatever purpose; others' only while they are answered
    (the secretariat: until they are withdrawn), for this purpose (any that the asker has, if None),
    and unless they are hidden from the asker.
    """
    declared = by_code(database)
    every = Record.objects.filter(database=declared.number, confidentiality__lte=asker.clearance)
    mine = Q(owner=asker.country)
    fits = _fitting(asker, declared, purpose)
    if not fits:
        return every.filter(mine) if keeps_records(asker) else every.none()
    answered = (
        Q(status=ACTIVE)
        & (Q(retention_until=None) | Q(retention_until__gt=now.date()))
        & (Q(answered_until=None) | Q(answered_until__gt=now.date()))
        & Q(shared__gt=0)
    )
    shown = ~Q(restricted__contains=f" {asker.country} ") & ~Q(
        owner__in=owners_hiding_from(asker.country)
    )
    rows = every.annotate(shared=F("purposes").bitand(fits))
    if asker.role is Role.SECRETARIAT:
        return rows.filter(mine | (shown & ~Q(status=WITHDRAWN) & Q(shared__gt=0)))
    if keeps_records(asker):
        return rows.filter(mine | (answered & shown))
    return rows.filter(answered & (mine | shown))


def seen_for_writing(actor: Actor, ref: Ref, now: datetime) -> Record:
    """The record that somebody is about to change. Raises NotFound as if it were not there."""
    number, id = numbered(ref)
    rows = (
        Record.objects.filter(database=number)
        if actor.is_operator
        else seen(actor.asker(), ref.database, now=now)
    )
    return only(rows, id)


def only(rows: QuerySet[Record], id: int) -> Record:
    """The one of these records that has this id. Raises NotFound."""
    record = rows.filter(id=id).first()
    if record is None:
        raise NotFound
    return record


def listed(
    asker: Asker,
    database: str,
    *,
    now: datetime,
    purpose: Purpose,
    filters: Filters = Filters(),
    after: Ref | None = None,
) -> list[Head]:
    """At most `MOST_LISTED` heads, in the order of their ids, from the one after `after` on."""
    rows = _wanted(asker, database, filters, now=now, purpose=purpose)
    if after is not None:
        rows = rows.filter(id__gt=after.id)
    return [head_of(row, asker) for row in rows.order_by("id")[:MOST_LISTED]]


def counted(
    asker: Asker,
    database: str,
    *,
    now: datetime,
    purpose: Purpose,
    filters: Filters = Filters(),
) -> int:
    """How many records there are for this asker."""
    return _wanted(asker, database, filters, now=now, purpose=purpose).count()


def head(asker: Asker, ref: Ref, *, now: datetime, purpose: Purpose | None = None) -> Head:
    """What there is to say of one record without its body. Raises NotFound."""
    return head_of(only(seen(asker, ref.database, now=now, purpose=purpose), ref.id), asker)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How records are read: why, in what manner, by whose clock, and where that is written down.

    Attributes:
        reason: a hit's or a case's id; never free text about a person.
    """

    purpose: Purpose
    trail: TrailWriter
    clock: Clock
    manner: Manner = Manner.SHOWN
    reason: str = ""


def disclose(asker: Asker, refs: Sequence[Ref], reading: Reading) -> list[RecordState]:
    """The full records, of those asked for that exist for this asker; in the order asked.

    The one door by which bodies leave the desks. The trail's line is durable before it returns.
    What handling codes and the manner of reading forbid is left out (`conditions`): nothing under
    "no third parties" goes to a carrier, nothing under "no national copy" into a copy.

    Raises:
        NotAllowed: the asker's role is not shown full records of this database, or the purpose is
            not one of the asker's.
        TooLarge: more than `MOST_DISCLOSED` at once.
        Unavailable: the trail could not be written: nothing is disclosed.
    """
    if len(refs) > MOST_DISCLOSED:
        raise TooLarge
    if reading.purpose not in asker.purposes:
        raise NotAllowed
    now = reading.clock.now()
    found: dict[Ref, Record] = {}
    for code in {ref.database for ref in refs}:
        _require_full(asker, code)
        ids = [ref.id for ref in refs if ref.database == code]
        shown = seen(asker, code, now=now, purpose=reading.purpose).filter(id__in=ids)
        found.update((ref_of(row), row) for row in shown)
    rows = [found[ref] for ref in dict.fromkeys(refs) if ref in found]
    states = [state for row in rows if may_leave(state := state_of(row), asker, reading.manner)]
    if states:
        reading.trail.append(_disclosure(asker, states, reading, now))
    return [as_read(state, asker, reading.manner) for state in states]


def _wanted(
    asker: Asker, database: str, filters: Filters, *, now: datetime, purpose: Purpose
) -> QuerySet[Record]:
    rows = seen(asker, database, now=now, purpose=purpose)
    if filters.owner is not None:
        rows = rows.filter(owner=filters.owner)
    if filters.owner_ref is not None:
        rows = rows.filter(owner=asker.country, owner_ref__startswith=filters.owner_ref)
    if filters.status is not None:
        rows = rows.filter(status__in=[n for n, told in STATUSES.items() if told is filters.status])
    if filters.updated_since is not None:
        rows = rows.filter(updated_at__gte=filters.updated_since)
    if filters.batch is not None:
        rows = rows.filter(owner=asker.country, batch=filters.batch)
    if filters.review_by is not None:
        due = filters.review_by
        rows = rows.filter(
            Q(review_on__lte=due) | Q(review_on=None, retention_until__lte=due + REVIEW_BEFORE_END),
            owner=asker.country,
        )
    return rows


def _fitting(asker: Asker, database: Database, purpose: Purpose | None) -> int:
    """The purposes, as bits, of others' records that the asker may be shown; 0 for none."""
    level = database.asked_by.get(asker.role, Level.YES_NO)
    if level < Level.CARD or database.code not in asker.databases:
        return 0
    wanted = asker.purposes if purpose is None else asker.purposes & {purpose}
    return reduce(or_, (SEES[each] for each in wanted & database.asked_for), 0)


def keeps_records(asker: Asker) -> bool:
    """Whether this is the desk of a bureau, which sees all its own, and not an officer at work."""
    return asker.role in {Role.BUREAU, Role.SECRETARIAT}


def _require_full(asker: Asker, database: str) -> None:
    level = by_code(database).asked_by.get(asker.role, Level.YES_NO)
    if level < Level.FULL and not keeps_records(asker):
        raise NotAllowed


def head_of(row: Record, asker: Asker) -> Head:
    """What a list says of this row to this asker."""
    is_own = row.owner == asker.country
    return Head(
        ref=ref_of(row),
        reference=published(row.database, row.id),
        owner=row.owner,
        owner_ref=row.owner_ref if is_own else "",
        status=STATUSES[row.status],
        version=row.version,
        confidentiality=row.confidentiality,
        created_at=row.created_at,
        updated_at=row.updated_at,
        retention_until=row.retention_until,
        restricted=tuple(row.restricted) if is_own else (),
    )


def _disclosure(
    asker: Asker, states: Sequence[RecordState], reading: Reading, now: datetime
) -> Disclosure:
    return Disclosure(
        moment=now,
        who=Who(
            asker.grant, asker.country, asker.unit, asker.role, asker.officer, asker.workstation
        ),
        purpose=reading.purpose,
        manner=reading.manner,
        records=[Seen(by_code(one.database).number, one.id, one.version) for one in states],
        reason=reading.reason,
    )
