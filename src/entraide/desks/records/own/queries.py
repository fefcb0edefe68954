"""An owner's records, listed, counted and looked through; nobody else's.

Only what the asker may see of its bureau's own, as `queries.seen` has it: a colleague without the
clearance counts and finds less.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, QuerySet

from entraide.desks.records.envelope import (
    ACTIVE,
    REVIEW_BEFORE_END,
    STATUSES,
    WITHDRAWN,
    Ref,
    body_of,
    ref_of,
)
from entraide.desks.records.hub_keys import published
from entraide.desks.records.models import OwnerNotice, Record
from entraide.desks.records.queries import Head, head_of, keeps_records
from entraide.engine.check.wire import Asker
from entraide.engine.databases import by_code, by_number
from entraide.engine.index.keys import record_keys
from entraide.engine.schema.vocabulary import Status

PAGE: Final = 50
COUNTED: Final = 10_000
"""More than this is said as "more than": counting millions at each page would take seconds."""
LOOKED_THROUGH: Final = 5_000
"""So many of the newest records are read for quality and duplicates."""
MOST_GROUPS: Final = 50

SORTS: Final[Mapping[str, str]] = {
    "reference": "owner_ref",
    "added": "id",
    "changed": "updated_at",
    "ends": "retention_until",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which of the own records, in which order.

    Attributes:
        text: how the owner's reference begins.
        status: None for all that are not withdrawn.
        sort: a name of `SORTS`, with "-" before it for the other way round.
        page: from 1.
    """

    text: str = ""
    status: Status | None = None
    sort: str = "-added"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list; `count` stops at `COUNTED` + 1."""

    heads: list[Head]
    count: int

    @property
    def is_more(self) -> bool:
        """Whether there are more than are counted."""
        return self.count > COUNTED


@dataclass(frozen=True, slots=True)
class Lacking:
    """How a database's expectation of a field is met by the records looked through."""

    name: str
    expected: float
    filled: int
    of: int

    @property
    def share(self) -> float:
        """0-1."""
        return self.filled / self.of if self.of else 1.0

    @property
    def is_met(self) -> bool:
        """Whether it is what the database expects."""
        return self.share >= self.expected


@dataclass(frozen=True, slots=True)
class Quality:
    """What the newest records lack.

    Attributes:
        records: reference and the names of the expected fields that it lacks, newest first.
        more: there are older records, which were not looked through.
    """

    fields: list[Lacking]
    records: list[tuple[Head, tuple[str, ...]]]
    lacking: int
    of: int
    more: bool


@dataclass(slots=True)
class Twins:
    """Records that share a look-up key."""

    refs: list[Ref] = field(default_factory=list)


def own_rows(asker: Asker, databases: Iterable[str]) -> QuerySet[Record]:
    """The bureau's own records of these databases that this asker may see."""
    if not keeps_records(asker):
        return Record.objects.none()
    return Record.objects.filter(
        database__in=[by_code(code).number for code in databases],
        owner=asker.country,
        confidentiality__lte=asker.clearance,
    )


def own_list(asker: Asker, database: str, wanted: Wanted) -> Listed:
    """A page of the own records."""
    rows = _wanted(own_rows(asker, [database]), wanted)
    way, name = ("-", wanted.sort[1:]) if wanted.sort.startswith("-") else ("", wanted.sort)
    rows = rows.order_by(way + SORTS.get(name, "id"), way + "id")
    first = (max(wanted.page, 1) - 1) * PAGE
    return Listed([head_of(row, asker) for row in rows[first : first + PAGE]], _capped(rows))


def own_counts(asker: Asker, databases: Iterable[str]) -> dict[str, int]:
    """How many own records each database has, up to `COUNTED` + 1; withdrawn ones not."""
    return {code: _capped(own_rows(asker, [code]).exclude(status=WITHDRAWN)) for code in databases}


