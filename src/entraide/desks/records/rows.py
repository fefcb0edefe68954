"""Rows on their way into the truth: as they were read, as they are tidied, what became of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from entraide.desks.records.admission import (
    AS_THE_DATABASE_SAYS,
    clean_reference,
    refuse_own_code,
)
from entraide.desks.records.envelope import Envelope, Ref
from entraide.desks.records.erasure import buried, tombstone
from entraide.desks.records.models import Record
from entraide.desks.records.writing import By
from entraide.engine.databases import by_number
from entraide.engine.schema.cleaning import clean_body
from entraide.engine.schema.database import Body, Database
from entraide.errors import Conflict, EntraideError
from entraide.language import _

KEYS_AT_ONCE: Final = 400
"""As many references as one question to the truth may name."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row as it was read: its line in the file, the owner's reference, raw values.

    Attributes:
        problem: why it is refused whatever the truth says: it could not even be read.
    """

    line: int
    owner_ref: str
    body: Mapping[str, Any]
    envelope: Envelope = AS_THE_DATABASE_SAYS
    problem: EntraideError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes, or became, of a row.

    Attributes:
        what: "added", "changed", "unchanged" or "refused".
        changes: field → value before and after (None for absent), of a changed row.
        error: why it was refused; `line` of an Invalid is set.
    """

    line: int
    owner_ref: str
    what: str
    ref: Ref | None = None
    changes: Mapping[str, tuple[Any, Any]] | None = None
    error: EntraideError | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A row that is right by itself, before it meets the truth."""

    line: int
    owner_ref: str
    body: Body
    envelope: Envelope
    settled: Envelope


def prepared_rows(
    by: By, database: Database, owner: str, rows: Iterable[Incoming]
) -> tuple[list[Outcome], list[Prepared]]:
    """What can be said of rows without the truth: those refused, and those to go on with."""
    today = by.clock.now().date()
    refused, prepared = [], []
    for row in rows:
        try:
            if row.problem is not None:
                raise row.problem
            reference = clean_reference(row.owner_ref)
            body = clean_body(database, row.body, today=today, owner=owner)
            settled = row.envelope.settled(database, body, today)
            refuse_own_code(owner, row.envelope.restricted)
        except EntraideError as error:
            refused.append(refusal_of(row, error))
        else:
            prepared.append(Prepared(row.line, reference, body, row.envelope, settled))
    return refused, prepared


def _records_under(database: Database, owner: str, prepared: list[Prepared]) -> dict[str, Record]:
    """The owner's records under these references."""
    references = [row.owner_ref for row in prepared]
    found: dict[str, Record] = {}
    for start in range(0, len(references), KEYS_AT_ONCE):
        rows = Record.objects.filter(
            database=database.number,
            owner=owner,
            owner_ref__in=references[start : start + KEYS_AT_ONCE],
        )
        found.update((row.owner_ref, row) for row in rows)
    return found


def standing(
    database: Database, owner: str, prepared: list[Prepared]
) -> tuple[dict[str, Record], set[str]]:
    """What the truth has under these references: records, and what was withdrawn for good."""
    present = _records_under(database, owner, prepared)
    asked = {
        tombstone(database.number, owner, row.owner_ref): row.owner_ref
        for row in prepared
        if row.owner_ref not in present
    }
    return present, {asked[digest] for digest in buried(asked)}


def twice() -> Conflict:
    """The refusal of a row whose reference the file has had before, with other values."""
    return Conflict("twice", _("The file has this reference twice, with other values."))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Field → value before and after, of the fields that differ."""
    return {
        name: (before.get(name), after.get(name))
        for name in [*after, *(name for name in before if name not in after)]
        if before.get(name) != after.get(name)
    }


def outcome_of(
    row: Incoming | Prepared,
    what: str,
    record: Record | None = None,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> Outcome:
    """What becomes of a row that is not refused."""
    ref = None if record is None else Ref(by_number(record.database).code, record.id)
    return Outcome(line=row.line, owner_ref=row.owner_ref, what=what, ref=ref, changes=changes)


def refusal_of(row: Incoming | Prepared, error: EntraideError) -> Outcome:
    """That a row is refused, and why."""
    return Outcome(line=row.line, owner_ref=row.owner_ref, what="refused", error=error)
