"""A notice's records: written, corrected, hidden and withdrawn within the act that moves it.

Source: domain §2.3; design §5 (one transaction holds state, records, feed and inboxes).
"""

from datetime import date
from typing import Any, Final

from django.conf import settings

from entraide.desks.bureaus.models import Bureau
from entraide.desks.notices.capacities import secretariat
from entraide.desks.notices.kinds import KINDS
from entraide.desks.notices.models import Notice
from entraide.desks.notices.states import BEFORE, IN_FORCE, PROGRESS, State
from entraide.desks.records.envelope import (
    ACTIVE,
    WITHDRAWN,
    Envelope,
    as_found,
    longest_until,
)
from entraide.desks.records.following import follow
from entraide.desks.records.models import Record
from entraide.desks.records.within import (
    add_within,
    correct_within,
    set_status_within,
    withdraw_within,
)
from entraide.desks.records.writing import Writing
from entraide.engine.databases import by_code
from entraide.engine.schema.cleaning import clean_body
from entraide.engine.schema.database import Database
from entraide.engine.schema.vocabulary import Confidentiality, Deletion, Handling

PERSONS: Final = by_code("persons")
NOTICES: Final = by_code("notices")


def write_records(writing: Writing, notice: Notice) -> None:
    """Writes the records of a notice that is published now; TDAWN follows by itself."""
    until = notice.valid_until or writing.today
    if notice.person:
        person = _add(writing, notice, PERSONS, dict(notice.person), until)
        notice.person_record = person.id
        writing.flush_new()  # the notice looks its person up among the records
    record = _add(writing, notice, NOTICES, full_body(notice), until)
    notice.record = record.id
    writing.flush_new()


def show_request(writing: Writing, notice: Notice) -> None:
    """Lets answers carry a request while it is reviewed, where this hub's policy is so.

    Source: domain §2.3 ("request being processed").
    """
    if not settings.HUB.configuration.organisation.shows_requests:
        return
    notice.valid_until = end_of(notice, writing.today)
    if notice.record is None:
        write_records(writing, notice)
    else:
        correct_records(writing, notice)


def correct_records(writing: Writing, notice: Notice) -> None:
    """Brings the records up to what the notice now says, and until when."""
    envelope = Envelope(retention_until=notice.valid_until)
    if notice.person_record is not None:
        person = _record(PERSONS, notice.person_record)
        correct_within(writing, person, PERSONS, notice.person, envelope)
    record = Record.objects.get(database=NOTICES.number, id=notice.record or 0)
    correct_within(writing, record, NOTICES, full_body(notice), envelope)


def hide_records(writing: Writing, notice: Notice, status: int) -> None:
    """Suspends them: the person, whom the notice follows, or the notice itself without one."""
    first = records_of(notice)[0]
    if first.status == ACTIVE:
        set_status_within(writing, first, status, "suspend")


def show_records(writing: Writing, notice: Notice) -> None:
    """Lets answers carry them again."""
    first = records_of(notice)[0]
    if first.status != ACTIVE:
        set_status_within(writing, first, ACTIVE, "restore")


def withdraw_records(writing: Writing, notice: Notice, reason: Deletion) -> None:
    """Withdraws them, and what follows from them."""
    for record in records_of(notice):
        record.refresh_from_db()
        if record.status != WITHDRAWN:  # the notice goes with its person
            withdraw_within(writing, record, reason)


def records_of(notice: Notice) -> list[Record]:
    """The records that are not withdrawn, the person first."""
    found = []
    for database, number in ((PERSONS, notice.person_record), (NOTICES, notice.record)):
        if number is not None:
            record = _record(database, number)
            if record.status != WITHDRAWN:
                found.append(record)
    return found


def full_body(notice: Notice) -> dict[str, Any]:
    """The body of the record: what the bureau wrote, and what publication fills."""
    filled = {
        "colour": notice.kind,
        "circulation": notice.circulation,
        "control_number": notice.control_number,
        "entity_id": notice.entity_id,
        "person": notice.reference if notice.person else None,
        "published_on": notice.published_at.date().isoformat() if notice.published_at else None,
        "valid_until": notice.valid_until.isoformat() if notice.valid_until else None,
        "progress": progress(notice),
        "public_extract": True if KINDS[notice.kind].is_always_public else None,
    }
    body = dict(notice.body) | {name: told for name, told in filled.items() if told is not None}
    if State(notice.state) in BEFORE:
        body.pop("public_extract", None)  # no request is public, whoever is shown it
    return body


def progress(notice: Notice) -> str | None:
    """What became of it, as answers say it; None while there is nothing to say."""
    if State(notice.state) in BEFORE:
        return "being_processed"
    for state in (notice.state, notice.before):
        if state and State(state) in PROGRESS:
            return str(state)
    return None


def end_of(notice: Notice, today: date) -> date:
    """The last day that a notice published or renewed today may be in force without renewal."""
    return longest_until(NOTICES, full_body(notice), today)


def hidden_from(notice: Notice) -> frozenset[str]:
    """Whom the records are hidden from: whom the owner named, and who is no recipient."""
    every = Bureau.objects.exclude(kind=Bureau.Kind.COMMISSION).values_list("code", flat=True)
    hidden = set(notice.envelope.get("restricted", ()))
    if notice.recipients:
        hidden |= set(every) - {*notice.recipients, notice.owner_id, secretariat()}
    for record in records_of(notice):
        hidden |= set(record.restricted)  # the owner may have hidden it at the records desk
    return frozenset(hidden)


def close_to(writing: Writing, code: str) -> None:
    """Hides from a bureau that is new all that was circulated to others only."""
    rows = Notice.objects.filter(state__in=[*IN_FORCE, State.SUSPENDED]).exclude(recipients=[])
    for notice in rows.iterator():
        first = records_of(notice)[:1]
        for record in first:
            before = as_found(record)
            record.restricted = tuple(sorted({*record.restricted, code}))
            if writing.revise(record, before):
                follow(writing, record)
                writing.journal("restrict", record, about=code)


def _add(
    writing: Writing, notice: Notice, declared: Database, body: dict[str, Any], until: date
) -> Record:
    tidy = clean_body(declared, body, today=writing.today, owner=notice.owner_id)
    told = notice.envelope
    chosen = Envelope(
        confidentiality=Confidentiality(level) if (level := told.get("confidentiality")) else None,
        handling=tuple(Handling(each) for each in told.get("handling", ())),
        restricted=tuple(sorted(hidden_from(notice))),
        retention_until=until,
    ).settled(declared, tidy, writing.today)
    return add_within(writing, declared, (notice.owner_id, notice.reference), tidy, chosen)


def _record(database: Database, number: int) -> Record:
    return Record.objects.get(database=database.number, id=number)
