"""What an import would do, without writing anything."""

from collections.abc import Iterable, Iterator
from itertools import islice

from entraide.desks.records.admission import Withdrawn, declaration_for, merged_on
from entraide.desks.records.envelope import body_of, encode, envelope_of
from entraide.desks.records.following import with_parent
from entraide.desks.records.models import Record
from entraide.desks.records.rows import (
    KEYS_AT_ONCE,
    Incoming,
    Outcome,
    Prepared,
    differences,
    outcome_of,
    prepared_rows,
    refusal_of,
    standing,
    twice,
)
from entraide.desks.records.writing import By
from entraide.engine.schema.database import Database
from entraide.errors import EntraideError


def plan_many(by: By, database: str, owner: str, rows: Iterable[Incoming]) -> Iterator[Outcome]:
    """What `put_many` would do with each row, without writing anything.

    A row that follows from another row of the same file (a notice and its person) must come after
    that one was put: the plan knows only what is in the truth.
    """
    declared = declaration_for(by.actor, database, owner)
    waiting = iter(rows)
    planned: dict[int, int] = {}
    while some := list(islice(waiting, KEYS_AT_ONCE)):
        outcomes, prepared = prepared_rows(by, declared, owner, some)
        present, withdrawn = standing(declared, owner, prepared)
        for row in prepared:
            record = present.get(row.owner_ref)
            if row.owner_ref in withdrawn:
                outcome = refusal_of(row, Withdrawn())
            elif record is None:
                outcome = outcome_of(row, "added")
            else:
                outcome = _planned_change(by, declared, record, row)
            outcomes.append(_planned_once(planned, row, outcome))
        yield from sorted(outcomes, key=lambda outcome: outcome.line)


def _planned_change(by: By, database: Database, record: Record, row: Prepared) -> Outcome:
    before = body_of(record, database)
    try:
        full, _parent = with_parent(database, record.owner, row.body)
        envelope = merged_on(
            record, row.envelope, full, today=by.clock.now().date(), reason=by.reason
        )
    except EntraideError as error:
        return refusal_of(row, error)
    if encode(before) == encode(full) and envelope == envelope_of(record):
        return outcome_of(row, "unchanged", record)
    return outcome_of(row, "changed", record, differences(before, full))


def _planned_once(planned: dict[int, int], row: Prepared, outcome: Outcome) -> Outcome:
    """The outcome, if the file has not put this reference before; `planned` holds digests only."""
    if outcome.what not in {"added", "changed"}:
        return outcome
    reference, what = hash(row.owner_ref), hash((encode(row.body), row.envelope))
    if reference not in planned:
        planned[reference] = what
        return outcome
    return outcome_of(row, "unchanged") if planned[reference] == what else refusal_of(row, twice())
