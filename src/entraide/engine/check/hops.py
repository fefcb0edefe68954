"""The steps of one answer and how long each took, for the page "how this answer was made"."""

from time import perf_counter_ns

import msgspec


class Hop(msgspec.Struct, frozen=True):
    """One step, as a code that `words.hop` puts into words, and its microseconds."""

    code: str
    microseconds: int


class Hops:
    """Records the steps of one answer; given only where somebody will look at them."""

    __slots__ = ("_last", "made")

    def __init__(self) -> None:
        self.made: list[Hop] = []
        self._last = perf_counter_ns()

    def mark(self, code: str) -> None:
        """Ends a step, which began where the one before ended."""
        now = perf_counter_ns()
        self.made.append(Hop(code, (now - self._last) // 1000))
        self._last = now