def quality(asker: Asker, database: str, *, page: int = 1) -> Quality:
    """What the newest own records lack of what their database expects."""
    declared = by_code(database)
    rows = own_rows(asker, [database]).filter(status=ACTIVE).order_by("-id")
    filled: Counter[str] = Counter()
    lacking: list[tuple[Record, tuple[str, ...]]] = []
    count = 0
    for row in rows[:LOOKED_THROUGH]:
        body = body_of(row, declared)
        lacks = tuple(name for name in declared.expects if name not in body)
        filled.update(name for name in declared.expects if name in body)
        count += 1
        if lacks:
            lacking.append((row, lacks))
    first = (max(page, 1) - 1) * PAGE
    return Quality(
        [Lacking(name, share, filled[name], count) for name, share in declared.expects.items()],
        [(head_of(row, asker), lacks) for row, lacks in lacking[first : first + PAGE]],
        len(lacking),
        count,
        more=count == LOOKED_THROUGH,
    )


def duplicates(asker: Asker, database: str) -> list[Twins]:
    """Groups of own records, among the newest, that one question would find together."""
    declared = by_code(database)
    under: dict[bytes, list[Ref]] = {}
    rows = own_rows(asker, [database]).filter(status=ACTIVE).order_by("-id")
    for row in rows[:LOOKED_THROUGH]:
        for key in record_keys(declared, body_of(row, declared)):
            under.setdefault(key, []).append(ref_of(row))
    groups = {tuple(sorted(set(refs))) for refs in under.values() if len(set(refs)) > 1}
    whole = [one for one in groups if not any(set(one) < set(other) for other in groups)]
    return [Twins(list(refs)) for refs in sorted(whole)[:MOST_GROUPS]]


def ending(
    asker: Asker, databases: Iterable[str], now: datetime, *, within: timedelta
) -> list[Head]:
    """The own records whose retention ends within so long, the soonest first; at most 200."""
    rows = _ending(asker, databases, now.date() + within)
    rows = rows.order_by("retention_until", "database", "id")
    return [head_of(row, asker) for row in rows[: PAGE * 4]]


def ends_by_month(
    asker: Asker, databases: Iterable[str], now: datetime
) -> dict[str, dict[str, int]]:
    """Month ("2026-03") → database → how many own records end in it, for the next six months."""
    until = now.date() + REVIEW_BEFORE_END
    rows = _ending(asker, databases, until).values_list("database", "retention_until")
    months: dict[str, dict[str, int]] = {}
    for number, day, count in rows.annotate(n=Count("id")).order_by("retention_until"):
        month, code = months.setdefault(f"{day:%Y-%m}", {}), by_number(number).code
        month[code] = month.get(code, 0) + count
    return months


def expired(asker: Asker, now: datetime, *, within: timedelta) -> list[tuple[date, str, int]]:
    """What the retention job withdrew of the own records: day, database, how many; newest first."""
    if not keeps_records(asker):
        return []
    told = OwnerNotice.objects.filter(owner=asker.country, what="expire", at__gt=now - within)
    counts: Counter[tuple[date, str]] = Counter()
    for at, number, records in told.values_list("at", "database", "records"):
        if number is not None:
            counts[at.date(), by_number(number).code] += records
    return [(day, code, count) for (day, code), count in sorted(counts.items(), reverse=True)]


def reference_of(ref: Ref) -> str:
    """The published reference of a record."""
    return published(by_code(ref.database).number, ref.id)


def _ending(asker: Asker, databases: Iterable[str], until: date) -> QuerySet[Record]:
    rows = own_rows(asker, databases).exclude(status=WITHDRAWN)
    return rows.filter(retention_until__lte=until)


def _wanted(rows: QuerySet[Record], wanted: Wanted) -> QuerySet[Record]:
    if wanted.text:
        rows = rows.filter(owner_ref__startswith=wanted.text)
    if wanted.status is None:
        return rows.exclude(status=WITHDRAWN)
    return rows.filter(status__in=[n for n, told in STATUSES.items() if told is wanted.status])


def _capped(rows: QuerySet[Record]) -> int:
    return rows.order_by()[: COUNTED + 1].count()
