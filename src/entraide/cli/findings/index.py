"""Findings about the index: there, of this program's rules, up to the feed, with room to grow."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from entraide.cli.findings.finding import Finding, Severity
from entraide.engine.index.exact import LmdbIndex
from entraide.engine.schema.state import Position
from entraide.errors import Unavailable
from entraide.language import _

BEHIND_S: Final = 60.0
FAR_BEHIND_S: Final = 600.0
MAP_NEARLY_FULL: Final = 0.8


@dataclass(frozen=True, slots=True)
class Seen:
    """What the index says of itself."""

    position: Position
    followed_at: datetime
    suppressed: int


def index(found: LmdbIndex, head: Position, now: datetime, *, is_served: bool) -> Iterator[Finding]:
    """Every finding about the index.

    Args:
        found: the hub's index.
        head: the newest place of the change feed.
        now: the present moment.
        is_served: the hub's follower should be at work.
    """
    try:
        with found.snapshot() as snapshot:
            seen = Seen(snapshot.position, snapshot.followed_at, snapshot.count("suppressed"))
        is_current, stale, size = found.is_current, found.check_readers(), found.size()
    except Unavailable as problem:
        yield Finding(
            code="index_missing",
            severity=Severity.CRITICAL,
            sentence=_("The index cannot be opened: %(why)s"),
            params={"why": problem.say()},
        )
        return
    free = shutil.disk_usage(found.folder).free
    for one in (
        fingerprint(is_current=is_current),
        epoch(seen, head),
        behind(seen, head, now, is_served=is_served),
        suppressions(seen, head, now),
        readers(stale),
        room(size["used"], size["map"], free),
    ):
        if one is not None:
            yield one


def fingerprint(*, is_current: bool) -> Finding | None:
    """It was built by other rules than this program's."""
    if is_current:
        return None
    return Finding(
        code="index_fingerprint",
        severity=Severity.CRITICAL,
        sentence=_("The index was built by other rules: no question can be answered with no hit."),
    )


def epoch(seen: Seen, head: Position) -> Finding | None:
    """It followed the feed of before a restore."""
    if seen.position.epoch == head.epoch:
        return None
    return Finding(
        code="feed_epoch",
        severity=Severity.CRITICAL,
        sentence=_("The index follows the feed of before a restore."),
    )


def behind(seen: Seen, head: Position, now: datetime, *, is_served: bool) -> Finding | None:
    """It has not known everything for too long. A hub that rests is not behind."""
    age = (now - seen.followed_at).total_seconds()
    lag = head.seq - seen.position.seq
    if age <= BEHIND_S or not (lag > 0 or is_served):
        return None
    return Finding(
        code="index_behind",
        severity=Severity.CRITICAL if age > FAR_BEHIND_S else Severity.WARNING,
        sentence=_("The index is %(seconds)s seconds old and %(changes)s changes behind the feed."),
        params={"seconds": round(age), "changes": lag},
    )


def suppressions(seen: Seen, head: Position, now: datetime) -> Finding | None:
    """What was hidden at once has not come by the feed, although it should have."""
    age = (now - seen.followed_at).total_seconds()
    is_stuck = seen.position.seq >= head.seq or age > FAR_BEHIND_S
    if not seen.suppressed or not is_stuck:
        return None
    return Finding(
        code="suppressions_pending",
        severity=Severity.WARNING,
        sentence=_("%(count)s hidden records have not passed through the feed."),
        params={"count": seen.suppressed},
    )


def readers(stale: int) -> Finding | None:
    """Processes that died held the index's old pages; they have just been freed."""
    if not stale:
        return None
    return Finding(
        code="readers_stale",
        severity=Severity.WARNING,
        sentence=_("%(count)s processes died while they read the index."),
        params={"count": stale},
    )


def room(used: int, mapped: int, free: int) -> Finding | None:
    """The map is nearly used, and the disk has no room for what it must become."""
    if used < MAP_NEARLY_FULL * mapped or free >= mapped:
        return None
    return Finding(
        code="map_full",
        severity=Severity.CRITICAL,
        sentence=_("The index uses %(percent)s %% of its map; the disk cannot hold a larger one."),
        params={"percent": round(100 * used / mapped)},
    )
