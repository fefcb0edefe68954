"""How much officers and posts usually ask, and at which hours, from the trail's columns.

Only checks count. Nothing is kept: habits are counted anew from the columns when a day is looked
through.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from entraide.desks.audit.columns import CHECKED, Columns
from entraide.engine.check.trail.lines import line_id

DAYS: Final = 28
"""Days before the one that is looked through, by which a habit is known."""
HOUR_MS: Final = 3_600_000

Officer = tuple[str, str]
"""Bureau and officer, as the trail names them."""


@dataclass(frozen=True, slots=True)
class Use:
    """What one officer asked on one day: where, how often, and how often in each hour (UTC)."""

    unit: str
    count: int
    by_hour: tuple[int, ...]


@dataclass(slots=True)
class Habits:
    """What was usual before a day.

    Attributes:
        own: officer → checks on each day on which the officer asked.
        posts: bureau and unit → checks of one officer on one day.
        post_hours: bureau and unit → checks in each hour of the day.
        post_days: bureau and unit → days on which anybody asked there.
    """

    own: dict[Officer, list[int]] = field(default_factory=dict)
    posts: dict[Officer, list[int]] = field(default_factory=dict)
    post_hours: dict[Officer, list[int]] = field(default_factory=dict)
    post_days: dict[Officer, int] = field(default_factory=dict)


def use_of(columns: Columns, day: date) -> dict[Officer, Use]:
    """What each officer asked on a day."""
    rows = _checks(columns, day)
    if not len(rows):
        return {}
    pairs, last, inverse = _by_officer(rows)
    hours = np.bincount(inverse * 24 + rows["ms"] // HOUR_MS, minlength=24 * len(pairs))
    found = {}
    for place, (pair, row) in enumerate(zip(pairs.tolist(), last.tolist(), strict=True)):
        by_hour = tuple(hours[place * 24 : place * 24 + 24].tolist())
        unit = columns.word(int(rows["unit"][row]))
        found[columns.word(pair >> 32), columns.word(pair & 0xFFFFFFFF)] = Use(
            unit, sum(by_hour), by_hour
        )
    return found


def before(columns: Columns, day: date) -> Habits:
    """What was usual in the `DAYS` days before this one."""
    return counted(use_of(columns, day - timedelta(days=back)) for back in range(1, DAYS + 1))


def counted(days: Iterable[Mapping[Officer, Use]]) -> Habits:
    """The habits that these days come to."""
    habits = Habits()
    for uses in days:
        at_posts = set()
        for (bureau, officer), use in uses.items():
            post = (bureau, use.unit)
            habits.own.setdefault((bureau, officer), []).append(use.count)
            habits.posts.setdefault(post, []).append(use.count)
            hours = habits.post_hours.setdefault(post, [0] * 24)
            hours[:] = [had + more for had, more in zip(hours, use.by_hour, strict=True)]
            at_posts.add(post)
        for post in at_posts:
            habits.post_days[post] = habits.post_days.get(post, 0) + 1
    return habits


def lines_of(
    columns: Columns, day: date, who: Officer, hours: frozenset[int] | None, most: int
) -> list[str]:
    """The last lines of an officer's checks on a day, those in these hours only if any are told."""
    rows = _checks(columns, day)
    fits = (rows["country"] == columns.number(who[0])) & (rows["officer"] == columns.number(who[1]))
    if hours is not None:
        fits &= np.isin(rows["ms"] // HOUR_MS, sorted(hours))
    own = rows[fits]
    own = own[np.argsort(own["ms"], kind="stable")][-most:]
    return [line_id(columns.word(int(row["chain"])), int(row["n"])) for row in own]


def _checks(columns: Columns, day: date) -> NDArray[np.void]:
    rows = columns.days(day, day + timedelta(days=1)).get(day)
    if rows is None:
        return np.empty(0, np.dtype([("ms", "<u4")]))
    checks: NDArray[np.void] = rows[rows["manner"] == columns.number(CHECKED)]
    return checks


def _by_officer(
    rows: NDArray[np.void],
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """Each officer's pair of words (bureau before officer), his last row, and whose each row is."""
    pairs = (rows["country"].astype(np.uint64) << np.uint64(32)) | rows["officer"]
    found, last, inverse = np.unique(pairs[::-1], return_index=True, return_inverse=True)
    return found, len(rows) - 1 - last, inverse[::-1]
