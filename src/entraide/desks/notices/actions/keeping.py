"""What is done with a notice in force: progress, changes, suspension, renewal, cancellation.

Source: domain §2.3; rules on the processing of data, art. 74 to 81.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from entraide.desks.inbox.actions import Message, deliver
from entraide.desks.inbox.models import Item
from entraide.desks.notices import tracing
from entraide.desks.notices.actions.announcing import tell_to_delete
from entraide.desks.notices.actions.drafting import clean_notice, clean_person
from entraide.desks.notices.actions.moving import Asked, Moving, move
from entraide.desks.notices.actions.reviewing import judge
from entraide.desks.notices.capacities import require_impartial, secretariat
from entraide.desks.notices.models import Notice
from entraide.desks.notices.recording import (
    correct_records,
    end_of,
    hide_records,
    show_records,
    withdraw_records,
)
from entraide.desks.notices.states import State, Who
from entraide.desks.records.envelope import SUSPENDED, SUSPENDED_BY_SECRETARIAT, Ref
from entraide.desks.records.writing import By, Done
from entraide.engine.schema.vocabulary import Deletion
from entraide.errors import Conflict, Invalid, NotAllowed
from entraide.language import _

PROGRESSING: Final = frozenset(
    {
        *("locate", "arrest", "await_extradition", "surrender", "release"),
        *("find", "identify", "die"),
    }
)


def progress(by: By, asked: Asked, code: str) -> Done:
    """Says what became of the subject; answers say it too, and the owner what to do next."""
    if code not in PROGRESSING:
        allowed = ", ".join(sorted(PROGRESSING))
        raise Invalid(
            "move", field="move", expected=_("Expected: one of %(codes)s."), codes=allowed
        )

    def do(moving: Moving) -> None:
        notice = moving.notice
        notice.before = ""
        correct_records(moving.writing, notice)
        if Who.REQUESTER not in moving.who:
            tell_owner(moving, _("The secretariat noted progress on %(number)s."))

    return move(by, asked, code, do)


def propose(
    by: By, asked: Asked, *, person: Mapping[str, Any], body: Mapping[str, Any], is_addendum: bool
) -> Done:
    """Proposes what the notice shall say from now on; the reviewers publish it.

    Args:
        by: the owner's officer, and why.
        asked: which notice.
        person: the person's whole body as it shall be.
        body: the notice's, likewise.
        is_addendum: something is added (another charge, a new warrant); False to correct.
    """
    code = "propose_addendum" if is_addendum else "propose_update"

    def do(moving: Moving) -> None:
        notice, writing = moving.notice, moving.writing
        if notice.proposal:
            raise Conflict("change_waits", _("Another change of this notice waits for review."))
        notice.proposal = {
            "move": code,
            "by": by.actor.name,
            "person": clean_person(notice, person, writing),
            "body": clean_notice(notice, body, writing),
            "reason": moving.reason,
        }
        deliver(
            writing,
            secretariat(),
            Message(
                kind=Item.Kind.REVIEW_REQUEST,
                subject=_("A change of %(number)s waits for review."),
                told={"number": notice.control_number or notice.reference},
            ),
        )

    return move(by, asked, code, do, told=[person, body])


def publish_change(by: By, asked: Asked, *, override: bool = False) -> Done:
    """Publishes the proposed change: the records say it in the same transaction."""

    def do(moving: Moving) -> None:
        notice = moving.notice
        proposal = _proposal(notice)
        if proposal["by"] == by.actor.name:
            raise NotAllowed("four_eyes", _("Somebody else must judge what you asked for."))
        notice.person, notice.body = proposal["person"], proposal["body"]
        notice.proposal = {}
        judge(moving, override=override)
        correct_records(moving.writing, notice)
        tell_owner(moving, _("Your change of %(number)s is published."))

    return move(by, asked, "publish_change", do, told=override)


def refuse_change(by: By, asked: Asked) -> Done:
    """Refuses the proposed change, with reasons; the notice stays as it was."""

    def do(moving: Moving) -> None:
        _proposal(moving.notice)
        moving.notice.proposal = {}
        tell_owner(moving, _("Your change of %(number)s was refused."))

    return move(by, asked, "refuse_change", do)


def suspend(by: By, asked: Asked) -> Done:
    """Hides it from every answer until the suspension ends."""

    def do(moving: Moving) -> None:
        suspend_within(moving)
        if Who.REQUESTER not in moving.who:
            tell_owner(moving, _("Your notice %(number)s is suspended."))

    return move(by, asked, "suspend", do)


def restore(by: By, asked: Asked) -> Done:
    """Ends a suspension; what the secretariat or the commission suspended, the owner does not."""

    def do(moving: Moving) -> None:
        notice = moving.notice
        by_owner_only = moving.who == {Who.REQUESTER}
        hidden = notice.steps.filter(state=State.SUSPENDED).exclude(was=State.SUSPENDED)
        if by_owner_only and hidden.latest("version").bureau != notice.owner_id:
            raise NotAllowed("interim_measure", _("The secretariat suspended this record."))
        if notice.ground and by_owner_only:
            raise NotAllowed("reopened", _("It is reopened: the legal reviewer decides."))
        unsuspend_within(moving)

    return move(by, asked, "restore", do)


def renew(by: By, asked: Asked, *, until: date) -> Done:
    """Keeps it in force longer, for at most the years of its kind, with the owner's reason."""

    def do(moving: Moving) -> None:
        notice, writing = moving.notice, moving.writing
        longest = end_of(notice, writing.today)
        if not (notice.valid_until or writing.today) < until <= longest:
            raise Invalid(
                "valid_until",
                field="valid_until",
                expected=_("Expected: a day after its present end, at the latest %(last)s."),
                last=longest.isoformat(),
            )
        notice.valid_until = until
        notice.state, notice.before = notice.before or State.PUBLISHED, ""
        correct_records(writing, notice)

    return move(by, asked, "renew", do, told=until.isoformat())


