"""What the secretariat's head says of reviewers, and of bureaus that may not ask for a time.

Source: domain §2.3 (recusal, four eyes); rules on the processing of data, art. 131.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from entraide.desks.bureaus.policy import Actor
from entraide.desks.bureaus.queries import bureau, member
from entraide.desks.inbox.actions import Message, deliver
from entraide.desks.inbox.models import Item
from entraide.desks.notices.actions.moving import clean_reason
from entraide.desks.notices.capacities import secretariat
from entraide.desks.notices.models import Barred, Reviewer
from entraide.desks.records.envelope import codes
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.errors import Invalid, NotAllowed
from entraide.language import _

LONGEST_BAR: Final = timedelta(days=366)


def heads_review(actor: Actor) -> bool:
    """Whether this actor says who reviews: the secretariat's head, or whoever runs the hub."""
    return actor.is_operator or (actor.administers and actor.bureau == secretariat())


def set_reviewer(by: By, username: str, *, nationalities: Iterable[str], is_on_duty: bool) -> Done:
    """Records whose national a reviewer is, and whether urgent requests go to them.

    Raises:
        NotAllowed: only the secretariat's head does.
        NotFound: nobody of the secretariat has this account.
        Invalid: no nationality, or one that is no code.
    """
    _require_head(by.actor)
    person = member(secretariat(), username)
    wanted = list(codes(nationalities, field="nationalities"))
    if not wanted:
        raise Invalid(
            "nationalities",
            field="nationalities",
            expected=_("Expected: codes of countries (ISO alpha-3) or of entities."),
        )

    def do(writing: Writing) -> str:
        told = {"nationalities": wanted, "is_on_duty": is_on_duty}
        Reviewer.objects.update_or_create(person=person, defaults=told)
        writing.journal("set_reviewer", about=f"person:{person.pk}")
        return f"person:{person.pk}"

    return act(by, ["set_reviewer", username, wanted, is_on_duty], do)


def bar(by: By, code: str, *, until: date) -> Done:
    """Lets a bureau ask for no notices until this day, with the reason; it is told.

    Raises:
        NotAllowed: only the secretariat's head does.
        NotFound: no such bureau takes part.
        Invalid: no reason, or a day that is past or more than a year away.
    """
    _require_head(by.actor)
    barred, reason = bureau(code), clean_reason(by.reason)
    today = by.clock.now().date()
    if not today < until <= today + LONGEST_BAR:
        raise Invalid(
            "until",
            field="until",
            expected=_("Expected: a day to come, at the latest %(last)s."),
            last=(today + LONGEST_BAR).isoformat(),
        )

    def do(writing: Writing) -> str:
        told = {"until": until, "reason": reason, "by": by.actor.name, "at": writing.now}
        Barred.objects.update_or_create(bureau=barred, defaults=told)
        writing.journal("bar_requests", about=barred.code, reason=reason[:500])
        subject = _("Your bureau may ask for no notices until %(day)s.")
        said = {"day": until.isoformat()}
        item = Message(kind=Item.Kind.ANNOUNCEMENT, subject=subject, told=said, text=reason)
        deliver(writing, barred.code, item)
        return f"bureau:{barred.code}"

    return act(by, ["bar_requests", code, until.isoformat()], do)


def unbar(by: By, code: str) -> Done:
    """Lets a bureau ask for notices again."""
    _require_head(by.actor)

    def do(writing: Writing) -> str:
        Barred.objects.filter(bureau=code).delete()
        writing.journal("unbar_requests", about=code)
        return f"bureau:{code}"

    return act(by, ["unbar_requests", code], do)


def _require_head(actor: Actor) -> None:
    if not heads_review(actor):
        raise NotAllowed
