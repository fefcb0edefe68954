"""What time does to notices: reviews asked for, ends reached, what is over deleted.

Source: domain §2.3, §4.6 (six months before the end, silence deletes, residual trace).
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from entraide.clock import Clock
from entraide.desks.bureaus.queries import operator
from entraide.desks.inbox.actions import Message, deliver
from entraide.desks.inbox.models import Item
from entraide.desks.notices.actions.keeping import end
from entraide.desks.notices.actions.moving import Asked, Moving, move
from entraide.desks.notices.models import Notice
from entraide.desks.notices.states import ENDED, IN_FORCE, State
from entraide.desks.records.envelope import REVIEW_BEFORE_END, WITHDRAWN, Ref
from entraide.desks.records.models import Record
from entraide.desks.records.visibility import hide
from entraide.desks.records.writing import By, Done
from entraide.engine.databases import by_code
from entraide.engine.schema.vocabulary import Deletion
from entraide.errors import Conflict
from entraide.hub import Hub
from entraide.language import _

KEPT: Final[Mapping[State, timedelta]] = {
    State.EXPIRED: timedelta(0),
    State.CANCELLED: timedelta(0),
    State.WITHDRAWN: timedelta(days=30),
    State.REFUSED: timedelta(days=90),
}
"""How long the desk keeps what an ended request says, so that a refused one can be amended."""
AT_ONCE: Final = 200
DECISIONS: Final = frozenset({"publish", "refuse", "cancel", "uphold"})


def pass_time(hub: Hub, clock: Clock) -> int:
    """Makes every move that is due by the clock; gives how many. Each is an act of its own."""
    by = By(actor=operator(), clock=clock, reason="hub")
    today = clock.now().date()
    in_force = Notice.objects.filter(state__in=[*IN_FORCE, State.SUSPENDED])
    withdrawn = Record.objects.filter(
        database=by_code("notices").number, id=OuterRef("record"), status=WITHDRAWN
    )
    over = in_force.filter(valid_until__lte=today)
    soon = in_force.filter(valid_until__lte=today + REVIEW_BEFORE_END, valid_until__gt=today)
    soon = soon.exclude(state__in=[State.REVIEW_DUE, State.SUSPENDED])
    gone = in_force.filter(Exists(withdrawn)).filter(valid_until__gt=today)
    return (
        _each(hub, by, over, expire)
        + _each(hub, by, gone, close)
        + _each(hub, by, soon, ask_review)
        + _each(hub, by, _to_delete(today), delete)
    )


def ask_review(by: By, asked: Asked) -> Done:
    """Asks the owner whether it is still needed; silence lets it expire."""

    def do(moving: Moving) -> None:
        notice = moving.notice
        notice.before = moving.was
        deliver(
            moving.writing,
            notice.owner_id,
            Message(
                kind=Item.Kind.REVIEW_REQUEST,
                subject=_("Is %(number)s still needed? Without an answer it ends."),
                told={"number": notice.control_number or notice.reference},
                record=Ref("notices", notice.record) if notice.record else None,
                due_on=notice.valid_until,
            ),
        )

    return move(by, asked, "ask_review", do)


def expire(by: By, asked: Asked) -> Done:
    """Ends what nobody renewed."""
    return move(by, asked, "expire", lambda moving: end(moving, Deletion.EXPIRED))


def close(by: By, asked: Asked) -> Done:
    """Follows the records of a notice that were withdrawn at the records desk."""
    return move(by, asked, "cancel", lambda moving: end(moving, Deletion.SOURCE_REQUEST))


def delete(by: By, asked: Asked) -> Done:
    """Deletes all that an ended request says of anybody; decisions keep reasons and articles."""

    def do(moving: Moving) -> None:
        notice = moving.notice
        notice.person = notice.body = notice.stated = notice.translations = {}
        notice.proposal = notice.envelope = {}
        notice.refugee_from, notice.recipients = [], []
        notice.deleted_on = moving.writing.today
        rows = notice.steps
        for step in rows.all():
            step.findings = [{**each, "params": {}} for each in step.findings]
            step.save(update_fields=["findings"])
        rows.update(person={}, body={})
        rows.exclude(move__in=DECISIONS).update(reason="")

    return move(by, asked, "delete", do)


def _to_delete(today: date) -> QuerySet[Notice]:
    rows = Notice.objects.none()
    for state in ENDED:
        rows |= Notice.objects.filter(state=state, changed_at__date__lte=today - KEPT[state])
    return rows


def _each(hub: Hub, by: By, rows: QuerySet[Notice], do: Callable[[By, Asked], Done]) -> int:
    moved = 0
    for reference, version in list(rows.values_list("reference", "version")[:AT_ONCE]):
        try:
            hide(hub, do(by, Asked(reference=reference, version=version)))
        except Conflict:
            continue  # somebody moved it this moment: the next round looks again
        moved += 1
    return moved
