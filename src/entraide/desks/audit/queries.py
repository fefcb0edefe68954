"""The journal, inquiries and reasons, read for somebody who may know of them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from entraide.desks.audit.models import (
    Inquiry,
    ReasonAsked,
    Watched,
    WatchedDay,
    WatchSettings,
)
from entraide.desks.audit.thresholds import DEFAULTS
from entraide.desks.bureaus.models import Bureau, Grant, Person
from entraide.desks.bureaus.policy import Actor, Right, Thing, may, require
from entraide.desks.records.models import Act, Record
from entraide.engine.check.trail.lines import Who
from entraide.engine.schema.vocabulary import Role
from entraide.errors import NotFound

_GRANT: Final = re.compile(r"g(\d{1,18})")
_ACCOUNT: Final = re.compile(r"person:(\d{1,18})")


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
    rows = rows.exclude(Q(about__startswith="inquiry:") & ~Exists(_of_inquiry(actor)))
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


@dataclass(frozen=True, slots=True)
class Limits:
    """Everybody's thresholds: bureau → name → number, the hub's own under ""."""

    by_bureau: Mapping[str, Mapping[str, int]]

    def of(self, bureau: str) -> dict[str, int]:
        """Those that hold for a bureau's officers; for "" the hub's own."""
        return DEFAULTS | dict(self.by_bureau.get("", {})) | dict(self.by_bureau.get(bureau, {}))


def all_limits() -> Limits:
    """The thresholds of the hub and of every bureau that set some."""
    return Limits(dict(WatchSettings.objects.values_list("bureau", "values")))


def watch_lists() -> dict[str, dict[str, str]]:
    """Each bureau's list of names and numbers: digest → what the bureau calls it."""
    found: dict[str, dict[str, str]] = {}
    for bureau, digest, label in Watched.objects.values_list("bureau", "digest", "label"):
        found.setdefault(bureau, {})[digest] = label
    return found


def watch_list(bureau: str) -> list[Watched]:
    """One bureau's list."""
    return list(Watched.objects.filter(bureau=bureau).order_by("label", "pk"))


def is_watched(day: date) -> bool:
    """Whether a day's use was looked through."""
    return WatchedDay.objects.filter(pk=day).exists()


def officer(who: tuple[str, str], grants: Collection[str]) -> Person | None:
    """The account of whom the trail names so; None where a national system named the officer.

    A system may name its officer like an account: only the grant tells them apart.
    """
    bureau, name = who
    account = _ACCOUNT.fullmatch(name)
    rows = Person.objects.filter(bureau=bureau).select_related("bureau")
    if account is not None:
        return rows.filter(pk=account[1]).first()
    numbers = [int(found[1]) for grant in grants if (found := _GRANT.fullmatch(grant))]
    return rows.filter(username=name, grants__in=numbers).distinct().first()


def administers(person: Person) -> bool:
    """Whether a person administers the bureau, as its head or deputy."""
    is_deputy = Bureau.objects.filter(pk=person.bureau_id, deputy=person).exists()
    rows = Grant.objects.filter(person=person, administers=True, revoked_at=None)
    return is_deputy or rows.exists()


def unfinished(who: tuple[str, str], person: Person | None) -> Inquiry | None:
    """The inquiry into this officer in which nothing is found yet."""
    rows = Inquiry.objects.filter(
        bureau=who[0],
        person=person,
        state__in=[Inquiry.State.OPENED, Inquiry.State.ASKED, Inquiry.State.ANSWERED],
    )
    return (rows if person else rows.filter(officer=who[1])).order_by("pk").first()


def thing(bureau: str, person: Person | None) -> Thing:
    """An officer, as rights over inquiries are judged."""
    return Thing(
        bureau,
        person=person.pk if person else None,
        is_head=person is not None and administers(person),
        secretariat=secretariat(),
    )


def may_inquire_into(actor: Actor, who: Who) -> bool:
    """Whether this actor may open an inquiry into whoever stands in a line of the trail."""
    person = officer((who.country, who.officer), {who.grant})
    return may(actor, Right.INQUIRE, thing(who.country, person))


