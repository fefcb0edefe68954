"""From committed to visible: what an act hides is hidden at once, ahead of the feed.

The truth is committed when `settle` is called. It writes suppressions and notes into the index
itself, which every process answers from, and waits for the follower where something new must show.
"""

import logging
import os
from pathlib import Path
from typing import Final

from entraide.clock import SystemClock
from entraide.desks.records.feed import TruthFeed
from entraide.desks.records.writing import Done
from entraide.engine.databases import by_number, enabled
from entraide.engine.index.exact import LmdbIndex
from entraide.engine.index.follow import Follower
from entraide.errors import Conflict, Unavailable
from entraide.hub import Hub

log = logging.getLogger("entraide.records")

LONGEST_WAIT_S: Final = 5.0

_INDEXES: Final[dict[tuple[int, Path], LmdbIndex]] = {}


def settle(hub: Hub, done: Done, *, timeout_s: float = LONGEST_WAIT_S) -> bool:
    """Makes an act seen by every answer of this hub.

    True when it is. False means committed and not yet visible: the edge answers 202, and the log
    has an alarm where something that must be hidden may still be answered.
    """
    index = index_of(hub)
    if not index.is_built:
        return True  # nothing is answered, so nothing is answered wrongly
    return hide(hub, done) and (not done.shows or _caught_up(index, done, timeout_s))


def hide(hub: Hub, done: Done) -> bool:
    """Only hides what the act hides, and notes what it notes; waits for nothing.

    For imports and what time does, whose records show when the index has followed.
    """
    index = index_of(hub)
    if not index.is_built or not (done.hides or done.notes):
        return True
    try:
        for hidden in done.hides:
            index.suppress(by_number(hidden.database).code, hidden.id, hidden.version)
        for name, value in done.notes.items():
            index.put_note(name, value, done.position.seq)
    except (Unavailable, Conflict):
        log.exception("event=not_hidden about=%s seq=%s", done.about, done.position.seq)
        return False
    return True


def _caught_up(index: LmdbIndex, done: Done, timeout_s: float) -> bool:
    """Follows up to the act; an index that must be rebuilt is not rebuilt by whoever waits."""
    follower = Follower(index, TruthFeed(), clock=SystemClock())
    try:
        return not follower.must_rebuild and follower.catch_up(done.position, timeout_s=timeout_s)
    except (Unavailable, Conflict):
        log.warning("event=not_followed about=%s seq=%s", done.about, done.position.seq)
        return False


def index_of(hub: Hub) -> LmdbIndex:
    """The hub's index, opened once a process."""
    place = (os.getpid(), hub.index_folder)
    index = _INDEXES.get(place)
    if index is None:
        chosen = enabled(hub.configuration.organisation.databases)
        index = _INDEXES[place] = LmdbIndex(
            hub.index_folder, {database.code: database for database in chosen}
        )
    return index
