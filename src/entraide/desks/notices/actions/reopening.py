"""Looking again at a published notice, when something happened that may make it unlawful.

Source: domain §2.3; rules on the processing of data, art. 81, and the policy on refugees.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from entraide.desks.inbox.actions import Message, deliver
from entraide.desks.inbox.models import Item
from entraide.desks.notices.actions.keeping import suspend_within, tell_owner, unsuspend_within
from entraide.desks.notices.actions.moving import Asked, Moving, move
from entraide.desks.notices.capacities import secretariat
from entraide.desks.notices.states import State, Who
from entraide.desks.records.writing import By, Done
from entraide.errors import Conflict, Invalid
from entraide.language import _

GROUNDS: Final[Mapping[str, str]] = {
    "asylum": _("The person was given asylum"),
    "acquittal": _("Acquitted, or the proceedings were closed"),
    "extradition_refused": _("Extradition was refused"),
    "court_ruling": _("A court ruled on it"),
}
DECIDED_WITHIN: Final = timedelta(days=30)


def reopen(by: By, asked: Asked, ground: str, *, suspends: bool) -> Done:
    """Reopens it: a clock runs until the legal reviewer upholds or cancels.

    Args:
        by: who asks, and why.
        asked: which notice.
        ground: one of `GROUNDS`.
        suspends: hides it from answers meanwhile.
    """
    if ground not in GROUNDS:
        raise Invalid(
            "ground",
            field="ground",
            expected=_("Expected: one of %(codes)s."),
            codes=", ".join(GROUNDS),
        )

    def do(moving: Moving) -> None:
        notice, writing = moving.notice, moving.writing
        if notice.ground:
            raise Conflict("reopened", _("It is reopened already."))
        notice.ground, notice.reopened_at = ground, writing.now
        notice.reopened_due = (writing.now + DECIDED_WITHIN).date()
        if suspends and notice.state != State.SUSPENDED:
            suspend_within(moving)
            notice.state = State.SUSPENDED
        deliver(
            writing,
            secretariat(),
            Message(
                kind=Item.Kind.REVIEW_REQUEST,
                subject=_("Reopened: %(number)s waits for the legal reviewer."),
                told={"number": notice.control_number or notice.reference},
                text=moving.reason,
                due_on=notice.reopened_due,
            ),
        )
        if Who.REQUESTER not in moving.who:
            tell_owner(moving, _("Your notice %(number)s was reopened."))

    return move(by, asked, "reopen", do, told=[ground, suspends])


def uphold(by: By, asked: Asked) -> Done:
    """Decides that a reopened notice stands; a suspension ends with it."""

    def do(moving: Moving) -> None:
        notice = moving.notice
        if not notice.ground:
            raise Conflict("not_reopened", _("It is not reopened."))
        notice.ground, notice.reopened_at, notice.reopened_due = "", None, None
        moving.told["level"] = 2
        if notice.state == State.SUSPENDED:
            unsuspend_within(moving)
        tell_owner(moving, _("Your notice %(number)s was upheld."))

    return move(by, asked, "uphold", do)
