"""The door to the trail: entries become lines, and lines durable, before anything leaves.

Whoever waits at the same moment shares one write and one sync, which one thread does for the
process: 64 connections on a disk that takes 10 ms to sync are answered some 2,500 times a second.
"""

import asyncio
import logging
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Final

from entraide.clock import Clock
from entraide.engine.check.trail import frames
from entraide.engine.check.trail.chain import Chain, TrailUnavailable
from entraide.engine.check.trail.disk import Disk
from entraide.engine.check.trail.entries import Pending, worded
from entraide.engine.check.trail.erasures import Ledger
from entraide.engine.check.trail.interfaces import Entry
from entraide.engine.check.trail.lines import line_id
from entraide.engine.check.trail.seals import Seals
from entraide.engine.check.trail.segments import chains_folder
from entraide.hub import Hub

LEDGER_FILE: Final = "erasures.jsonl"
SEALS_FOLDER: Final = "seals"

_log: Final = logging.getLogger("entraide.trail")


class _Waiting(Pending):
    """An entry whose line somebody waits for; `settle` is called once."""

    __slots__ = ("future", "id", "lock", "loop")

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry)
        self.id = ""
        self.lock: threading.Lock | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.future: asyncio.Future[str] | None = None


class Trail:
    """One process's way to write the trail; any thread and any event loop may use it."""

    def __init__(self, chain: Chain, seals: Seals) -> None:
        self._chain = chain
        self._seals = seals
        self._queue: SimpleQueue[list[_Waiting] | None] = SimpleQueue()
        self._together: dict[asyncio.AbstractEventLoop, list[_Waiting]] = {}
        self._on_their_way: set[asyncio.AbstractEventLoop] = set()
        self._thread: threading.Thread | None = None
        self._door = threading.Lock()
        self._is_closed = False
        self._is_refusing = False

    @classmethod
    def open(cls, hub: Hub, clock: Clock, *, disk: Disk | None = None) -> "Trail":
        """The trail of this hub, on a chain of its own.

        Raises:
            TrailUnavailable: the disk does not let us.
            HubError: the master key cannot be used.
        """
        seals = open_seals(hub, disk=disk)
        chains, name = chains_folder(hub), hub.configuration.organisation.id
        return cls(Chain.claim(chains, hub=name, clock=clock, disk=disk), seals)

    @property
    def chain(self) -> str:
        """The name of the chain that this process writes."""
        return self._chain.name

    def append(self, entry: Entry) -> str:
        """The line's id ("B-1042"), once it is durable.

        Raises:
            TrailUnavailable: it is not, and nothing may be answered.
            LineTooLong: it is more than one line can hold.
        """
        waiting = _Waiting(entry)
        waiting.lock = threading.Lock()
        waiting.lock.acquire()
        self._put([waiting])
        waiting.lock.acquire()  # until the committing thread lets go
        if not waiting.id:
            raise waiting.problem or TrailUnavailable
        return waiting.id

    async def append_soon(self, entry: Entry) -> str:
        """The same, without holding up the event loop.

        Whatever asks within one turn of the loop, or while what was handed over before is on its
        way, is sealed and handed over together: the committing thread wakes once for all of them.
        """
        waiting = _Waiting(entry)
        loop = waiting.loop = asyncio.get_running_loop()
        waiting.future = loop.create_future()
        together = self._together.get(loop)
        if together is None:
            together = self._together[loop] = []
            if loop not in self._on_their_way:
                loop.call_soon(self._hand_over, loop)
        together.append(waiting)
        return await waiting.future

    def close(self) -> None:
        """Waits for what is on its way, and lets another process claim the chain."""
        with self._door:
            self._is_closed = True
            self._queue.put(None)
        if self._thread is not None:
            self._thread.join()
        self._chain.close()

    def _hand_over(self, loop: asyncio.AbstractEventLoop) -> None:
        batch = self._together.pop(loop)
        self._on_their_way.add(loop)
        try:
            self._put(batch)
        except BaseException:
            self._settle(batch)  # nobody may wait for ever
            raise

    def _arrived(self, loop: asyncio.AbstractEventLoop, batch: list[_Waiting]) -> None:
        """On the loop: wakes who waits for these lines, and hands over what came meanwhile."""
        _resolve(batch)
        self._on_their_way.discard(loop)
        if loop in self._together:
            self._hand_over(loop)

    def _put(self, batch: list[_Waiting]) -> None:
        """Hands a batch over to the committing thread, each with its text."""
        batch, refused = worded(batch, self._seals)
        self._settle(refused)
        with self._door:
            if not self._is_closed:
                if self._thread is None:
                    name = f"trail {self.chain}"
                    self._thread = threading.Thread(target=self._work, name=name, daemon=True)
                    self._thread.start()
                self._queue.put(batch)
                return
        self._settle(batch)

    def _work(self) -> None:
        """What the committing thread does until the trail is closed."""
        try:
            while (batch := self._queue.get()) is not None:
                is_last = False
                while len(batch) < frames.MOST_TOGETHER and not is_last:
                    try:
                        more = self._queue.get_nowait()
                    except Empty:
                        break
                    is_last = more is None
                    batch += more or ()
                self._commit(batch)
                if is_last:
                    return
        finally:
            # Should this thread ever die of what nobody foresaw, nobody may wait for ever.
            with self._door:
                self._is_closed = True
                self._refuse_rest()

    def _commit(self, batch: list[_Waiting]) -> None:
        try:
            start = 0
            while part := _at_once(batch, start):
                first = self._chain.commit([waiting.text for waiting in part])
                for n, waiting in enumerate(part, first):
                    waiting.id = line_id(self._chain.name, n)
                start += len(part)
            self._is_refusing = False
        except TrailUnavailable:
            if not self._is_refusing:  # said once, not with every line
                _log.exception("The trail refuses")
            self._is_refusing = True
        finally:
            self._settle(batch)

    def _refuse_rest(self) -> None:
        with suppress(Empty):
            while True:
                self._settle(self._queue.get_nowait() or [])

    def _settle(self, batch: list[_Waiting]) -> None:
        """Wakes everybody who waits for these lines, each event loop once; no id means refused."""
        loops: dict[asyncio.AbstractEventLoop, list[_Waiting]] = {}
        for waiting in batch:
            if waiting.lock is not None:
                waiting.lock.release()
            elif waiting.loop is not None:
                loops.setdefault(waiting.loop, []).append(waiting)
        for loop, theirs in loops.items():
            try:
                loop.call_soon_threadsafe(self._arrived, loop, theirs)
            except RuntimeError:  # the loop was closed: nobody waits there any more
                self._on_their_way.discard(loop)
                self._together.pop(loop, None)


def _resolve(batch: list[_Waiting]) -> None:
    for waiting in batch:
        if waiting.future is None or waiting.future.done():  # its task was cancelled
            continue
        if waiting.id:
            waiting.future.set_result(waiting.id)
        else:
            waiting.future.set_exception(waiting.problem or TrailUnavailable())


def _at_once(batch: list[_Waiting], start: int) -> list[_Waiting]:
    """As many of them as one write takes; none is parted from its box."""
    end = min(start + frames.MOST_TOGETHER, len(batch))
    while end < len(batch) and batch[end].back:
        end -= 1
    return batch[start:end]


def open_seals(hub: Hub, *, disk: Disk | None = None) -> Seals:
    """The seals of this hub. Raises HubError if the master key cannot be used."""
    return Seals(
        hub.trail_folder / SEALS_FOLDER,
        hub.key("trail"),
        ledger=Ledger(hub.trail_folder / LEDGER_FILE, disk=disk),
        retained=hub.configuration.trail,
        disk=disk,
    )
