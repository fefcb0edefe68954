"""The change feed over the truth: what indexes, copies and the follower read (`state.Feed`).

A row names a record and its version; the record's present state is read with it, which may already
be newer. `everything` reads page by page, in the order of the keys, without holding a transaction:
what changes meanwhile comes again by the feed.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import Q

from entraide.desks.records.envelope import ACTIVE, state_of
from entraide.desks.records.feed_head import HEAD, new_epoch
from entraide.desks.records.models import FeedHead, FeedRow, Note, Record
from entraide.engine.databases import by_number, databases
from entraide.engine.schema.state import Change, NotePut, Position, RecordGone, RecordPut
from entraide.errors import Conflict
from entraide.language import _

PAGE: Final = 5000
_KEYS_AT_ONCE: Final = 400
_COLUMNS: Final = tuple(field.name for field in Record._meta.concrete_fields)  # noqa: SLF001 Django's documented name


class TruthFeed:
    """The feed of this hub's truth."""

    def head(self) -> Position:
        """The newest committed place."""
        found = FeedHead.objects.filter(pk=HEAD).values_list("epoch", "seq").first()
        if found is None:
            FeedHead.objects.get_or_create(pk=HEAD, defaults={"epoch": new_epoch()})
            return self.head()
        return Position(*found)

    def since(self, position: Position, limit: int) -> list[Change]:
        """The changes after `position`, in order, none missing.

        Raises:
            Conflict: the position is of another epoch (code "epoch"): rebuild.
        """
        self.check_epoch(position)
        rows = list(FeedRow.objects.filter(seq__gt=position.seq).order_by("seq")[:limit])
        notes = Note.objects.in_bulk({row.note for row in rows if row.note})
        records = _records({(row.database, row.record) for row in rows if not row.note})
        return [
            Change(
                row.seq,
                NotePut(row.note, notes[row.note].value)
                if row.note
                else _present(row, records.get((row.database, row.record))),
            )
            for row in rows
        ]

    def everything(self) -> tuple[Position, Iterator[RecordPut | NotePut]]:
        """Every answerable record and every note as of a position, or newer."""
        return self.head(), self._everything()

    def check_epoch(self, position: Position) -> None:
        """Raises Conflict (code "epoch") where the position is of another epoch than the feed."""
        if position.epoch != self.head().epoch:
            raise Conflict("epoch", _("The truth was restored since. Build this copy anew."))

    def count(self) -> int:
        """About how many records `everything` gives; for progress bars."""
        return Record.objects.filter(status=ACTIVE).count()

    def _everything(self) -> Iterator[RecordPut | NotePut]:
        for note in Note.objects.order_by("name").iterator():
            if note.value is not None:
                yield NotePut(note.name, note.value)
        for database in databases():
            last = 0
            while page := _page(database.number, last):
                last = page[-1].id
                for row in page:
                    if row.status == ACTIVE:
                        yield RecordPut(state_of(row))


def _page(database: int, after: int) -> list[Any]:
    """Some records of a database in the order of their ids, as plain rows: models cost double."""
    rows = Record.objects.filter(database=database, id__gt=after).order_by("id")
    return list(rows.values_list(*_COLUMNS, named=True)[:PAGE])


def _records(keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Record]:
    by_database: dict[int, list[int]] = {}
    for database, id in keys:
        by_database.setdefault(database, []).append(id)
    found = {}
    for database, ids in by_database.items():
        for start in range(0, len(ids), _KEYS_AT_ONCE):
            wanted = Q(database=database, id__in=ids[start : start + _KEYS_AT_ONCE])
            found.update({(row.database, row.id): row for row in Record.objects.filter(wanted)})
    return found


def _present(row: FeedRow, record: Record | None) -> RecordPut | RecordGone:
    if record is not None and record.status == ACTIVE:
        return RecordPut(state_of(record))
    version = row.version if record is None else record.version
    return RecordGone(by_number(row.database).code, row.record, version)
