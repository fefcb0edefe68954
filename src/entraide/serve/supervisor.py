"""Keeps the parts of a hub running: starts them, restarts the fallen, stops all cleanly.

Parts are programs of their own (never forks: LMDB may not be open across one). Each holds the
reading end of a pipe from the supervisor; when that closes, the supervisor is gone and so is the
part.
"""

import logging
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

log = logging.getLogger("entraide.serve")

FIRST_PAUSE_S: Final = 0.1
LONGEST_PAUSE_S: Final = 30.0
STEADY_AFTER_S: Final = 60.0
"""A part that ran this long is well again: its next fall starts with the first pause."""
LOOK_EVERY_S: Final = 0.05
STOP_WITHIN_S: Final = 15.0


@dataclass(frozen=True, slots=True)
class Part:
    """One process of the hub.

    Attributes:
        name: in the log ("check-1").
        command: what is run.
        sockets: file descriptors of listening sockets that it inherits.
    """

    name: str
    command: Sequence[str]
    sockets: tuple[int, ...] = ()


@dataclass(slots=True)
class _Running:
    part: Part
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE_S
    due: float = 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 (our own program)
            self.part.command, stdin=subprocess.PIPE, pass_fds=self.part.sockets
        )
        self.started = time.monotonic()
        log.info("part=%s event=started pid=%s", self.part.name, self.process.pid)

    def look(self) -> None:
        """Starts the part if it is due, and plans its restart if it has fallen."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process = None
        if now - self.started >= STEADY_AFTER_S:
            self.pause = FIRST_PAUSE_S
        self.due = now + self.pause
        log.warning(
            "part=%s event=fell code=%s restart_in_s=%.1f", self.part.name, code, self.pause
        )
        self.pause = min(self.pause * 2, LONGEST_PAUSE_S)


@dataclass(slots=True)
class Supervisor:
    """Runs `parts` until it is told to stop."""

    parts: Sequence[Part]
    stopping: threading.Event = field(default_factory=threading.Event)
    _running: list[_Running] = field(default_factory=list)

    def run(self) -> None:
        """Starts every part in order and keeps them up; returns when all have stopped."""
        self._running = [_Running(part) for part in self.parts]
        try:
            while not self.stopping.wait(LOOK_EVERY_S):
                for one in self._running:
                    one.look()
        finally:
            self._stop_all()

    def stop(self) -> None:
        """Asks for a clean end; may be called from a signal handler or another thread."""
        self.stopping.set()

    def _stop_all(self) -> None:
        alive = [one for one in self._running if one.process is not None]
        for one in alive:
            assert one.process is not None
            one.process.terminate()
        deadline = time.monotonic() + STOP_WITHIN_S
        for one in alive:
            assert one.process is not None
            try:
                one.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("part=%s event=killed", one.part.name)
                one.process.kill()
                one.process.wait()
            if one.process.stdin is not None:
                one.process.stdin.close()
            log.info("part=%s event=stopped code=%s", one.part.name, one.process.returncode)
