"""What surrounds a record's body: the owner's choices, and how they lie in the table.

Converts between the row of a `Record` and the `RecordState` that leaves the truth.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

import msgspec

from entraide.desks.records.models import Record
from entraide.desks.records.word_places import (
    ACCURACIES,
    RELIABILITIES,
    handling_in,
    handling_mask,
    place_of,
    purposes_in,
    purposes_mask,
    word_at,
)
from entraide.engine.databases import by_code, by_number
from entraide.engine.schema.cleaning import upgrade_body
from entraide.engine.schema.database import Body, Database
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import (
    Accuracy,
    Confidentiality,
    Handling,
    Purpose,
    Reliability,
    Status,
)
from entraide.errors import Invalid
from entraide.language import _

ACTIVE: Final = 1
SUSPENDED: Final = 2
WITHDRAWN: Final = 3
SUSPENDED_WITH_PARENT: Final = 4
"""Hidden because the record that it follows from is; comes back with it."""
SUSPENDED_BY_SECRETARIAT: Final = 5
"""An interim measure: the owner cannot lift it."""

STATUSES: Final[Mapping[int, Status]] = {
    ACTIVE: Status.ACTIVE,
    SUSPENDED: Status.SUSPENDED,
    WITHDRAWN: Status.WITHDRAWN,
    SUSPENDED_WITH_PARENT: Status.SUSPENDED,
    SUSPENDED_BY_SECRETARIAT: Status.SUSPENDED,
}
REVIEW_BEFORE_END: Final = timedelta(days=183)
"""The owner is asked six months before a record ends. Source: domain §4.6."""

_CODE_LENGTH: Final = 8
_NEVER: Final = datetime.max.replace(tzinfo=UTC)

encode: Final = msgspec.json.Encoder(order="deterministic").encode
decode: Final = msgspec.json.Decoder(dict[str, Any]).decode


class Ref(NamedTuple):
    """Which record: its database's code and its id."""

    database: str
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What an owner may decide about a record beside its body; None leaves it to the database.

    Attributes:
        restricted: codes of the countries and entities from which it is hidden.
        retention_until: the day from which it is no longer kept, within the database's years.
        reliability, accuracy: of its source, and of what that says; nothing unless the owner says.
    """

    purposes: tuple[Purpose, ...] | None = None
    confidentiality: Confidentiality | None = None
    handling: tuple[Handling, ...] | None = None
    restricted: tuple[str, ...] | None = None
    review_on: date | None = None
    retention_until: date | None = None
    reliability: Reliability | None = None
    accuracy: Accuracy | None = None

    def settled(self, database: Database, body: Mapping[str, Any], today: date) -> "Envelope":
        """The same with every gap filled as the database declares.

        Raises:
            Invalid: a purpose that the database's records may not carry, a code that is none, or a
                day that its retention does not allow.
        """
        chosen = replace(
            self,
            purposes=purposes_in(purposes_mask(self.purposes or database.purposes_for(body))),
            confidentiality=self.confidentiality or database.confidentiality,
            handling=handling_in(handling_mask(self.handling or ())),
            restricted=codes(self.restricted or ()),
            retention_until=self.retention_until or longest_until(database, body, today),
        )
        if foreign := set(chosen.purposes or ()) - set(database.purposes):
            raise Invalid(
                "purpose",
                _("The records of this database are not kept for this purpose."),
                field="purposes",
                expected=_("Expected: purposes of this database: %(allowed)s."),
                allowed=", ".join(database.purposes),
                given=", ".join(sorted(foreign)),
            )
        _check_days(chosen, database, body, today)
        return chosen


def codes(given: Iterable[str], *, field: str = "restricted") -> tuple[str, ...]:
    """Codes of countries and entities, each once, in order. Raises Invalid, naming the field."""
    found = tuple(sorted({code.strip().upper() for code in given}))
    for code in found:
        if not (code.isascii() and code.isalnum() and len(code) <= _CODE_LENGTH):
            raise Invalid(
                "code",
                field=field,
                expected=_("Expected: codes of countries (ISO alpha-3) or of entities."),
            )
    return found


def longest_until(database: Database, body: Mapping[str, Any], today: date) -> date:
    """The last day until which a record written today may be kept."""
    years = database.retention.years_for(body)
    leap_day = today.month == 2 and today.day == 29  # noqa: PLR2004 29 February
    return (today - timedelta(days=leap_day)).replace(year=today.year + years)


def _check_days(
    envelope: Envelope, database: Database, body: Mapping[str, Any], today: date
) -> None:
    end, longest = envelope.retention_until, longest_until(database, body, today)
    if end is not None and not today < end <= longest:
        raise Invalid(
            "retention",
            _("This record cannot be kept until that day."),
            field="retention_until",
            expected=_("Expected: a day after today, at the latest %(longest)s."),
            repair=longest.isoformat(),
            longest=longest.isoformat(),
        )
    if envelope.review_on is not None and end is not None and envelope.review_on > end:
        raise Invalid(
            "review",
            field="review_on",
            expected=_("Expected: a day before the end of retention."),
            repair=(end - REVIEW_BEFORE_END).isoformat(),
        )


def put_into(record: Record, envelope: Envelope) -> None:
    """Writes a settled envelope into the row."""
    record.purposes = purposes_mask(envelope.purposes or ())
    record.confidentiality = int(envelope.confidentiality or Confidentiality.OFFICIAL_USE)
    record.handling = handling_mask(envelope.handling or ())
    record.restricted = envelope.restricted or ()
    record.review_on = envelope.review_on
    record.retention_until = envelope.retention_until
    record.reliability = place_of(RELIABILITIES, envelope.reliability)
    record.accuracy = place_of(ACCURACIES, envelope.accuracy)


def put_body(record: Record, database: Database, body: Mapping[str, Any]) -> None:
    """Writes a body, and what of the envelope depends on it, into the row."""
    record.body = encode(body)
    record.body_version = database.body_version
    last = body.get(database.expires) if database.expires else None
    record.answered_until = date.fromisoformat(last) + timedelta(days=1) if last else None


def envelope_of(record: Record) -> Envelope:
    """The envelope as the row holds it."""
    return Envelope(
        purposes=purposes_in(record.purposes),
        confidentiality=Confidentiality(record.confidentiality),
        handling=handling_in(record.handling),
        restricted=tuple(record.restricted),
        review_on=record.review_on,
        retention_until=record.retention_until,
        reliability=word_at(RELIABILITIES, record.reliability),
        accuracy=word_at(ACCURACIES, record.accuracy),
    )


def body_of(record: Record, database: Database) -> Body:
    """The body in the database's present version; empty once it is withdrawn."""
    if record.status == WITHDRAWN:
        return {}
    body = decode(bytes(record.body))
    if record.body_version == database.body_version:
        return body
    return upgrade_body(database, body, record.body_version)


