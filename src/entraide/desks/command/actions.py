"""Freezing and restating figures."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db.models import Count

from entraide.clock import Clock
from entraide.desks.audit.columns import Columns
from entraide.desks.audit.following import columns_folder
from entraide.desks.bureaus.policy import Right, Thing, require
from entraide.desks.bureaus.queries import operator
from entraide.desks.command import queries
from entraide.desks.command.figures import RECORDS, Counted, answered_within, day_counted
from entraide.desks.command.models import Figure
from entraide.desks.records.envelope import ACTIVE
from entraide.desks.records.models import Record
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.check.answer_times import counted as times_counted
from entraide.engine.check.answer_times import days_of, forget
from entraide.engine.databases import by_number
from entraide.errors import Invalid, NotFound
from entraide.hub import Hub
from entraide.language import _

SETTLED: Final = timedelta(minutes=10)
"""After midnight, until the last lines of the day before were taken in."""
MOST_DAYS: Final = 31
"""Days that are made up for after the hub stood still."""
TIMES_KEPT: Final = timedelta(days=400)
"""Answer times by day, until their year's figures are frozen."""


def freeze_due(hub: Hub, clock: Clock) -> int:
    """Freezes every day that is over and not frozen yet, and every year; gives how many periods.

    Records are counted now: for days that are made up for, only what the trail tells is frozen.
    """
    columns = Columns(columns_folder(hub))
    today = (clock.now() - SETTLED).date()
    yesterday = today - timedelta(days=1)
    with_rows = columns.days(today - timedelta(days=MOST_DAYS), today)
    frozen = 0
    for day in sorted({*with_rows, yesterday}):
        if not queries.is_frozen(day.isoformat()):
            counted = [
                *day_counted(columns, day),
                *answered_within(times_counted(hub.times_folder, [day])),
            ]
            if day == yesterday:
                counted += _records()
            _freeze(clock, day.isoformat(), counted)
            frozen += 1
    year = str(today.year - 1)
    if queries.has_days_of(year) and not queries.is_frozen(year):
        times = times_counted(hub.times_folder, days_of(int(year)))
        _freeze(clock, year, [*queries.summed(year), *answered_within(times)])
        frozen += 1
    forget(hub.times_folder, today - TIMES_KEPT)
    return frozen


def _records() -> list[Counted]:
    """The records that are answered now: of the hub and of each owner, by database."""
    of_owners = (
        Record.objects.filter(status=ACTIVE)
        .values_list("database", "owner")
        .annotate(count=Count("id"))
        .order_by("database", "owner")
    )
    found: list[Counted] = []
    total: Counter[str] = Counter()
    for database, owner, count in of_owners:
        code = by_number(database).code
        found.append(Counted(RECORDS, code, owner, count))
        total[code] += count
    found += [Counted(RECORDS, code, "", count) for code, count in total.items()]
    found.append(Counted(RECORDS, "", "", total.total()))
    return found


def _freeze(clock: Clock, period: str, counted: Sequence[Counted]) -> None:
    by = By(actor=operator(), clock=clock, reason="")

    def do(writing: Writing) -> str:
        Figure.objects.bulk_create(
            Figure(
                period=period,
                name=each.name,
                database=each.database,
                bureau=each.bureau,
                value=each.value,
                frozen_at=writing.now,
                frozen_by=by.actor.name,
            )
            for each in counted
        )
        writing.journal("freeze_figures", about=period, records=len(counted))
        return period

    act(by, ["freeze_figures", period], do)


def restate(hub: Hub, by: By, figure: int, value: int) -> Done:
    """Puts a corrected number beside a figure, with its reason; the old one stays.

    Raises:
        NotFound: there is no such figure.
        NotAllowed: the actor does not answer for the hub's figures.
        Invalid: no reason is given, or the number is negative.
    """
    require(by.actor, Right.RESTATE, Thing(hub.configuration.organisation.secretariat))
    if not by.reason.strip():
        raise Invalid("reason_missing", _("A reason is needed."), field="reason")
    if value < 0:
        raise Invalid("figure", field="value", expected=_("Expected: a number from 0."))

    def do(writing: Writing) -> str:
        old = Figure.objects.filter(pk=figure).first()
        if old is None:
            raise NotFound
        same = Figure.objects.filter(
            period=old.period, name=old.name, database=old.database, bureau=old.bureau
        )
        Figure.objects.create(
            period=old.period,
            name=old.name,
            database=old.database,
            bureau=old.bureau,
            revision=same.count(),
            value=value,
            reason=by.reason.strip(),
            frozen_at=writing.now,
            frozen_by=by.actor.name,
        )
        writing.journal("restate_figure", about=f"{old.period} {old.name}")
        return f"{old.period} {old.name}"

    return act(by, ["restate_figure", figure, value], do)
