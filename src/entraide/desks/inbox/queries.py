"""A bureau's work list and hit list, read for somebody of that bureau.

What is about a record that the reader may not see is nowhere: not in a list, not in a count.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from entraide.desks.bureaus.models import Person
from entraide.desks.bureaus.policy import Actor, Right, Thing, may
from entraide.desks.bureaus.queries import NoAccount, owners_hiding_from
from entraide.desks.inbox.models import Consultation, Item
from entraide.desks.records.envelope import Ref
from entraide.desks.records.models import Record
from entraide.engine.databases import by_code, by_number
from entraide.errors import NotAllowed, NotFound

ON_A_PAGE: Final = 50


class Tab(StrEnum):
    """Which part of the work list is looked at."""

    OPEN = "open"
    MINE = "mine"
    DONE = "done"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is to do."""

    open: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which consultations are wanted; None wants all.

    Attributes:
        record: of one record only.
        is_foreign: by other bureaus only.
    """

    database: str | None = None
    record: Ref | None = None
    since: datetime | None = None
    is_foreign: bool = False


def items(
    actor: Actor, tab: Tab = Tab.OPEN, *, kind: str | None = None, page: int = 1
) -> list[Item]:
    """One page of the work list, what is due first; newest first of what is done or sent.

    Raises:
        NotAllowed: this is not a desk's officer.
    """
    rows = _of_tab(actor, tab).select_related("assigned_to", "bureau")
    if kind:
        rows = rows.filter(kind=kind)
    order = (
        (F("due_on").asc(nulls_last=True), "-sent_at", "-pk")
        if tab in {Tab.OPEN, Tab.MINE}
        else ("-sent_at", "-pk")
    )
    first = (max(page, 1) - 1) * ON_A_PAGE
    return list(rows.order_by(*order)[first : first + ON_A_PAGE])


def counted(actor: Actor, tab: Tab, *, kind: str | None = None) -> int:
    """How many items this part of the list has. Raises NotAllowed."""
    rows = _of_tab(actor, tab)
    return (rows.filter(kind=kind) if kind else rows).count()


def counts(actor: Actor, today: date) -> Counts:
    """How much there is to do, and how much of it is late. Raises NotAllowed."""
    rows = _of_tab(actor, Tab.OPEN)
    return Counts(rows.count(), rows.filter(due_on__lt=today).count())


def item(actor: Actor, number: int) -> Item:
    """One item of the own inbox, or one that the own bureau sent. Raises NotFound."""
    _require(actor)
    rows = _seen(actor).filter(Q(bureau=actor.bureau) | Q(sender=actor.bureau))
    found = rows.select_related("assigned_to", "bureau", "answers").filter(pk=number).first()
    if found is None:
        raise NotFound
    return found


def correspondence(actor: Actor, row: Item) -> list[Item]:
    """What was written before and after this item, oldest first."""
    numbers = {row.pk}
    before = row
    while before.answers_id is not None and before.answers_id not in numbers:
        numbers.add(before.answers_id)
        before = Item.objects.get(pk=before.answers_id)
    after = set(numbers)
    while after:
        found = set(Item.objects.filter(answers__in=after).values_list("pk", flat=True))
        after = found - numbers
        numbers |= after
    rows = _seen(actor).filter(Q(bureau=actor.bureau) | Q(sender=actor.bureau), pk__in=numbers)
    return list(rows.select_related("bureau").order_by("sent_at", "pk"))


def colleagues(actor: Actor) -> list[Person]:
    """The people of the own bureau to whom something can be assigned."""
    rows = Person.objects.filter(bureau=actor.bureau, is_active=True)
    return list(rows.order_by("full_name", "pk"))


def colleague(actor: Actor, username: str) -> Person:
    """One of them. Raises NoAccount, also for somebody of another bureau."""
    found = Person.objects.filter(bureau=actor.bureau, is_active=True, username=username).first()
    if found is None:
        raise NoAccount(name=username)
    return found


def names_of(actor: Actor, names: set[str]) -> dict[str, str]:
    """Full names of those of the own bureau whom the journal calls so ("person:7")."""
    numbers = [int(name[7:]) for name in names if name.startswith("person:") and name[7:].isdigit()]
    rows = Person.objects.filter(bureau=actor.bureau, pk__in=numbers)
    return {f"person:{pk}": full for pk, full in rows.values_list("pk", "full_name")}


def ref(row: Item | Consultation) -> Ref | None:
    """The record that an item or a consultation is about."""
    if row.database is None or row.record is None:
        return None
    return Ref(by_number(row.database).code, row.record)


def consultations(actor: Actor, asked: Asked = Asked(), *, page: int = 1) -> list[Consultation]:
    """Who was shown records of the own bureau, newest first. Raises NotAllowed."""
    first = (max(page, 1) - 1) * ON_A_PAGE
    return list(_consulted(actor, asked).order_by("-at", "-pk")[first : first + ON_A_PAGE])


def consultations_counted(actor: Actor, asked: Asked = Asked()) -> int:
    """How often. Raises NotAllowed."""
    return _consulted(actor, asked).count()


def references_of_owner(rows: list[Consultation]) -> dict[tuple[int, int], str]:
    """The owner's own references of the records of these rows, which are all its own."""
    found: dict[tuple[int, int], str] = {}
    for database in {row.database for row in rows}:
        ids = [row.record for row in rows if row.database == database]
        records = Record.objects.filter(database=database, id__in=ids)
        found |= {(database, id): told for id, told in records.values_list("id", "owner_ref")}
    return found


def _require(actor: Actor) -> None:
    if not may(actor, Right.WORK_INBOX, Thing(actor.bureau)):
        raise NotAllowed


def _of_tab(actor: Actor, tab: Tab) -> QuerySet[Item]:
    _require(actor)
    rows = _seen(actor)
    if tab is Tab.SENT:
        return rows.filter(sender=actor.bureau).exclude(bureau=actor.bureau)
    rows = rows.filter(bureau=actor.bureau, done_at__isnull=tab is not Tab.DONE)
    return rows.filter(assigned_to=actor.person) if tab is Tab.MINE else rows


def _seen(actor: Actor) -> QuerySet[Item]:
    """Items without a record, or about one that is hidden neither by its owner nor by clearance.

    Of items for one person only the actor's own.
    """
    for_whom = Q(only_for=None) | Q(only_for=actor.person)
    return Item.objects.filter(for_whom).exclude(Exists(_hidden(actor)))


def _consulted(actor: Actor, asked: Asked) -> QuerySet[Consultation]:
    _require(actor)
    rows = Consultation.objects.filter(owner=actor.bureau).exclude(Exists(_hidden(actor)))
    if asked.record is not None:
        database = by_code(asked.record.database).number
        rows = rows.filter(database=database, record=asked.record.id)
    elif asked.database is not None:
        rows = rows.filter(database=by_code(asked.database).number)
    if asked.since is not None:
        rows = rows.filter(at__gte=asked.since)
    if asked.is_foreign:
        rows = rows.exclude(country=actor.bureau)
    return rows


def _hidden(actor: Actor) -> QuerySet[Record]:
    """The outer row's record, where this actor may not know of it."""
    of_others = ~Q(owner=actor.bureau) & (
        Q(restricted__contains=f" {actor.bureau} ") | Q(owner__in=owners_hiding_from(actor.bureau))
    )
    rows = Record.objects.filter(database=OuterRef("database"), id=OuterRef("record"))
    return rows.filter(of_others | Q(confidentiality__gt=actor.clearance))
