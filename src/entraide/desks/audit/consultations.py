"""What the audit room is asked: consultations by who, when, why and with what result.

Whose consultations somebody may read is decided here, in `scope`, before anything is counted. What
was asked about is not here: it is sealed in the trail, and `actions.opened` opens one line.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from entraide.desks.audit.columns import CHECKED, Columns, moment
from entraide.desks.bureaus.policy import Actor, Right, Thing, require
from entraide.engine.check.trail.lines import Checked, Disclosed, line_id
from entraide.engine.check.trail.read import Kept, find
from entraide.engine.check.trail.segments import chains_folder
from entraide.engine.schema.vocabulary import Purpose, Role, Verdict
from entraide.errors import Invalid, NotFound
from entraide.hub import Hub
from entraide.language import _

MOST_DAYS: Final = 93
"""Days that one question may span."""
A_PAGE: Final = 50


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """Which consultations are sought; what is "" or None does not matter.

    Attributes:
        since, until: days (UTC), both included.
        manner: "checked", or how records left (`lines.Manner`).
        database: the number of one that was asked.
    """

    since: date
    until: date
    country: str = ""
    unit: str = ""
    officer: str = ""
    role: Role | None = None
    purpose: Purpose | None = None
    verdict: Verdict | None = None
    manner: str = ""
    database: int | None = None


@dataclass(frozen=True, slots=True)
class Consulted:
    """One line of the trail, as the room lists it; `verdict` is "" for disclosures."""

    line: str
    at: datetime
    country: str
    unit: str
    officer: str
    workstation: str
    role: str
    purpose: str
    manner: str
    verdict: str
    asked: tuple[int, ...]
    records: int


@dataclass(slots=True)
class Page:
    """A page of consultations, the newest first, and what all that fit come to."""

    lines: list[Consulted]
    total: int
    by_hour: list[int]
    """24 counts, by the hour of the day (UTC)."""
    by_day: dict[date, int]
    by_verdict: Counter[str]


def audits_all(actor: Actor, hub: Hub) -> bool:
    """Whether this actor reads the consultations of every bureau: the secretariat's auditor."""
    return actor.is_operator or (
        actor.role is Role.AUDITOR and actor.bureau == hub.configuration.organisation.secretariat
    )


def scope(hub: Hub, actor: Actor, sought: Sought) -> Sought:
    """The same question within what this actor may read: the whole hub, or the own bureau only.

    Raises:
        NotAllowed: the actor may read neither.
        Invalid: the days are in the wrong order or too many.
    """
    if sought.until < sought.since or (sought.until - sought.since).days >= MOST_DAYS:
        raise Invalid(
            "audit_days",
            field="until",
            expected=_("Expected: a last day that is not before the first, at most %(days)s days."),
            days=MOST_DAYS,
        )
    require(actor, Right.AUDIT, Thing(actor.bureau))
    if audits_all(actor, hub):
        return sought
    return msgspec.structs.replace(sought, country=actor.bureau)


def line(hub: Hub, actor: Actor, id: str) -> Kept:
    """A line of the trail that this actor may audit, a check or a disclosure.

    Raises:
        Invalid: this is no line's id.
        NotFound: there is no such line, or it is another bureau's or no consultation.
        NotAllowed: the actor may audit nothing.
    """
    require(actor, Right.AUDIT, Thing(actor.bureau))
    kept = find(chains_folder(hub), id)
    if not isinstance(kept.line, Checked | Disclosed):
        raise NotFound
    if not audits_all(actor, hub) and kept.line.who.country != actor.bureau:
        raise NotFound
    return kept


def consulted(columns: Columns, sought: Sought, *, page: int = 1) -> Page:
    """A page of what is sought; call it with what `scope` gave."""
    found = Page([], 0, [0] * 24, {}, Counter())
    first, last = (page - 1) * A_PAGE, page * A_PAGE
    days = columns.days(sought.since, sought.until + timedelta(days=1))
    for day in sorted(days, reverse=True):
        rows = days[day]
        rows = rows[_fits(columns, rows, sought)]
        if not len(rows):
            continue
        _count(columns, found, day, rows)
        start = found.total
        found.total += len(rows)
        if start < last and found.total > first:
            order = np.argsort(rows["ms"], kind="stable")[::-1]
            wanted = order[max(0, first - start) : last - start]
            found.lines += [_told(columns, day, rows[at]) for at in wanted]
    return found


def every(columns: Columns, sought: Sought) -> list[Consulted]:
    """All that is sought, the oldest first, for an export."""
    days = columns.days(sought.since, sought.until + timedelta(days=1))
    told = []
    for day, rows in sorted(days.items()):
        fitting = rows[_fits(columns, rows, sought)]
        order = np.argsort(fitting["ms"], kind="stable")
        told += [_told(columns, day, fitting[at]) for at in order]
    return told


def _fits(columns: Columns, rows: NDArray[np.void], sought: Sought) -> NDArray[np.bool_]:
    fits = np.ones(len(rows), np.bool_)
    for column in ("country", "unit", "officer", "role", "purpose", "verdict", "manner"):
        if wanted := getattr(sought, column):
            fits &= rows[column] == columns.number(str(wanted))
    if sought.database is not None:
        fits &= (rows["asked"] >> sought.database & 1).astype(np.bool_)
    return fits


def _count(columns: Columns, found: Page, day: date, rows: NDArray[np.void]) -> None:
    found.by_day[day] = len(rows)
    hours = np.bincount(rows["ms"] // 3_600_000, minlength=24)
    found.by_hour = [before + int(more) for before, more in zip(found.by_hour, hours, strict=True)]
    checks = rows[rows["manner"] == columns.number(CHECKED)]
    for number, count in zip(*np.unique(checks["verdict"], return_counts=True), strict=True):
        found.by_verdict[columns.word(int(number))] += int(count)


def _told(columns: Columns, day: date, row: np.void) -> Consulted:
    def word(column: str) -> str:
        return columns.word(int(row[column]))

    asked = int(row["asked"])
    return Consulted(
        line=line_id(word("chain"), int(row["n"])),
        at=moment(day, int(row["ms"])),
        country=word("country"),
        unit=word("unit"),
        officer=word("officer"),
        workstation=word("workstation"),
        role=word("role"),
        purpose=word("purpose"),
        manner=word("manner"),
        verdict=word("verdict"),
        asked=tuple(number for number in range(asked.bit_length()) if asked >> number & 1),
        records=int(row["records"]),
    )
