"""Looking through each day's use once: what is unusual opens an inquiry.

Runs outside of requests, as the hub itself. A day is looked through when it is over and the columns
have taken it in; done again, it changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from entraide.clock import Clock
from entraide.desks.audit import habits, inquiries, queries
from entraide.desks.audit.asked import Digests, full_name_form, identity, names, watch_forms
from entraide.desks.audit.asked_lines import AskedRows, Opened, checks_of
from entraide.desks.audit.columns import Columns
from entraide.desks.audit.detectors import MOST_LINES, Facts, Signal, seen
from entraide.desks.audit.following import columns_folder, follow
from entraide.desks.audit.habits import Officer
from entraide.desks.audit.models import WatchedDay
from entraide.desks.bureaus.models import Person
from entraide.desks.bureaus.queries import operator
from entraide.desks.records.writing import By, Writing, act
from entraide.engine.check.trail.segments import chains_folder
from entraide.engine.check.trail.writer import open_seals
from entraide.hub import Hub

SETTLED: Final = timedelta(minutes=10)
"""After midnight, until the last lines of the day before were taken in."""
MOST_DAYS: Final = 7
"""Days that are made up for after the hub stood still."""


@dataclass(slots=True)
class Seen:
    """What the lines of a day say of one officer.

    Attributes:
        grants: under which he asked.
        own_name: lines with his own name.
        watched: label of the bureau's list → lines.
    """

    grants: set[str] = field(default_factory=set)
    own_name: list[str] = field(default_factory=list)
    watched: dict[str, list[str]] = field(default_factory=dict)


def watch(hub: Hub, clock: Clock) -> int:
    """Looks through every day that is over and was not looked through; gives how many signals.

    Raises:
        TrailDamaged: a chain cannot be read: that day is looked through another time.
    """
    today = (clock.now() - SETTLED).date()
    days = [today - timedelta(days=back) for back in range(MOST_DAYS, 0, -1)]
    due = [day for day in days if not queries.is_watched(day)]
    if not due:
        return 0
    follow(hub, clock)
    return sum(watch_day(hub, clock, day) for day in due)


def watch_day(hub: Hub, clock: Clock, day: date) -> int:
    """Looks through one day; gives how many signals, 0 if it was looked through before."""
    columns = Columns(columns_folder(hub))
    uses = habits.use_of(columns, day)
    usual = habits.before(columns, day)
    rows = AskedRows(columns_folder(hub) / "asked", columns)
    told, lines = _read(hub, day, rows)
    often = rows.most_often(day)
    found: dict[Officer, tuple[Person | None, dict[str, Signal]]] = {}
    limits = queries.all_limits()
    for who, use in uses.items():
        said, post = told.get(who, Seen()), (who[0], use.unit)
        person = queries.officer(who, said.grants)
        is_head = person is not None and queries.administers(person)
        facts = Facts(
            who=who,
            use=use,
            lines=lambda hours, who=who: habits.lines_of(columns, day, who, hours, MOST_LINES),  # type: ignore[misc]
            own=usual.own.get(who, []),
            post=usual.posts.get(post, []),
            post_hours=usual.post_hours.get(post, []),
            post_days=usual.post_days.get(post, 0),
            own_name=said.own_name,
            watched=said.watched,
            again=often.get(who, []),
        )
        if signals := seen(facts, limits.of("" if is_head else who[0])):
            found[who] = person, signals
    return _kept(clock, day, lines, found)


def _read(hub: Hub, day: date, rows: AskedRows) -> tuple[dict[Officer, Seen], int]:
    """What the day's lines say of each officer, and how many lines there are."""
    digests = Digests(hub)
    lists = queries.watch_lists()
    own: dict[Officer, str] = {}
    told: dict[Officer, Seen] = {}
    kept: list[tuple[Officer, bytes, str, int]] = []
    lines = 0
    for opened in checks_of(chains_folder(hub), open_seals(hub), day):
        lines += 1
        who = (opened.line.who.country, opened.line.who.officer)
        said = told.setdefault(who, Seen())
        if opened.line.who.grant not in said.grants:
            said.grants.add(opened.line.who.grant)
            person = queries.officer(who, said.grants)
            own[who] = full_name_form(person.full_name) if person else ""
        at = opened.kept.chain, opened.kept.n
        kept += [(who, each, *at) for each in _identities(opened, digests)]
        _look(opened, said, own[who], lists.get(who[0], {}), digests)
    rows.keep(day, kept)
    return told, lines


def _identities(opened: Opened, digests: Digests) -> set[bytes]:
    subjects = opened.criteria.query.subjects if opened.criteria else []
    return {digests.of("identity", form) for each in subjects if (form := identity(each))}


def _look(
    opened: Opened, said: Seen, own: str, entries: Mapping[str, str], digests: Digests
) -> None:
    """Notes a line in which the officer's own name, or an entry of the bureau's list, was asked."""
    line = opened.kept.id
    for subject in opened.criteria.query.subjects if opened.criteria else []:
        if own and own in names(subject) and line not in said.own_name:
            said.own_name.append(line)
        for kind, form in watch_forms(subject) if entries else ():
            label = entries.get(digests.watched(kind, form, opened.line.who.country))
            if label is not None and line not in (lines := said.watched.setdefault(label, [])):
                lines.append(line)


def _kept(
    clock: Clock,
    day: date,
    lines: int,
    found: Mapping[Officer, tuple[Person | None, Mapping[str, Signal]]],
) -> int:
    count = 0

    def do(writing: Writing) -> str:
        nonlocal count
        if queries.is_watched(day):
            return day.isoformat()
        for who, (person, signals) in found.items():
            inquiries.open_or_add(writing, who, person, day, signals)
        count = sum(len(signals) for _person, signals in found.values())
        WatchedDay.objects.create(day=day, lines=lines, signals=count, watched_at=writing.now)
        writing.journal("watch_day", about=day.isoformat(), records=lines)
        return day.isoformat()

    act(By(actor=operator(), clock=clock, reason="watch"), None, do)
    return count
