"""What the days bring: work that is done at the start and then again and again.

Each piece may be repeated without harm and is done by one process. One that fails is logged and
tried again at its next turn; the others go on.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from entraide.clock import Clock
from entraide.engine.check.trail.writer import Trail
from entraide.hub import Hub

log = logging.getLogger("entraide.tasks")

SOON_S: Final = 10.0
MINUTE_S: Final = 60.0
HOUR_S: Final = 3600.0
LOOK_EVERY_S: Final = 1.0


@dataclass(slots=True)
class Duty:
    """One piece of work: what it is called, how often, and what it does (telling how much)."""

    name: str
    every_s: float
    do: Callable[[Hub, Clock], int]
    due: float = 0.0


def copy_ledger(hub: Hub, _clock: Clock) -> int:
    """Brings the copy of the erasure ledger beside the truth up to date."""
    from entraide.desks.records import erasure

    return erasure.copy_ledger(hub)


def expire(hub: Hub, clock: Clock) -> int:
    """Withdraws what has come to the end of its retention."""
    from entraide.desks.records.retention import expire_due

    return expire_due(hub, clock)


def pass_time_over_notices(hub: Hub, clock: Clock) -> int:
    """Asks for reviews, ends what is over, deletes what nobody may keep."""
    from entraide.desks.notices.actions.ending import pass_time

    return pass_time(hub, clock)


def forget_requests(_hub: Hub, clock: Clock) -> int:
    """Forgets the Idempotency-Keys that nobody repeats any more."""
    from entraide.desks.records import retention

    return retention.forget_requests(clock)


def tie_journal(hub: Hub, clock: Clock) -> int:
    """Ties the journal's new lines into the trail."""
    from entraide.desks.records import journal

    with closing(Trail.open(hub, clock)) as trail:
        return journal.tie_journal(trail, clock)


def checkpoint(hub: Hub, clock: Clock) -> int:
    """Signs where the trail's chains stand."""
    from entraide.engine.check.trail.checkpoints import make_checkpoint

    return make_checkpoint(hub, clock).number


def erase_criteria(hub: Hub, clock: Clock) -> int:
    """Destroys the seals on criteria whose declared time is over, and says so in the trail."""
    from entraide.engine.check.trail.interfaces import Erasure
    from entraide.engine.check.trail.writer import open_seals

    seals = open_seals(hub)
    if not seals.due(clock.now()):
        return 0
    # The line's place is made sure of before anything is destroyed.
    with closing(Trail.open(hub, clock)) as trail:
        gone = seals.erase_due(clock)
        trail.append(Erasure(moment=clock.now(), keys=gone, why="retention"))
    return len(gone)


def gather_consultations(hub: Hub, clock: Clock) -> int:
    """Brings the owners' hit lists up to what the trail says."""
    from entraide.desks.inbox.gathering import gather

    return gather(hub, clock)


def forget_consultations(hub: Hub, clock: Clock) -> int:
    """Deletes what the owners' hit lists keep longer than declared."""
    from entraide.desks.inbox.gathering import forget

    return forget(hub, clock)


def forget_lists(_hub: Hub, clock: Clock) -> int:
    """Deletes the checked lists whose day is over."""
    from entraide.desks.checks.actions import forget_lists as forget

    return forget(clock)


def work_off_imports(hub: Hub, clock: Clock) -> int:
    """Plans, applies and undoes the files that people brought."""
    from entraide.desks.records.imports.work import work_off

    return work_off(hub, clock)


def forget_imports(_hub: Hub, clock: Clock) -> int:
    """Deletes the files of imports that are long done."""
    from entraide.desks.records.imports.actions import forget_files

    return forget_files(clock)


def slow_duties() -> list[Duty]:
    """What may take hours at a time, so that it has a process of its own."""
    return [
        Duty("imports", LOOK_EVERY_S, work_off_imports),
        Duty("old_imports", HOUR_S, forget_imports),
    ]


def follow_trail(hub: Hub, clock: Clock) -> int:
    """Brings the audit room's columns up to what the trail says."""
    from entraide.desks.audit.following import follow

    return follow(hub, clock)


def watch_use(hub: Hub, clock: Clock) -> int:
    """Looks once through the use of each day that is over; what is unusual opens an inquiry."""
    from entraide.desks.audit.watching import watch

    return watch(hub, clock)


def ask_reasons(hub: Hub, clock: Clock) -> int:
    """Asks one check in so many its reason, and looks into those that were not given in time."""
    from entraide.desks.audit import reasons

    return reasons.ask_reasons(hub, clock) + reasons.silence(clock)


def keep_registers(hub: Hub, clock: Clock) -> int:
    """Enters in the registers what the hub itself knows."""
    from entraide.desks.audit import entries

    return entries.keep(hub, clock)


def suspend_unconfirmed(hub: Hub, clock: Clock) -> int:
    """Lets grants rest that nobody confirmed for a year."""
    from entraide.desks.bureaus import standing

    return standing.suspend_unconfirmed(hub, clock)


def forget_sessions(_hub: Hub, clock: Clock) -> int:
    """Removes what is left of sessions that are over."""
    from entraide.desks.bureaus import sessions

    return sessions.forget(clock.now())


def freeze_figures(hub: Hub, clock: Clock) -> int:
    """Freezes the figures of days and years that are over."""
    from entraide.desks.command.actions import freeze_due

    return freeze_due(hub, clock)


def duties() -> list[Duty]:
    """The hub's work."""
    return [
        Duty("notices", HOUR_S, pass_time_over_notices),
        Duty("retention", HOUR_S, expire),
        Duty("requests", HOUR_S, forget_requests),
        Duty("ledger", MINUTE_S, copy_ledger),
        Duty("journal", MINUTE_S, tie_journal),
        Duty("checkpoint", HOUR_S, checkpoint),
        Duty("criteria", HOUR_S, erase_criteria),
        Duty("unconfirmed", HOUR_S, suspend_unconfirmed),
        Duty("sessions", HOUR_S, forget_sessions),
        Duty("consultations", SOON_S, gather_consultations),
        Duty("lists", HOUR_S, forget_lists),
        Duty("audit", SOON_S, follow_trail),
        Duty("figures", HOUR_S, freeze_figures),
        Duty("watch", HOUR_S, watch_use),
        Duty("reasons", MINUTE_S, ask_reasons),
        Duty("registers", HOUR_S, keep_registers),
        Duty("old_consultations", HOUR_S, forget_consultations),
    ]


def run(hub: Hub, stopping: threading.Event, clock: Clock, work: list[Duty] | None = None) -> None:
    """Does what is due until told to stop."""
    planned = duties() if work is None else work
    while not stopping.is_set():
        for duty in planned:
            if time.monotonic() >= duty.due and not stopping.is_set():
                _do(duty, hub, clock)
        stopping.wait(LOOK_EVERY_S)


def _do(duty: Duty, hub: Hub, clock: Clock) -> None:
    try:
        done = duty.do(hub, clock)
    except Exception:
        # The edge of this process: what one duty did not foresee must not end the others.
        log.exception("task=%s event=failed", duty.name)
    else:
        if done or duty.every_s >= SOON_S:
            log.info("task=%s event=done count=%s", duty.name, done)
    duty.due = time.monotonic() + duty.every_s
