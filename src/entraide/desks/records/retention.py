"""What time ends: records at the end of their retention, requests that nobody repeats any more."""

from datetime import timedelta
from typing import Final

from entraide.clock import Clock
from entraide.desks.bureaus.queries import operator
from entraide.desks.records.envelope import WITHDRAWN, ref_of
from entraide.desks.records.erasure import destroy
from entraide.desks.records.following import withdraw_following
from entraide.desks.records.models import Record, RequestSeen
from entraide.desks.records.visibility import hide
from entraide.desks.records.writing import By, Writing, act
from entraide.engine.schema.vocabulary import Deletion
from entraide.hub import Hub

AT_ONCE: Final = 100
REQUESTS_KEPT: Final = timedelta(days=30)


def expire_due(hub: Hub, clock: Clock) -> int:
    """Withdraws every record whose retention has ended; gives how many. Owners are told.

    They are no longer answered since that day anyway: the index holds it against its clock.
    """
    by = By(actor=operator(), clock=clock, reason=Deletion.EXPIRED)
    expired = 0
    while True:
        withdrawn = 0

        def do(writing: Writing) -> str:
            nonlocal withdrawn
            withdrawn = _expire_some(writing)
            return "retention"

        done = act(by, None, do)
        hide(hub, done)
        expired += withdrawn
        if withdrawn < AT_ONCE:
            return expired


def forget_requests(clock: Clock) -> int:
    """Forgets Idempotency-Keys after a month; gives how many."""
    forgotten, _by_table = RequestSeen.objects.filter(at__lt=clock.now() - REQUESTS_KEPT).delete()
    return forgotten


def _expire_some(writing: Writing) -> int:
    due = (
        Record.objects.filter(retention_until__lte=writing.today)
        .exclude(status=WITHDRAWN)
        .order_by("retention_until", "database", "id")
    )
    rows = list(due[:AT_ONCE])
    for row in rows:
        row.refresh_from_db()
        if row.status == WITHDRAWN:
            continue  # with the record that it followed from
        withdraw_following(writing, row, Deletion.EXPIRED)
        destroy(writing, row, Deletion.EXPIRED)
        writing.journal("expire", row, about=ref_of(row).database)
        writing.tell_owner(row.owner, "expire", row)
    return len(rows)
