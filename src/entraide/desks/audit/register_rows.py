"""The registers, read for who may audit, and what the hub itself enters in them."""

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from entraide.desks.audit.models import RegisterEntry, TrailReached
from entraide.desks.audit.queries import secretariat
from entraide.desks.audit.registers import PROCESSING
from entraide.desks.bureaus.policy import Actor, Right, Thing, require
from entraide.desks.records.models import Act, Batch
from entraide.engine.schema.vocabulary import Role
from entraide.errors import NotFound


def entries(actor: Actor, register: str) -> QuerySet[RegisterEntry]:
    """A register's entries as they stand now, for who may audit: the own bureau's.

    What the secretariat processes every auditor reads; its auditor reads every bureau's.

    Raises:
        NotAllowed: the actor may audit nothing.
    """
    require(actor, Right.AUDIT, Thing(actor.bureau))
    rows = RegisterEntry.objects.filter(register=register, is_latest=True)
    if actor.role is Role.AUDITOR and actor.bureau == secretariat():
        return rows
    is_open = register == PROCESSING
    return rows.filter(bureau__in=[actor.bureau, secretariat()] if is_open else [actor.bureau])


def entry(actor: Actor, register: str, number: int) -> RegisterEntry:
    """One of them. Raises NotFound, NotAllowed."""
    found = entries(actor, register).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def versions(row: RegisterEntry) -> list[RegisterEntry]:
    """Every version of an entry, the latest first."""
    rows = RegisterEntry.objects.filter(register=row.register, number=row.number)
    return list(rows.order_by("-version"))


def entered(register: str, about: str) -> RegisterEntry | None:
    """The entry that the hub itself made about this."""
    rows = RegisterEntry.objects.filter(register=register, about=about, is_latest=True)
    return rows.first()


def lists_begun(after: int, upto: int) -> list[Act]:
    """The lists that were begun to be asked, behind the first line of the journal to the second."""
    return list(Act.objects.filter(pk__gt=after, pk__lte=upto, what="begin_list").order_by("pk"))


def reached_act(name: str) -> int:
    """The line of the journal to which it was read under this name."""
    found = TrailReached.objects.filter(pk=name).first()
    return int(found.places["act"]) if found else 0


def last_act() -> int:
    """The number of the journal's last line."""
    return Act.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def imports_done() -> list[Batch]:
    """The imports that are done and stand in no register yet."""
    named = Concat(Value("batch:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    known = RegisterEntry.objects.filter(about=named)
    rows = Batch.objects.filter(~Exists(known), state=Batch.State.DONE)
    return list(rows.order_by("pk")[:1000])
