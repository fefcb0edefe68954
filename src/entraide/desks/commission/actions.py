"""What is done in the commission's sealed room; every act is a step of its own chain.

No act here is journalled in the hub: neither owner nor secretariat nor administrator learns of a
case before the commission asks them. Source: domain §4.12 (30 days for admissibility; from then
four months for access, nine for the rest).
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db import transaction

from entraide.clock import Clock
from entraide.desks.bureaus.policy import Actor, examines
from entraide.desks.commission import queries
from entraide.desks.commission.models import Case, OwnerQuestion, Step
from entraide.desks.commission.sealing import (
    Applied,
    digest_of,
    new_code,
    new_reference,
    seal,
    seal_applied,
)
from entraide.desks.inbox.actions import Message, deliver
from entraide.desks.inbox.models import Item
from entraide.desks.records.feed_head import take_head
from entraide.desks.records.writing import By, Writing, act
from entraide.errors import Conflict, Invalid, NotAllowed
from entraide.language import _

ADMISSIBILITY: Final = timedelta(days=30)
OWNER_ANSWERS: Final = timedelta(days=30)
MONTHS: Final[Mapping[str, int]] = {
    Case.Kind.ACCESS: 4,
    Case.Kind.CORRECTION: 9,
    Case.Kind.DELETION: 9,
    Case.Kind.REVISION: 9,
}
OUTCOMES: Final[Mapping[str, frozenset[str]]] = {
    Case.Kind.ACCESS: frozenset({Case.Outcome.DISCLOSED, Case.Outcome.NEUTRAL}),
    Case.Kind.CORRECTION: frozenset({Case.Outcome.GRANTED, Case.Outcome.DISMISSED}),
    Case.Kind.DELETION: frozenset({Case.Outcome.GRANTED, Case.Outcome.DISMISSED}),
    Case.Kind.REVISION: frozenset({Case.Outcome.GRANTED, Case.Outcome.DISMISSED}),
}
"""What may be decided on each kind of request."""
APPLICANT: Final = "applicant"


def receive(clock: Clock, kind: str, applied: Applied, *, language: str) -> tuple[str, str]:
    """Takes in a request; gives its reference and the code, which is told this once only."""
    code = new_code()
    now = clock.now()
    with transaction.atomic():
        case = Case.objects.create(
            reference=new_reference(),
            code=digest_of(code),
            kind=Case.Kind(kind),
            language=language,
            received_at=now,
            due_on=(now + ADMISSIBILITY).date(),
            sealed=seal_applied(settings.HUB, applied),
        )
        _step(case, now, APPLICANT, "received")
    return case.reference, code


def admit(by: By, reference: str) -> None:
    """Finds a request admissible; its time runs from now. Raises NotFound, NotAllowed, Conflict."""
    now = by.clock.now()
    with transaction.atomic():
        case = _case(by, reference, Case.State.RECEIVED)
        case.state, case.admitted_at = Case.State.EXAMINED, now
        case.due_on = _after(now.date(), MONTHS[case.kind])
        case.save()
        _step(case, now, by.actor.name, "admitted", by.reason)


def refuse(by: By, reference: str) -> None:
    """Finds it not admissible, with the reason that the applicant reads."""
    _require_words(by.reason, "reason")
    now = by.clock.now()
    with transaction.atomic():
        case = _case(by, reference, Case.State.RECEIVED)
        case.state, case.closed_at = Case.State.INADMISSIBLE, now
        case.answer = seal(settings.HUB, by.reason.encode())
        case.save()
        _step(case, now, by.actor.name, "refused", by.reason)


def ask_owner(by: By, reference: str, bureau: str) -> None:
    """Asks a bureau what it holds and whether it may be disclosed: its inbox learns of it now."""
    _require_words(by.reason, "text")

    def do(writing: Writing) -> str:
        case = _case(by, reference, Case.State.EXAMINED)
        due = (writing.now + OWNER_ANSWERS).date()
        question = OwnerQuestion.objects.create(
            case=case,
            bureau_id=bureau,
            asked_at=writing.now,
            due_on=due,
            text=seal(settings.HUB, by.reason.encode()),
        )
        _step(case, writing.now, by.actor.name, "asked_owner", f"{bureau}: {by.reason}")
        subject = _("The commission asks your bureau: question %(number)s.")
        told = {"number": str(question.pk)}
        deliver(
            writing,
            bureau,
            Message(kind=Item.Kind.REVIEW_REQUEST, subject=subject, told=told, due_on=due),
        )
        return f"commission:{question.pk}"

    act(_unexplained(by), ["commission_question", reference, bureau], do)


def answer_owner(by: By, number: int, *, consents: bool) -> None:
    """Answers the commission's question for the own bureau. Raises NotFound, Conflict."""
    now = by.clock.now()
    with transaction.atomic():
        take_head()
        question = queries.question(by.actor, number)
        if question.answered_at is not None:
            raise Conflict("commission_answered", _("This question was answered already."))
        question.answered_at, question.answered_by = now, by.actor.name
        question.consents = consents
        question.answer = seal(settings.HUB, by.reason.encode())
        question.save()
        what = "owner_consents" if consents else "owner_refuses"
        _step(question.case, now, by.actor.name, what, by.reason)