def thing_of(row: Inquiry) -> Thing:
    """The same of an inquiry's officer, as it stood when the inquiry was opened."""
    return Thing(row.bureau, person=row.person_id, is_head=row.is_head, secretariat=secretariat())


def inquiries(actor: Actor) -> QuerySet[Inquiry]:
    """The inquiries that this actor may read; never one into himself."""
    if actor.person is None:
        return Inquiry.objects.none()
    rows = Inquiry.objects.exclude(person__isnull=False, person=actor.person)
    rows = rows.select_related("person")
    if actor.role is Role.AUDITOR:
        return rows if actor.bureau == secretariat() else rows.filter(bureau=actor.bureau)
    if actor.administers and actor.bureau != secretariat():
        return rows.filter(bureau=actor.bureau, is_head=False)
    return rows.none()


def inquiry(actor: Actor, number: int) -> Inquiry:
    """One of them. Raises NotFound, for the officer himself too."""
    found = inquiries(actor).filter(pk=number).first()
    if found is None or not may(actor, Right.READ_INQUIRY, thing_of(found)):
        raise NotFound
    return found


def asked(actor: Actor) -> QuerySet[Inquiry]:
    """The inquiries in which this actor was asked, the latest first."""
    rows = Inquiry.objects.filter(person__isnull=False, person=actor.person)
    return rows.filter(asked_at__isnull=False).order_by("-asked_at", "-pk")


def asked_of(actor: Actor, number: int) -> Inquiry:
    """One of them. Raises NotFound."""
    found = asked(actor).filter(pk=number).first()
    if found is None:
        raise NotFound
    return found


def to_suspend(person: Person) -> list[Grant]:
    """The grants of a person that neither rest nor were revoked."""
    rows = Grant.objects.filter(person=person, revoked_at=None, suspended_at=None)
    return list(rows.select_related("bureau", "unit", "person").order_by("pk"))


def suspended_by(person: Person, name: str) -> list[Grant]:
    """The grants of a person that an inquiry suspended."""
    rows = Grant.objects.filter(person=person, revoked_at=None, suspended_by=name)
    return list(rows.select_related("bureau", "unit", "person").order_by("pk"))


def reasons(actor: Actor) -> QuerySet[ReasonAsked]:
    """The actor's own checks whose reason was asked, what is open first."""
    rows = ReasonAsked.objects.filter(person__isnull=False, person=actor.person)
    return rows.order_by("answered_at", "due_on", "pk")


def reason(actor: Actor, number: int) -> ReasonAsked:
    """One of them. Raises NotFound, for everybody else too."""
    found = reasons(actor).filter(pk=number).first()
    if found is None:
        raise NotFound
    return found


def unanswered(today: date) -> QuerySet[ReasonAsked]:
    """The reasons that were not given in time, each until it becomes an inquiry.

    Who has left is asked nothing more.
    """
    rows = ReasonAsked.objects.filter(answered_at=None, inquiry=None, due_on__lt=today)
    rows = rows.filter(person__left_at=None)
    return rows.select_related("person", "person__bureau").order_by("pk")


def reasons_in(actor: Actor) -> QuerySet[ReasonAsked]:
    """The reasons that the own bureau's officers gave or owe, for who may audit; not one's own.

    Raises:
        NotAllowed: the actor may audit nothing.
    """
    require(actor, Right.AUDIT, Thing(actor.bureau))
    rows = ReasonAsked.objects.select_related("person").exclude(person=actor.person)
    is_whole = actor.role is Role.AUDITOR and actor.bureau == secretariat()
    rows = rows if is_whole else rows.filter(bureau=actor.bureau)
    return rows.order_by("-asked_at", "-pk")


def _of_inquiry(actor: Actor) -> QuerySet[Inquiry]:
    """The inquiry that the outer journal line is about, if this actor may read it."""
    named = Concat(Value("inquiry:"), Cast("pk", CharField()), output_field=CharField())
    return inquiries(actor).annotate(named=named).filter(named=OuterRef("about"))


def secretariat() -> str:
    """The secretariat's code."""
    return str(settings.HUB.configuration.organisation.secretariat)
