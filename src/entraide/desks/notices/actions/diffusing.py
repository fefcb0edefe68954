"""Diffusions: sent by a bureau to one, several or all at once, reviewed after they circulate.

Source: domain §2.2; rules on the processing of data, art. 97 to 101.
"""

from datetime import timedelta
from typing import Final

from entraide.desks.inbox.actions import Message, deliver
from entraide.desks.inbox.models import Item
from entraide.desks.notices import queries
from entraide.desks.notices.actions.announcing import announce
from entraide.desks.notices.actions.drafting import require_complete
from entraide.desks.notices.actions.moving import Asked, Moving, clean_reason, move
from entraide.desks.notices.actions.reviewing import put_in_force
from entraide.desks.notices.capacities import secretariat
from entraide.desks.notices.compliance import Outcome
from entraide.desks.notices.examining import examined, kept
from entraide.desks.records.envelope import Ref
from entraide.desks.records.writing import By, Done
from entraide.errors import Conflict
from entraide.language import _

REVIEWED_WITHIN: Final = timedelta(hours=24)


def circulate(by: By, asked: Asked, *, override: bool = False) -> Done:
    """Sends it to its recipients now; the secretariat reviews it within a day.

    Args:
        by: the owner's officer; with `override` also why.
        asked: which diffusion.
        override: sends it although a rule refuses it, in this officer's own name.

    Raises:
        Conflict: a rule refuses it and nobody takes it upon them; the bureau is barred.
    """

    def do(moving: Moving) -> None:
        notice, writing = moving.notice, moving.writing
        if queries.is_barred(notice.owner_id, writing.now):
            raise Conflict("barred", _("Your bureau may not ask for notices at present."))
        require_complete(notice)
        findings, outcome = examined(notice, writing.today)
        moving.told |= kept(findings)
        if outcome is Outcome.REFUSED:
            if not override:
                raise Conflict("rules_refuse", _("The rules refuse this request."))
            moving.reason = clean_reason(moving.reason)
            moving.told["is_override"] = True
        notice.submitted_by, notice.submitted_at = by.actor.name, writing.now
        put_in_force(writing, notice)
        announce(writing, notice)
        deliver(
            writing,
            secretariat(),
            Message(
                kind=Item.Kind.REVIEW_REQUEST,
                subject=_("A diffusion waits for review: %(reference)s"),
                told={"reference": notice.reference},
                record=Ref("notices", notice.record) if notice.record else None,
                due_on=(writing.now + REVIEWED_WITHIN).date(),
            ),
        )

    return move(by, asked, "circulate", do, told=override)


def confirm(by: By, asked: Asked) -> Done:
    """Finds a circulating diffusion compliant; what is not is cancelled (`keeping.cancel`)."""

    def do(moving: Moving) -> None:
        findings, _outcome = examined(moving.notice, moving.writing.today)
        moving.told |= kept(findings) | {"level": moving.notice.level}
        moving.notice.is_confirmed = True

    return move(by, asked, "confirm", do)
