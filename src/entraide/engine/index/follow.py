"""Keeping an index up: applying the feed as it grows, building anew when it must be."""

import threading
import time
from datetime import timedelta
from typing import Final

from entraide.clock import Clock
from entraide.engine.index.build import CHANGES_AT_ONCE, Progress, build
from entraide.engine.index.exact import LmdbIndex
from entraide.engine.schema.state import Feed, Position

POLL_S: Final = 0.2
"""Between two looks at a feed that had nothing new: visible within a second, with room to spare."""

_WAIT_S: Final = 0.02
_SAID_EVERY: Final = timedelta(seconds=1)
"""How old the index's "followed at" may grow while nothing comes: each saying is a commit."""

_READERS_CHECKED_EVERY_S: Final = 60.0


class Follower:
    """Follows one feed into one index. One runs for a hub; others may step in at any time."""

    def __init__(
        self,
        index: LmdbIndex,
        feed: Feed,
        *,
        clock: Clock,
        progress: Progress = lambda _step, _done, _of: None,
    ) -> None:
        """Touches neither yet; `progress` is told of builds, as `build.build` tells it."""
        self._index = index
        self._feed = feed
        self._clock = clock
        self._progress = progress

    @property
    def must_rebuild(self) -> bool:
        """Whether there is no index, or one of another epoch or of another program's making."""
        index = self._index
        if not index.is_built or not index.is_current:
            return True
        return index.position.epoch != self._feed.head().epoch

    def step(self) -> int:
        """Applies what there is, at most `CHANGES_AT_ONCE` changes; how many it was.

        Builds the index first where it must be built.
        """
        if self.must_rebuild:
            self.rebuild()
        asked_at = self._clock.now()
        with self._index.snapshot() as snapshot:
            position, said = snapshot.position, snapshot.followed_at
        changes = self._feed.since(position, CHANGES_AT_ONCE)
        if changes:
            position = Position(position.epoch, changes[-1].seq)
            is_all = len(changes) < CHANGES_AT_ONCE
            self._index.apply(changes, position, asked_at if is_all else None)
            self._index.weigh_if_outgrown()
        elif asked_at - said >= _SAID_EVERY:
            self._index.apply((), position, asked_at)
        return len(changes)

    def rebuild(self) -> Position:
        """Builds the index from scratch, whatever its state."""
        return build(
            self._feed,
            self._index.folder,
            self._index.databases,
            clock=self._clock,
            progress=self._progress,
        )

    def catch_up(self, position: Position, *, timeout_s: float = 10.0) -> bool:
        """Follows until the index has reached this position; False if the time was not enough.

        For whoever must not go on before; the hub's own follower may do the work meanwhile.
        """
        until = time.monotonic() + timeout_s
        while self._lags(position):
            if self.step() == 0 and self._lags(position):
                if time.monotonic() > until:
                    return False
                time.sleep(_WAIT_S)
        return True

    def run(self, stop: threading.Event) -> None:
        """Follows until told to stop."""
        checked = time.monotonic()
        while not stop.is_set():
            if self.step() == 0:
                stop.wait(POLL_S)
            if time.monotonic() - checked > _READERS_CHECKED_EVERY_S:
                self._index.check_readers()
                checked = time.monotonic()

    def _lags(self, position: Position) -> bool:
        if self.must_rebuild:
            return True
        reached = self._index.position
        return reached.epoch != position.epoch or reached.seq < position.seq
