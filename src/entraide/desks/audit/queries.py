"""The journal, read for somebody who may audit it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from entraide.desks.bureaus.models import Person
from entraide.desks.bureaus.policy import Actor, Right, Thing, require
from entraide.desks.records.models import Act, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsSought:
    """Which acts are sought.

    Attributes:
        since, until: days (UTC), both included.
        what: the act's code, "" for any.
        who: the beginning of the name of who acted, "" for any.
        is_whole: every bureau's, not only the own one's.
    """

    since: date
    until: date
    what: str = ""
    who: str = ""
    is_whole: bool = False


def acts(actor: Actor, sought: ActsSought) -> QuerySet[Act]:
    """The acts of these days, the newest first: the own bureau's, and others' on its records.

    Raises:
        NotAllowed: the actor may audit nothing.
    """
    require(actor, Right.AUDIT, Thing(actor.bureau))
    first, behind = _begin(sought.since), _begin(sought.until + timedelta(days=1))
    rows = Act.objects.filter(at__gte=first, at__lt=behind)
    if not sought.is_whole:
        own = Record.objects.filter(
            database=OuterRef("database"), id=OuterRef("record"), owner=actor.bureau
        )
        rows = rows.filter(Q(bureau=actor.bureau) | Exists(own))
    if sought.what:
        rows = rows.filter(what=sought.what)
    if sought.who:
        named = _people(actor, is_whole=sought.is_whole).filter(username__startswith=sought.who)
        numbers = [f"person:{number}" for number in named.values_list("pk", flat=True)[:100]]
        rows = rows.filter(Q(actor__startswith=sought.who) | Q(actor__in=numbers))
    return rows.order_by("-pk")


def names_of(actor: Actor, acting: set[str], *, is_whole: bool) -> dict[str, str]:
    """Full names of those whom the journal calls "person:7"; of other bureaus if `is_whole`."""
    numbers = [int(name[7:]) for name in acting if re.fullmatch(r"person:\d{1,18}", name)]
    rows = _people(actor, is_whole=is_whole).filter(pk__in=numbers)
    return {f"person:{number}": name for number, name in rows.values_list("pk", "full_name")}


def _people(actor: Actor, *, is_whole: bool) -> QuerySet[Person]:
    return Person.objects.all() if is_whole else Person.objects.filter(bureau=actor.bureau)


def _begin(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
