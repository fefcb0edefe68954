"""The acts of an inquiry into how an officer used the hub.

Nobody inquires into himself. A bureau's head inquires into the bureau's officers, the secretariat's
auditor into heads and into the secretariat's own people; other auditors read. Whom an inquiry is
about knows of it when he is asked, not before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.conf import settings

from entraide.desks.audit import consultations, queries
from entraide.desks.audit.detectors import BY_HAND, SILENCE, Signal
from entraide.desks.audit.habits import Officer
from entraide.desks.audit.models import Inquiry, InquirySignal, InquiryStep
from entraide.desks.bureaus import standing
from entraide.desks.bureaus.models import Person
from entraide.desks.bureaus.policy import Right, require
from entraide.desks.inbox.actions import Message, clean_text, close_question, deliver
from entraide.desks.inbox.models import Item
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.errors import Conflict, Invalid
from entraide.language import _

State = Inquiry.State
ANSWER_WITHIN: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Move:
    """What may be done, in which states, and the state that it leads to; None stays."""

    begins: frozenset[str]
    ends: str | None = None


MOVES: Final[Mapping[str, Move]] = {
    "ask": Move(frozenset({State.OPENED}), State.ASKED),
    "answer": Move(frozenset({State.ASKED}), State.ANSWERED),
    "find": Move(frozenset({State.OPENED, State.ASKED, State.ANSWERED}), State.FOUND),
    "report": Move(frozenset({State.FOUND}), State.REPORTED),
    "close": Move(frozenset({State.FOUND, State.REPORTED}), State.CLOSED),
    "suspend": Move(frozenset(State) - {State.CLOSED}),
    "lift": Move(frozenset(State)),
}
"""Every move of an inquiry."""


def open_or_add(
    writing: Writing,
    who: Officer,
    person: Person | None,
    day: date,
    signals: Mapping[str, Signal],
) -> Inquiry:
    """Opens an inquiry, or adds to the one in which nothing is found yet; within that act."""
    row = queries.unfinished(who, person)
    if row is None:
        row = Inquiry.objects.create(
            bureau=who[0],
            officer=who[1],
            person=person,
            is_head=person is not None and queries.administers(person),
            opened_at=writing.now,
        )
        _step(writing, row, "open")
        writing.journal("open_inquiry", about=about(row))
    for detector, signal in signals.items():
        _add(writing, row, detector, day, signal)
    return row


def _add(writing: Writing, row: Inquiry, detector: str, day: date, signal: Signal) -> None:
    """Puts a signal beside the others; one of the same rule and day takes the lines in."""
    same, is_new = InquirySignal.objects.get_or_create(
        inquiry=row,
        detector=detector,
        day=day,
        defaults={"numbers": signal.numbers, "lines": signal.lines, "at": writing.now},
    )
    if not is_new:
        same.lines = sorted({*same.lines, *signal.lines})
        same.save(update_fields=["lines"])


def open_by_hand(by: By, line: str) -> Done:
    """Opens an inquiry about a line of the trail, with the reason that `by` gives.

    Raises:
        NotFound: there is no such line for this actor.
        NotAllowed: the actor does not inquire into this officer.
        Invalid: no reason is given.
    """
    said = clean_text(by.reason, field="text")
    kept = consultations.line(settings.HUB, by.actor, line)
    told = kept.line.who  # type: ignore[union-attr]
    person = queries.officer((told.country, told.officer), {told.grant})
    who = (told.country, person.username if person else told.officer)
    require(by.actor, Right.INQUIRE, queries.thing(who[0], person))

    def do(writing: Writing) -> str:
        signal = Signal({}, [kept.id])
        row = open_or_add(writing, who, person, writing.today, {BY_HAND: signal})
        _step(writing, row, "note", said)
        return str(row.pk)

    return act(by, ["open_inquiry", kept.id, said], do)


def silent(writing: Writing, who: Officer, person: Person, lines: list[str]) -> Inquiry:
    """Opens an inquiry into why reasons were not given; within the act that holds the pen."""
    signal = Signal({"count": len(lines)}, lines)
    return open_or_add(writing, who, person, writing.today, {SILENCE: signal})


def ask(by: By, number: int, text: str) -> Done:
    """Asks the officer, who learns of the inquiry now and answers within `ANSWER_WITHIN`.

    An officer without an account is asked by the bureau, which writes down the answer.
    Raises as every act here: NotFound, NotAllowed, Conflict, Invalid.
    """
    said = clean_text(text)

    def change(writing: Writing, row: Inquiry) -> None:
        row.asked_at, row.due_on = writing.now, writing.today + ANSWER_WITHIN
        if row.person is not None:
            message = Message(
                kind=Item.Kind.QUESTION,
                subject=_("You are asked about your own checks."),
                due_on=row.due_on,
                only_for=row.person_id,
            )
            row.item = deliver(writing, row.person.bureau_id, message).pk

    return _move(by, number, "ask", said, change)


def answer(by: By, number: int, text: str) -> Done:
    """Answers, as the officer who was asked. Raises NotFound for anybody else, Conflict."""
    said = clean_text(text)

    def do(writing: Writing) -> str:
        row = queries.asked_of(by.actor, number)
        _close_item(writing, row)
        _moved(writing, row, "answer", said)
        return about(row)

    queries.asked_of(by.actor, number)
    return act(by, ["answer_inquiry", number, said], do)


def answer_for(by: By, number: int, text: str) -> Done:
    """Writes down the answer of an officer who has no account."""

    def change(_writing: Writing, row: Inquiry) -> None:
        if row.person_id is not None:
            raise Conflict("inquiry_state", _("This cannot be done as the inquiry stands."))

    return _move(by, number, "answer", clean_text(text), change)


def find(by: By, number: int, finding: str, text: str) -> Done:
    """Says what was found and why.

    Raises:
        Conflict: misuse is found of somebody who was not heard: asked, and answered or silent.
        Invalid: there is no such finding, or no reasons are given.
    """
    said = clean_text(text)
    if finding not in Inquiry.Finding.values:
        raise Invalid("finding", field="finding")

    def change(writing: Writing, row: Inquiry) -> None:
        is_silent = row.due_on is not None and writing.today > row.due_on
        if row.state == State.ASKED and not is_silent:
            raise Conflict("inquiry_waits", _("The officer still has time to answer."))
        if row.state == State.OPENED and finding == Inquiry.Finding.MISUSE:
            raise Conflict("inquiry_unheard", _("Ask the officer before you find misuse."))
        row.finding = finding
        _close_item(writing, row)

    return _move(by, number, "find", said, change)


def report(by: By, number: int, text: str) -> Done:
    """Writes down to whom the finding was reported."""
    return _move(by, number, "report", clean_text(text))


def close(by: By, number: int, text: str = "") -> Done:
    """Closes an inquiry. Raises Conflict: misuse that was reported to nobody stays open."""

    def change(writing: Writing, row: Inquiry) -> None:
        if row.finding == Inquiry.Finding.MISUSE and row.state != State.REPORTED:
            raise Conflict("inquiry_unreported", _("Report the misuse before you close this."))
        row.closed_at = writing.now

    return _move(by, number, "close", clean_text(text, is_needed=False), change)


def suspend(by: By, number: int, text: str) -> Done:
    """Lets every grant of the officer rest until it is lifted here.

    Raises:
        Conflict: the officer has no account, so that only the whole system could be suspended.
    """
    said = clean_text(text)

    def change(writing: Writing, row: Inquiry) -> None:
        for grant in queries.to_suspend(_account(row)):
            standing.rest(writing, grant, about(row))

    return _move(by, number, "suspend", said, change)


def lift(by: By, number: int, text: str) -> Done:
    """Lets the grants that this inquiry suspended hold again."""

    def change(writing: Writing, row: Inquiry) -> None:
        for grant in queries.suspended_by(_account(row), about(row)):
            standing.wake(writing, grant)

    return _move(by, number, "lift", clean_text(text), change)


def about(row: Inquiry) -> str:
    """How the journal names an inquiry."""
    return f"inquiry:{row.pk}"


def _move(
    by: By,
    number: int,
    what: str,
    said: str,
    change: Callable[[Writing, Inquiry], None] | None = None,
) -> Done:
    """One move of whoever inquires."""
    _handled(by, number)

    def do(writing: Writing) -> str:
        row = _handled(by, number)
        _require_move(row, what)
        if change is not None:
            change(writing, row)
        _moved(writing, row, what, said)
        return about(row)

    return act(by, [f"{what}_inquiry", number, said], do)


def _handled(by: By, number: int) -> Inquiry:
    """The inquiry, if the actor inquires; one that he may not even read is not there."""
    row = queries.inquiry(by.actor, number)
    require(by.actor, Right.INQUIRE, queries.thing_of(row))
    return row


def _require_move(row: Inquiry, what: str) -> None:
    if row.state not in MOVES[what].begins:
        raise Conflict("inquiry_state", _("This cannot be done as the inquiry stands."))


def _moved(writing: Writing, row: Inquiry, what: str, said: str) -> None:
    _require_move(row, what)
    row.state = MOVES[what].ends or row.state
    row.save()
    _step(writing, row, what, said)
    writing.journal(f"{what}_inquiry", about=about(row), reason="")


def _step(writing: Writing, row: Inquiry, what: str, text: str = "") -> None:
    InquiryStep.objects.create(
        inquiry=row, at=writing.now, actor=writing.by.actor.name, what=what, text=text
    )


def _close_item(writing: Writing, row: Inquiry) -> None:
    if row.item is not None:
        close_question(writing, row.item)


def _account(row: Inquiry) -> Person:
    if row.person is None:
        raise Conflict(
            "inquiry_system",
            _("This officer comes through a national system: the bureau suspends him there."),
        )
    return row.person
