"""How often one machine may ask the public extract: a bucket for each address, in this process."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

from entraide.errors import TooMany

BURST: Final = 4000
"""Requests at once. The programs that read the public API ask hundreds of times in a row, take a
refusal for an answer and break: who asks one thing after another over a network is not slowed."""
PER_SECOND: Final = 20.0
MOST_REMEMBERED: Final = 10_000


class Buckets:
    """What is left to each address; the longest unseen are forgotten first."""

    def __init__(self, *, seconds: Callable[[], float] = monotonic, burst: int = BURST) -> None:
        self._seconds, self._lock, self._burst = seconds, Lock(), float(burst)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> None:
        """Takes one request. Raises TooMany, with the seconds to wait."""
        now = self._seconds()
        with self._lock:
            left, seen = self._left.pop(address, (self._burst, now))
            left = min(left + (now - seen) * PER_SECOND, self._burst)
            if len(self._left) >= MOST_REMEMBERED:
                self._left.popitem(last=False)
            self._left[address] = (max(left - 1, 0) if left >= 1 else left, now)
        if left < 1:
            raise TooMany(seconds=int((1 - left) / PER_SECOND) + 1)


BUCKETS: Final = Buckets()
