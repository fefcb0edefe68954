"""What an owner reads of its own records: bodies to be corrected, their past, who else acted.

None of it is a disclosure: others' records leave through `queries.disclose` only.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from entraide.desks.bureaus.policy import Actor
from entraide.desks.records.envelope import WITHDRAWN, Ref, body_of, numbered, state_of
from entraide.desks.records.hub_keys import published
from entraide.desks.records.models import Act, Batch, BatchAdded, OwnerNotice, Record, RecordVersion
from entraide.desks.records.queries import MOST_LISTED, keeps_records, only, seen
from entraide.engine.check.wire import Asker
from entraide.engine.databases import by_code
from entraide.engine.schema.database import Body
from entraide.engine.schema.state import RecordState
from entraide.errors import NotFound


class PastVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a record as its owner sees its history: who made it and what it changed."""

    version: int
    at: datetime
    actor: str
    what: str
    reason: str
    fields: tuple[str, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What an owner is told: somebody else acted on its record, or on as many, and why."""

    at: datetime
    bureau: str
    what: str
    record: str
    records: int
    reason: str


def own(asker: Asker, ref: Ref, *, now: datetime) -> RecordState:
    """The whole of one of the asker's own records, to be corrected. Raises NotFound.

    What an owner reads of its own is no disclosure; everything else leaves through `disclose`.
    """
    if not keeps_records(asker):
        raise NotFound
    rows = seen(asker, ref.database, now=now).filter(owner=asker.country)
    return state_of(only(rows, ref.id))


def versions(asker: Asker, ref: Ref, *, now: datetime) -> list[PastVersion]:
    """The history of one of the asker's own records, oldest first. Raises NotFound."""
    number, id = numbered(ref)
    own(asker, ref, now=now)
    acts = list(Act.objects.filter(database=number, record=id).order_by("pk"))
    if not acts or acts[0].what != "add":
        acts = [*_import_of(number, id), *acts]  # an import's slice is one line for all it added
    return [
        PastVersion(
            version=act.version or 1,
            at=act.at,
            actor=act.actor,
            what=act.what,
            reason=act.reason,
            fields=() if act.what == "import" else tuple(act.changes),
        )
        for act in acts
    ]


def told(asker: Asker) -> list[Told]:
    """What others did on the asker's bureau's records, newest first."""
    if not keeps_records(asker):
        return []
    rows = OwnerNotice.objects.filter(owner=asker.country).order_by("-pk")[:MOST_LISTED]
    return [
        Told(
            at=row.at,
            bureau=row.bureau,
            what=row.what,
            record=published(row.database, row.record) if row.database and row.record else "",
            records=row.records,
            reason=row.reason,
        )
        for row in rows
    ]


def past_body(asker: Asker, ref: Ref, version: int, *, now: datetime) -> RecordState:
    """One of the asker's own records as it was at a version. Raises NotFound."""
    number, id = numbered(ref)
    present = own(asker, ref, now=now)
    if present.version == version:
        return present
    row = RecordVersion.objects.filter(database=number, record=id, version=version).first()
    if row is None:
        raise NotFound
    return msgspec.json.decode(bytes(row.state), type=RecordState)


def own_bodies(owner: str, database: str, references: Iterable[str]) -> dict[str, Body]:
    """An owner's bodies by its references, for imports in the owner's name; withdrawn ones not."""
    declared = by_code(database)
    rows = Record.objects.filter(
        database=declared.number, owner=owner, owner_ref__in=list(references)
    ).exclude(status=WITHDRAWN)
    return {row.owner_ref: body_of(row, declared) for row in rows}


def own_latest(owner: str, database: str, limit: int) -> list[Body]:
    """The bodies of an owner's newest records: what its values usually look like."""
    declared = by_code(database)
    rows = Record.objects.filter(database=declared.number, owner=owner).exclude(status=WITHDRAWN)
    return [body_of(row, declared) for row in rows.order_by("-id")[:limit]]


def batch(actor: Actor, id: int) -> Batch:
    """An import of the actor's own bureau; any for the operator. Raises NotFound."""
    rows = Batch.objects.filter(pk=id)
    found = rows.first() if actor.is_operator else rows.filter(owner=actor.bureau).first()
    if found is None:
        raise NotFound
    return found


def _import_of(database: int, id: int) -> list[Act]:
    """The journal's line of the import that added a record."""
    added = BatchAdded.objects.filter(database=database, first__lte=id).order_by("-first").first()
    if added is None or added.last < id:
        return []
    lines = Act.objects.filter(batch=added.batch, what="import")
    return list(lines.order_by("pk")[:1])
