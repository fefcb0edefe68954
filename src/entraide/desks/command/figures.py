"""Counting a day from the audit room's columns, and rounding what is told to the public.

Pure: columns in, numbers out.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from entraide.desks.audit.columns import CHECKED, ROW, Columns
from entraide.engine.check.answer_times import SHARES, Counts, soonest
from entraide.engine.databases import databases
from entraide.engine.schema.vocabulary import Verdict
from entraide.language import _

CHECKS: Final = "checks"
RECORDS: Final = "records"
NAMES: Final = {
    CHECKS: _("Checks"),
    Verdict.HIT.value: _("Hits"),
    Verdict.POSSIBLE.value: _("Possible matches"),
    Verdict.NO_HIT.value: _("Checks without a match"),
    Verdict.INCOMPLETE.value: _("Incomplete answers"),
    RECORDS: _("Records"),
    "answered_50": _("Half of the answers within (microseconds)"),
    "answered_95": _("95 of 100 answers within (microseconds)"),
    "answered_99": _("99 of 100 answers within (microseconds)"),
}
"""Figure → what it is called. All but records and answer times are counted over the period."""
SMALLEST_TOLD: Final = 10
"""A public figure below this is told as "fewer than": a single case must not be recognised."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One number: what was counted, in which database ("": all), of which bureau ("": the hub)."""

    name: str
    database: str
    bureau: str
    value: int


@dataclass(frozen=True, slots=True)
class Traffic:
    """The checks of a bureau, or of the hub, over some days.

    Attributes:
        by_day: day → result → checks.
        by_hour: 24 counts of the last of the days, by the hour (UTC).
    """

    by_day: dict[date, Counter[str]]
    by_hour: list[int]


def day_counted(columns: Columns, day: date) -> Iterator[Counted]:
    """Checks and their results of one day: of the hub, of each bureau, and by database asked."""
    rows = _checks(columns, day)
    for bureau in ["", *sorted(_words(columns, rows["country"]))]:
        own = rows[rows["country"] == columns.number(bureau)] if bureau else rows
        yield Counted(CHECKS, "", bureau, len(own))
        results = _results(columns, own)
        for verdict in Verdict:
            yield Counted(verdict.value, "", bureau, results[verdict.value])
    for database in databases():
        asked = int(np.count_nonzero(rows["asked"] >> database.number & 1))
        yield Counted(CHECKS, database.code, "", asked)


def traffic(columns: Columns, bureau: str, last: date, days: int) -> Traffic:
    """The checks of a bureau ("": the hub) on so many days up to the last, each day told."""
    first = last - timedelta(days=days - 1)
    found = Traffic({}, [0] * 24)
    for place in range(days):
        day = first + timedelta(days=place)
        rows = _checks(columns, day)
        if bureau:
            rows = rows[rows["country"] == columns.number(bureau)]
        found.by_day[day] = _results(columns, rows)
        if day == last:
            found.by_hour[:] = np.bincount(rows["ms"] // 3_600_000, minlength=24).tolist()
    return found


def answered_within(times: Counts) -> Iterator[Counted]:
    """How soon the hub's answers of a period were given; nothing where nobody asked.

    Args:
        times: answers by hour and step.
    """
    steps = times.sum(axis=0)
    for share in SHARES:
        seconds = soonest(steps, share)
        if seconds is not None:
            yield Counted(f"answered_{share}", "", "", round(seconds * 1e6))


def told_publicly(value: int) -> tuple[int, bool]:
    """A figure as the public is told it: rounded to three digits, at least to tens.

    Gives the rounded number and whether it is exact enough to be told; a small one is not, and the
    number is then the one that it is below.
    """
    if 0 < value < SMALLEST_TOLD:
        return SMALLEST_TOLD, False
    step = max(10, 10 ** (len(str(value)) - 3))
    return (value + step // 2) // step * step, True


def _checks(columns: Columns, day: date) -> NDArray[np.void]:
    rows = columns.days(day, day + timedelta(days=1)).get(day)
    if rows is None:
        return np.empty(0, ROW)
    checks: NDArray[np.void] = rows[rows["manner"] == columns.number(CHECKED)]
    return checks


def _results(columns: Columns, rows: NDArray[np.void]) -> Counter[str]:
    numbers, counts = np.unique(rows["verdict"], return_counts=True)
    return Counter(
        {
            columns.word(int(number)): int(count)
            for number, count in zip(numbers, counts, strict=True)
        }
    )


def _words(columns: Columns, numbers: NDArray[np.uint32]) -> set[str]:
    return {columns.word(int(number)) for number in np.unique(numbers)}
