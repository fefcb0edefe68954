"""Figures as they were frozen, and the hub's health."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from entraide.desks.bureaus.policy import Actor
from entraide.desks.command.figures import NAMES, RECORDS, Counted
from entraide.desks.command.models import Figure
from entraide.desks.records.envelope import ACTIVE
from entraide.desks.records.feed import TruthFeed
from entraide.desks.records.models import Record
from entraide.engine.databases import by_number
from entraide.engine.index.reading import Index
from entraide.errors import NotFound


@dataclass(frozen=True, slots=True)
class Restated:
    """A frozen figure and what it was before it was restated, the oldest first."""

    figure: Figure
    before: list[Figure]


@dataclass(frozen=True, slots=True)
class Health:
    """How far the index is behind.

    Attributes:
        followed_at: when the index last knew that it had followed everything.
        behind: rows of the feed that it has not taken in.
        is_current: it is what this program would build.
    """

    followed_at: datetime
    behind: int
    is_current: bool


def is_frozen(period: str) -> bool:
    """Whether this day or year was frozen."""
    return Figure.objects.filter(period=period).exists()


def has_days_of(year: str) -> bool:
    """Whether days of this year were frozen."""
    return Figure.objects.filter(period__startswith=f"{year}-").exists()


def summed(year: str) -> list[Counted]:
    """The figures of a year: checks and results summed, records as on its last frozen day.

    Without answer times: a year's are no sum of its days'.
    """
    of_year = Figure.objects.filter(period__startswith=f"{year}-")
    days = _holding(of_year.exclude(name__startswith="answered_"))
    flows: Counter[tuple[str, str, str]] = Counter()
    stocks: dict[tuple[str, str, str], tuple[str, int]] = {}
    for row in days:
        key = (row.name, row.database, row.bureau)
        if row.name == RECORDS:
            stocks[key] = max(stocks.get(key, ("", 0)), (row.period, row.value))
        else:
            flows[key] += row.value
    last = max((period for period, _value in stocks.values()), default="")
    return [Counted(*key, value) for key, value in flows.items()] + [
        Counted(*key, value) for key, (period, value) in stocks.items() if period == last
    ]


def published(period: str) -> list[Restated]:
    """The whole hub's figures of a period, all databases together, in the order of their names."""
    rows = Figure.objects.filter(period=period, bureau="", database="")
    order = list(NAMES)
    by_name: dict[str, list[Figure]] = {}
    for row in rows.order_by("revision"):
        by_name.setdefault(row.name, []).append(row)
    return [
        Restated(by_name[name][-1], by_name[name][:-1]) for name in sorted(by_name, key=order.index)
    ]


def records_published(period: str) -> list[Figure]:
    """The whole hub's records by database of a period, the most first."""
    rows = Figure.objects.filter(period=period, bureau="", name=RECORDS).exclude(database="")
    return sorted(_holding(rows), key=lambda row: -row.value)


def periods() -> list[str]:
    """The frozen years and the last thirty frozen days, the newest first."""
    found = Figure.objects.values_list("period", flat=True).distinct()
    years = sorted((period for period in found if len(period) == 4), reverse=True)  # noqa: PLR2004 - "2026"
    days = sorted((period for period in found if len(period) > 4), reverse=True)  # noqa: PLR2004
    return [*years, *days[:30]]


def figure(number: int) -> Figure:
    """A figure of the whole hub by its number. Raises NotFound."""
    found = Figure.objects.filter(pk=number, bureau="", database="").first()
    if found is None:
        raise NotFound
    return found


def own_records(actor: Actor) -> list[tuple[str, int]]:
    """The actor's bureau's answered records: database's code and how many, the most first."""
    rows = (
        Record.objects.filter(owner=actor.bureau, status=ACTIVE)
        .values_list("database")
        .annotate(count=Count("id"))
    )
    found = [(by_number(database).code, count) for database, count in rows]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def health(index: Index) -> Health:
    """How far the index is behind the feed.

    Raises:
        Unavailable: the index cannot be read.
    """
    head = TruthFeed().head()
    with index.snapshot() as snapshot:
        position = snapshot.position
        behind = head.seq - position.seq if head.epoch == position.epoch else head.seq
        return Health(snapshot.followed_at, max(0, behind), snapshot.is_current)


def _holding(rows: Iterable[Figure]) -> list[Figure]:
    """Of each figure the revision that holds."""
    newest: dict[tuple[str, str, str, str], Figure] = {}
    for row in rows:
        key = (row.period, row.name, row.database, row.bureau)
        if key not in newest or newest[key].revision < row.revision:
            newest[key] = row
    return list(newest.values())