def cancel(by: By, asked: Asked, *, why: Deletion) -> Done:
    """Ends it: records, TDAWN and public extract are gone; the residual trace stays.

    Of a diffusion, and where the secretariat or the commission cancels, recipients are told to
    delete their copies.
    """

    def do(moving: Moving) -> None:
        notice, writing = moving.notice, moving.writing
        is_owner = Who.REQUESTER in moving.who
        if not is_owner:
            if not by.actor.is_operator and Who.COMMISSION not in moving.who:
                require_impartial(by.actor, notice)
            if not moving.articles:
                raise Invalid(
                    "articles",
                    field="articles",
                    expected=_("Expected: the articles on which the decision rests."),
                )
            tell_owner(moving, _("Your notice %(number)s was cancelled."))
        if notice.circulation == "diffusion" or not is_owner:
            tell_to_delete(writing, notice, "")
        moving.told["level"] = 0 if is_owner else notice.level
        end(moving, why)

    return move(by, asked, "cancel", do, told=why)


def end(moving: Moving, why: Deletion) -> None:
    """Takes its records away and keeps what it would be recognised by."""
    notice = moving.notice
    withdraw_records(moving.writing, notice, why)
    if notice.state == State.CANCELLED:
        tracing.leave(notice, moving.articles)
    notice.proposal, notice.ground = {}, ""


def suspend_within(moving: Moving) -> None:
    """Hides the records within a move, and remembers where the notice stood."""
    notice = moving.notice
    # A suspension from the review remembers where the review came from.
    if moving.was != State.REVIEW_DUE:
        notice.before = moving.was
    status = SUSPENDED if moving.who == {Who.REQUESTER} else SUSPENDED_BY_SECRETARIAT
    hide_records(moving.writing, notice, status)


def unsuspend_within(moving: Moving) -> None:
    """Shows the records again; the notice goes back to where it stood."""
    notice = moving.notice
    notice.state, notice.before = notice.before or State.PUBLISHED, ""
    show_records(moving.writing, notice)


def _proposal(notice: Notice) -> dict[str, Any]:
    if not notice.proposal:
        raise Conflict("no_change", _("No change of this notice waits for review."))
    return dict(notice.proposal)


def tell_owner(moving: Moving, subject: str) -> None:
    """Puts what was done, and why, into the owner's inbox."""
    notice = moving.notice
    deliver(
        moving.writing,
        notice.owner_id,
        Message(
            kind=Item.Kind.ANSWER,
            subject=subject,
            told={"number": notice.control_number or notice.reference},
            text=moving.reason,
            record=Ref("notices", notice.record) if notice.record else None,
        ),
    )
