"""The worker that plans, applies and undoes what people asked for, one file at a time.

It acts as whoever asked, under their grant as it stands now: what was revoked meanwhile stops.
"""

import logging
import time
from typing import Final

from entraide.clock import Clock
from entraide.desks.bureaus.policy import Actor
from entraide.desks.bureaus.queries import actor, open_account
from entraide.desks.records.imports import actions
from entraide.desks.records.imports.asked import Asked
from entraide.desks.records.imports.queries import files_of
from entraide.desks.records.imports.running import Progress, Totals, Undoing, apply, plan, undo
from entraide.desks.records.models import ImportJob
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By
from entraide.engine.databases import by_number
from entraide.errors import EntraideError, NotAuthenticated
from entraide.hub import Hub

log = logging.getLogger("entraide.imports")

TOLD_EVERY_S: Final = 0.5
LONGEST_SETTLE_S: Final = 30.0


def work_off(hub: Hub, clock: Clock) -> int:
    """Does all that waits; gives how many pieces. What fails says why and lets the next go on."""
    done = 0
    while (work := actions.take_next(clock)) is not None:
        try:
            result: Totals | Undoing | str = _do(hub, clock, work)
        except EntraideError as problem:
            log.info("import=%s stage=%s event=refused code=%s", work.pk, work.stage, problem.code)
            result = problem.say(work.language)
        except (OSError, ValueError, MemoryError):
            # The edge of the work on one file: another's waits behind it.
            log.exception("import=%s stage=%s event=failed", work.pk, work.stage)
            result = EntraideError().say(work.language)
        actions.note_end(work, result, clock)
        done += 1
    return done


def _do(hub: Hub, clock: Clock, work: ImportJob) -> Totals | Undoing:
    by = By(actor=_who(work, clock), clock=clock, reason=work.reason)
    if work.stage == ImportJob.Stage.UNDO:
        undone = undo(by, work.batches, progress=_Told(work, clock).undoing)
        if undone.done is not None:
            settle(hub, undone.done, timeout_s=LONGEST_SETTLE_S)
        return undone
    files = files_of(work)
    asked = Asked(
        path=files.source,
        owner=work.owner,
        database=by_number(work.database).code,
        locale=work.locale,
        accepted=frozenset(work.accepted),
        language=work.language,
    )
    does = plan if work.stage == ImportJob.Stage.PLAN else apply
    totals = does(by, asked, report=files.report, progress=_Told(work, clock).reading)
    if totals.done is not None:
        settle(hub, totals.done, timeout_s=LONGEST_SETTLE_S)
    return totals


def _who(work: ImportJob, clock: Clock) -> Actor:
    """Who asked, as they stand now. Raises NotAuthenticated."""
    person = open_account(work.person)
    if person is None:
        raise NotAuthenticated
    return actor(person, clock.now(), work.grant)


class _Told:
    """Writes progress down, at most twice a second: each time the pen is needed."""

    def __init__(self, work: ImportJob, clock: Clock) -> None:
        self._work, self._clock, self._next = work, clock, 0.0

    def reading(self, progress: Progress) -> None:
        if time.monotonic() >= self._next:
            actions.note_progress(self._work, progress, self._clock)
            self._next = time.monotonic() + TOLD_EVERY_S

    def undoing(self, so_far: Undoing) -> None:
        rows = so_far.withdrawn + so_far.changed_back + so_far.left
        whole = max(sum(self._work.totals.get(name, 0) for name in ("added", "changed")), 1)
        self.reading(Progress(rows, min(rows / whole, 1.0)))
