"""The commission's cases, for its members; its questions, for the bureau that was asked."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from entraide.desks.bureaus.models import Bureau
from entraide.desks.bureaus.policy import Actor, Right, Thing, examines, may
from entraide.desks.commission.models import Case, OwnerQuestion, Step
from entraide.desks.commission.sealing import Applied, applied_of, digest_of, unseal
from entraide.errors import NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step in a case, its words opened."""

    at: datetime
    actor: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What an applicant reads: the state, and the answer once there is one."""

    case: Case
    answer: str


def cases(actor: Actor) -> QuerySet[Case]:
    """Every case, what is due first. Raises NotAllowed."""
    if not examines(actor):
        raise NotAllowed
    return Case.objects.order_by("closed_at", "due_on", "pk")


def case(actor: Actor, reference: str) -> Case:
    """One case. Raises NotFound, NotAllowed."""
    found = cases(actor).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def applied(actor: Actor, row: Case) -> Applied:
    """What the applicant wrote. Raises NotAllowed, Unavailable."""
    if not examines(actor):
        raise NotAllowed
    return applied_of(settings.HUB, bytes(row.sealed))


def steps(actor: Actor, row: Case) -> list[ShownStep]:
    """What was done in a case, the oldest first. Raises NotAllowed."""
    if not examines(actor):
        raise NotAllowed
    return [
        ShownStep(each.at, each.actor, each.what, words(bytes(each.text)))
        for each in row.steps.order_by("pk")
    ]


def questions_of(actor: Actor, row: Case) -> list[OwnerQuestion]:
    """What bureaus were asked in a case. Raises NotAllowed."""
    if not examines(actor):
        raise NotAllowed
    return list(row.questions.select_related("bureau").order_by("pk"))


def question(actor: Actor, number: int) -> OwnerQuestion:
    """A question to the actor's own bureau's desk. Raises NotFound."""
    found = questions(actor).filter(pk=number).first()
    if found is None:
        raise NotFound
    return found


def questions(actor: Actor) -> QuerySet[OwnerQuestion]:
    """All questions to the actor's own bureau; none where the actor does not work its inbox."""
    rows = OwnerQuestion.objects.select_related("case").order_by("answered_at", "due_on", "pk")
    if not may(actor, Right.WORK_INBOX, Thing(actor.bureau)) or actor.is_operator:
        return rows.none()
    return rows.filter(bureau=actor.bureau)


def is_refused(row: Case) -> bool:
    """Whether an owner did not agree to disclosure, or has not answered."""
    return row.questions.exclude(consents=True).exists()


def bureaus() -> list[Bureau]:
    """Those whom the commission may ask."""
    return list(Bureau.objects.filter(is_active=True).order_by("code"))


def standing(reference: str, code: str) -> Standing:
    """What an applicant may read with the code. Raises NotFound, the same for both being wrong."""
    row = Case.objects.filter(reference=reference.strip().upper()).first()
    if not constant_time_compare(row.code if row else "", digest_of(code)) or row is None:
        raise NotFound
    return Standing(row, words(bytes(row.answer)))


def all_steps() -> QuerySet[Step]:
    """The whole chain, the oldest first, for its verification."""
    return Step.objects.order_by("pk")


def words(box: bytes) -> str:
    """What was sealed, as text. Raises Unavailable."""
    return unseal(settings.HUB, box).decode()
