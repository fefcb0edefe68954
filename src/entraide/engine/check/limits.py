"""How often one grant may ask: a bucket of tokens for each, in the memory of one process.

With N check workers a grant may therefore ask up to N times the configured rate; a hub that needs
an exact bound across machines sets it at the proxy in front.
"""

from time import monotonic
from typing import Final

from entraide.errors import TooMany

REMEMBERED: Final = 10_000


class Rate:
    """Lets each grant ask so many subjects a second, and as many at once."""

    __slots__ = ("_buckets", "_most", "_per_second")

    def __init__(self, per_second: int, most_at_once: int) -> None:
        """Sets the rate.

        Args:
            per_second: subjects a second, in the long run.
            most_at_once: what one question may hold; a full bucket never holds less.
        """
        self._per_second = float(per_second)
        self._most = float(max(per_second, most_at_once))
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, grant: str, subjects: int = 1) -> None:
        """Takes tokens from the grant's bucket.

        Args:
            grant: who asks.
            subjects: how many; never counted for more than a full bucket.

        Raises:
            TooMany: it has not as many; `seconds` says when it will.
        """
        now = monotonic()
        subjects = min(subjects, int(self._most))
        held, since = self._buckets.get(grant, (self._most, now))
        held = min(self._most, held + (now - since) * self._per_second)
        if held < subjects:
            raise TooMany(seconds=int((subjects - held) / self._per_second) + 1)
        if len(self._buckets) >= REMEMBERED and grant not in self._buckets:
            self._forget_full(now)
        self._buckets[grant] = (held - subjects, now)

    def _forget_full(self, now: float) -> None:
        """Forgets the grants whose buckets are full again: they are as if new."""
        whole = self._most / self._per_second
        self._buckets = {
            grant: bucket for grant, bucket in self._buckets.items() if now - bucket[1] < whole
        }
