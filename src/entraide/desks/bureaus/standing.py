"""Whether a grant goes on: suspended and lifted, confirmed every year, ended by silence.

What is suspended is taken out of the index like what is revoked: the very next request is refused.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from entraide.clock import Clock
from entraide.desks.bureaus import queries
from entraide.desks.bureaus.granting import find_grant, note_grant, unnote_grant
from entraide.desks.bureaus.models import Bureau, Grant
from entraide.desks.bureaus.policy import Actor, Right, Thing, require
from entraide.desks.records.visibility import hide
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.errors import Conflict
from entraide.hub import Hub
from entraide.language import _

CONFIRMED_FOR: Final = timedelta(days=365)
"""For how long a grant holds after somebody last said that it is needed. Source: domain §4.15."""
ASKED_BEFORE: Final = timedelta(days=60)
"""How long before its end a grant stands on the work list."""
TIME: Final = "time"
"""Who suspends a grant that nobody confirmed."""
INQUIRY: Final = "inquiry:"
"""How the name of an inquiry that suspended a grant begins."""
AT_ONCE: Final = 200


def suspend(by: By, grant: str) -> Done:
    """Lets a grant rest, with every key under it. Raises NotFound, NotAllowed."""
    found = find_grant(by.actor, grant)
    require(by.actor, Right.SUSPEND_GRANT, Thing(found.bureau_id, person=found.person_id))

    def do(writing: Writing) -> str:
        row = find_grant(by.actor, grant)
        if row.revoked_at is None and row.suspended_at is None:
            rest(writing, row, by.actor.name)
        return grant

    return act(by, ["suspend_grant", grant], do)


def lift(by: By, grant: str) -> Done:
    """Lets a suspended grant hold again; one that silence suspended is confirmed by it.

    Raises:
        NotFound, NotAllowed: as for all acts; nobody lifts what is his own.
        Conflict: it is revoked, or rests because of an inquiry, which lifts it itself.
    """
    found = find_grant(by.actor, grant)
    require(by.actor, Right.SUSPEND_GRANT, Thing(found.bureau_id, person=found.person_id))

    def do(writing: Writing) -> str:
        row = find_grant(by.actor, grant)
        if row.revoked_at is not None:
            raise Conflict("revoked", _("This grant was revoked."))
        if row.suspended_by.startswith(INQUIRY):
            raise Conflict("inquiry", _("This grant rests while an inquiry is open."))
        if row.suspended_by == TIME:
            row.confirmed_at, row.confirmed_by = writing.now, by.actor.name
        wake(writing, row)
        return grant

    return act(by, ["lift_grant", grant], do)


def confirm(by: By, names: Iterable[str]) -> Done:
    """Says that these grants are still needed; those that silence suspended hold again.

    Raises NotFound, NotAllowed: nobody confirms what is his own.
    """
    asked = sorted(set(names))
    for name in asked:
        _may_confirm(by.actor, _any_grant(by.actor, name))

    def do(writing: Writing) -> str:
        for name in asked:
            row = _any_grant(by.actor, name)
            if row.revoked_at is not None:
                continue
            row.confirmed_at, row.confirmed_by = writing.now, by.actor.name
            if row.suspended_by == TIME:
                row.suspended_at, row.suspended_by = None, ""
                note_grant(writing, row)
            row.save(update_fields=["confirmed_at", "confirmed_by", "suspended_at", "suspended_by"])
            writing.journal("confirm", about=name)
        return " ".join(asked)[:200]

    return act(by, ["confirm", asked], do)


def name_deputy(by: By, bureau: str, username: str) -> Done:
    """Names who administers a bureau beside its head; nobody if `username` is "".

    Raises:
        NotFound, NotAllowed: as for all acts; a deputy names none.
        Conflict: the person has no grant that two people made, so a deputy is no way round them.
    """
    require(by.actor, Right.NAME_DEPUTY, Thing(bureau))
    person = queries.person(username) if username else None
    if person is not None:
        if person.bureau_id != bureau or not person.is_active:
            raise queries.NoAccount(name=username)
        actors = [
            queries.actor(person, by.clock.now(), each.pk)
            for each in queries.grants_of(person, by.clock.now())
        ]
        if not any(each.needs_second_factor for each in actors):
            raise Conflict("deputy", _("Only somebody who reads full reports can be the deputy."))

    def do(writing: Writing) -> str:
        Bureau.objects.filter(pk=bureau).update(deputy=person)
        about = f"{bureau} person:{person.pk}" if person else bureau
        writing.journal("name_deputy", about=about)
        return about

    return act(by, ["name_deputy", bureau, username], do)


def suspend_unconfirmed(hub: Hub, clock: Clock) -> int:
    """Suspends every grant that nobody confirmed for a year; gives how many."""
    by = By(actor=queries.operator(), clock=clock, reason=TIME)
    suspended = 0
    while True:
        count = 0

        def do(writing: Writing) -> str:
            nonlocal count
            due = list(to_confirm(clock.now(), within=timedelta(0))[:AT_ONCE])
            for row in due:
                rest(writing, row, TIME)
            count = len(due)
            return "unconfirmed"

        hide(hub, act(by, None, do))
        suspended += count
        if count < AT_ONCE:
            return suspended


def rest(writing: Writing, row: Grant, who: str) -> None:
    """Suspends a grant within the act that holds the pen."""
    row.suspended_at, row.suspended_by = writing.now, who
    row.save(update_fields=["suspended_at", "suspended_by"])
    unnote_grant(writing, row)
    writing.journal("suspend_grant", about=queries.grant_name(row))


def wake(writing: Writing, row: Grant) -> None:
    """Lets a suspended grant hold again within the act that holds the pen."""
    row.suspended_at, row.suspended_by = None, ""
    row.save(update_fields=["suspended_at", "suspended_by", "confirmed_at", "confirmed_by"])
    note_grant(writing, row)
    writing.journal("lift", about=queries.grant_name(row))


def to_confirm(now: datetime, *, within: timedelta = ASKED_BEFORE) -> QuerySet[Grant]:
    """The grants whose year ends within this time, and which still hold."""
    rows = Grant.objects.filter(revoked_at=None, suspended_at=None)
    rows = rows.annotate(since=Coalesce(F("confirmed_at"), F("granted_at")))
    return rows.filter(since__lte=now - CONFIRMED_FOR + within).order_by("since", "pk")


def silenced() -> QuerySet[Grant]:
    """The grants that rest because nobody confirmed them."""
    return Grant.objects.filter(Q(revoked_at=None, suspended_by=TIME)).order_by("pk")


def _any_grant(actor: Actor, name: str) -> Grant:
    """A grant of the own bureau; for the secretariat also of another bureau's head."""
    number = name.removeprefix("g")
    if actor.administers and number.isascii() and number.isdecimal():
        found = Grant.objects.filter(pk=number).select_related("bureau", "unit", "person").first()
        if found is not None and _is_head(found):
            _may_confirm(actor, found)
            return found
    return find_grant(actor, name)


def _may_confirm(actor: Actor, row: Grant) -> None:
    thing = Thing(row.bureau_id, person=row.person_id, is_head=_is_head(row))
    require(actor, Right.CONFIRM, thing)


def _is_head(row: Grant) -> bool:
    return row.administers