def state_of(record: Record) -> RecordState:
    """The record as it leaves the truth."""
    database = by_number(record.database)
    body = body_of(record, database)
    parent = record.parent_database
    return RecordState(
        database=database.code,
        id=record.id,
        version=record.version,
        owner=record.owner,
        owner_ref=record.owner_ref,
        status=STATUSES[record.status],
        body=body,
        purposes=purposes_in(record.purposes),
        confidentiality=Confidentiality(record.confidentiality),
        handling=handling_in(record.handling),
        restricted=tuple(record.restricted),
        answerable_until=answerable_until(record),
        parent=None
        if parent is None or record.parent_id is None
        else (by_number(parent).code, record.parent_id),
        reliability=word_at(RELIABILITIES, record.reliability),
        accuracy=word_at(ACCURACIES, record.accuracy),
    )


@dataclass(frozen=True, slots=True)
class Before:
    """A record as an act found it: what is kept of it when it changes."""

    state: RecordState
    review_on: date | None
    retention_until: date | None
    batch: int | None

    @property
    def body(self) -> Mapping[str, Any]:
        """The body as the act found it."""
        return self.state.body


def as_found(record: Record) -> Before:
    """The record as it is, before an act changes the row."""
    return Before(state_of(record), record.review_on, record.retention_until, record.batch)


def answerable_until(record: Record) -> datetime | None:
    """The moment from which the record is no longer answered, None if it has no end."""
    ends = [day for day in (record.retention_until, record.answered_until) if day is not None]
    return datetime.combine(min(ends), time(), UTC) if ends else None


def narrows(before: RecordState, after: RecordState) -> bool:
    """Whether somebody who could see the record before cannot see it after."""
    return (
        (before.status is Status.ACTIVE and after.status is not Status.ACTIVE)
        or not set(after.restricted) <= set(before.restricted)
        or not set(after.handling) <= set(before.handling)
        or not set(after.purposes) >= set(before.purposes)
        or after.confidentiality > before.confidentiality
        or (after.answerable_until or _NEVER) < (before.answerable_until or _NEVER)
    )


def numbered(ref: Ref) -> tuple[int, int]:
    """The record's primary key. Raises NotFound for an unknown database."""
    return by_code(ref.database).number, ref.id


def ref_of(record: Record) -> Ref:
    """Which record a row is."""
    return Ref(by_number(record.database).code, record.id)