def decide(by: By, reference: str, outcome: str) -> None:
    """Decides, with what the applicant reads; where nothing may be said, the neutral answer.

    Raises:
        Conflict: it was decided already, is not admissible, or an owner who refused would be
            overruled by disclosing.
        Invalid: this cannot be decided on such a request.
    """
    now = by.clock.now()
    with transaction.atomic():
        case = _case(by, reference, Case.State.EXAMINED)
        if outcome not in OUTCOMES[case.kind]:
            raise Invalid("outcome", field="outcome")
        if outcome == Case.Outcome.DISCLOSED and queries.is_refused(case):
            raise Conflict(
                "owner_refused",
                _("An owner did not agree to disclosure: only the neutral answer can be given."),
            )
        if outcome != Case.Outcome.NEUTRAL:
            _require_words(by.reason, "reason")
        case.state, case.outcome, case.closed_at = Case.State.DECIDED, outcome, now
        # The neutral answer has no words of its own: none can tell one case from another.
        words = "" if outcome == Case.Outcome.NEUTRAL else by.reason
        case.answer = seal(settings.HUB, words.encode()) if words else b""
        case.save()
        _step(case, now, by.actor.name, "decided", by.reason)


def order(by: By, reference: str) -> None:
    """Tells the secretariat what to carry out; decisions bind it. Its inbox learns of it now."""
    _require_words(by.reason, "text")

    def do(writing: Writing) -> str:
        case = _case(by, reference, Case.State.EXAMINED, Case.State.DECIDED)
        secretariat = settings.HUB.configuration.organisation.secretariat
        subject = _("The commission orders: %(reference)s")
        deliver(
            writing,
            secretariat,
            Message(
                kind=Item.Kind.REVIEW_REQUEST,
                subject=subject,
                told={"reference": case.reference},
                text=by.reason,
                due_on=(writing.now + timedelta(days=7)).date(),
            ),
        )
        _step(case, writing.now, by.actor.name, "ordered", by.reason)
        return f"commission:{case.reference}"

    act(_unexplained(by), ["commission_order", reference, by.reason], do)


def close(by: By, reference: str) -> None:
    """Closes a decided case once it was carried out."""
    now = by.clock.now()
    with transaction.atomic():
        case = _case(by, reference, Case.State.DECIDED)
        case.state, case.closed_at = Case.State.CLOSED, now
        case.save()
        _step(case, now, by.actor.name, "closed", by.reason)


def _case(by: By, reference: str, *states: str) -> Case:
    """The case, locked, if it is in one of these states."""
    _require_member(by.actor)
    take_head()  # one writer at a time: the chain of steps has one end
    case = queries.case(by.actor, reference)
    if case.state not in states:
        raise Conflict("case_state", _("This cannot be done as the case stands."))
    return case


def _step(case: Case, now: datetime, actor: str, what: str, text: str = "") -> None:
    sealed = seal(settings.HUB, text.encode()) if text else b""
    last = Step.objects.order_by("-pk").first()
    step = Step(case=case, at=now, actor=actor, what=what, text=sealed)
    step.digest = step_digest(bytes(last.digest) if last else b"", step)
    step.save()


def step_digest(previous: bytes, step: Step) -> bytes:
    """What binds a step to the one before it."""
    told = (str(step.case_id), step.at.isoformat(), step.actor, step.what)
    return sha256(previous + "\x1f".join(told).encode() + bytes(step.text)).digest()


def _require_member(actor: Actor) -> None:
    if not examines(actor):
        raise NotAllowed


def _require_words(text: str, field: str) -> None:
    if not text.strip():
        raise Invalid("reason_missing", _("A reason is needed."), field=field)


def _unexplained(by: By) -> By:
    """Who acts, without the words: those stay in the sealed room."""
    return By(actor=by.actor, clock=by.clock, request_key=by.request_key)


def _after(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
