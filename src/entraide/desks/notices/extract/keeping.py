"""The rows of the public extract, kept by the act that writes a notice's record.

Every act on records passes here before it commits (`records.writing`): published, corrected,
restricted, suspended, withdrawn. So nothing is public a moment longer than it may be.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from entraide.desks.notices.extract.models import PublicNotice
from entraide.desks.notices.extract.selection import ENTITIES, PERSONS, found_by, is_public
from entraide.desks.records.envelope import body_of, state_of
from entraide.desks.records.models import Record
from entraide.engine.databases import by_code

REMOVAL_TOLD: Final = timedelta(days=366)
"""For how long mirrors are told that a notice is public no more; then its entity id goes too."""
_AT_ONCE: Final = 400
_LEFT_OF_IT: Final = frozenset({"record", "colour", "party", "owner", "entity_id", "path"})
_COLUMNS: Final = [field.name for field in PublicNotice._meta.concrete_fields]  # noqa: SLF001 Django's documented name


def keep(written: Iterable[Record], today: date) -> None:
    """Brings the extract up to these records of the database `notices`."""
    records = list(written)
    for start in range(0, len(records), _AT_ONCE):
        _keep_some(records[start : start + _AT_ONCE], today)


def _keep_some(records: list[Record], today: date) -> None:
    present = PublicNotice.objects.in_bulk([record.id for record in records])
    organisations = _organisations(records)
    rows = []
    for record in records:
        state = state_of(record)
        if is_public(state):
            party = ENTITIES if record.parent_id in organisations else PERSONS
            rows.append(PublicNotice(record=record.id, **found_by(state, party)))
        elif (row := present.get(record.id)) is not None and row.removed_on is None:
            rows.append(_emptied(row, today))
    if not rows:
        return
    PublicNotice.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["record"],
        update_fields=[name for name in _COLUMNS if name != "record"],
    )
    if any(row.removed_on for row in rows):
        PublicNotice.objects.filter(removed_on__lt=today - REMOVAL_TOLD).delete()


def _emptied(row: PublicNotice, today: date) -> PublicNotice:
    """What is left of a notice that is public no more; its end, if that had come before."""
    kept = {name: getattr(row, name) for name in _LEFT_OF_IT}
    ended = row.until is not None and row.until <= today
    return PublicNotice(**kept, removed_on=row.until if ended else today)


def _organisations(records: list[Record]) -> set[int]:
    """The ids of the organisations that these notices are about; only sanctions know such."""
    about = {r.parent_id for r in records if r.parent_id and b'"colour":"un"' in bytes(r.body)}
    if not about:
        return set()
    database = by_code("persons")
    rows = Record.objects.filter(database=database.number, id__in=about)
    return {row.id for row in rows if body_of(row, database).get("kind") == "organisation"}
