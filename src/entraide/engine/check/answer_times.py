"""How long answers took: counts by hour and step, kept beside the trail and naming nobody.

Each process that answers counts in a mapped file of its own, so that a count costs no system call
and outlives the process. A file is free again when its process has ended: there are as many files
a day as processes that ever answered at the same time.

    times/2026-11-23.0    24 hours of `STEPS` counts (little-endian, 32 bits)

What a power cut loses is counts of the last seconds; a full disk stops the counting, no answer.
"""

import fcntl
import mmap
import os
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count
from math import log2
from pathlib import Path
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from entraide.clock import Clock

STEPS_PER_DOUBLING: Final = 8
STEPS: Final = 28 * STEPS_PER_DOUBLING
"""From a microsecond to four minutes; what takes longer counts in the last."""
HOURS: Final = 24
SHARES: Final = (50, 95, 99)
"""Of a hundred answers: those that were given at least so soon."""
_LOOKED_AT_CLOCK_S: Final = 10.0
_SIZE: Final = HOURS * STEPS * 4

Counts = NDArray[np.int64]
"""Answers by hour and step, shape (24, STEPS)."""


class AnswerTimes:
    """Counts the answers of this process."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder, self._clock = folder, clock
        self._day: date | None = None
        self._file = -1
        self._counts: memoryview | None = None
        self._hour = 0
        self._look_again = 0.0

    def answered(self, since: float) -> None:
        """Counts an answer that was begun at this moment of `perf_counter`. Never raises."""
        now = perf_counter()
        if now >= self._look_again:
            self._look_at_clock(now)
        if self._counts is not None:
            step = int(log2(max((now - since) * 1e6, 1.0)) * STEPS_PER_DOUBLING)
            self._counts[self._hour + min(step, STEPS - 1)] += 1

    def close(self) -> None:
        """Lets another process count in the file."""
        if self._counts is not None:
            mapped = self._counts.obj
            self._counts.release()
            self._counts = None
            if isinstance(mapped, mmap.mmap):
                mapped.close()
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _look_at_clock(self, moment: float) -> None:
        now = self._clock.now()
        self._look_again = moment + _LOOKED_AT_CLOCK_S
        self._hour = now.hour * STEPS
        if now.date() != self._day:
            self.close()
            self._day = now.date()
            try:
                self._open(self._day)
            except OSError:  # a full disk, or a folder of somebody else: answers go on
                self.close()

    def _open(self, day: date) -> None:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        for place in count():
            file = os.open(self._folder / f"{day}.{place}", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(file)
                continue
            self._file = file
            os.posix_fallocate(file, 0, _SIZE)  # or writing to it could find the disk full
            self._counts = memoryview(mmap.mmap(file, _SIZE)).cast("I")
            return


def counted(folder: Path, days: Iterable[date]) -> Counts:
    """The answers of all processes on these days together."""
    total: Counts = np.zeros((HOURS, STEPS), np.int64)
    for day in days:
        for file in _files(folder, day):
            content = file.read_bytes()
            if len(content) == _SIZE:  # else its process was stopped while it made the file
                total += np.frombuffer(content, "<u4").reshape(HOURS, STEPS)
    return total


def soonest(steps: Counts, share: int) -> float | None:
    """Seconds within which this share (of 100) of the answers was given; None if there is none.

    At most a tenth too high, never too low: the end of the step in which it lies.

    Args:
        steps: answers by step, shape (STEPS,).
        share: 1 to 100.
    """
    total = int(steps.sum())
    if not total:
        return None
    asked = -(-total * share // 100)
    step = int(np.searchsorted(np.cumsum(steps), asked))
    return float(2 ** ((step + 1) / STEPS_PER_DOUBLING)) / 1e6


def forget(folder: Path, before: date) -> int:
    """Removes the counts of all days before this one; gives how many files went."""
    gone = [file for file in folder.glob("*.*") if file.name < f"{before}"]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)


def days_of(year: int) -> Iterator[date]:
    """Each day of a year."""
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def _files(folder: Path, day: date) -> list[Path]:
    return sorted(folder.glob(f"{day}.*"))
