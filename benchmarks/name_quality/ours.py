"""Our side: the matcher of this working tree, used as a check uses it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from benchmarks.name_quality.pairs import Pair, Side
from entraide.engine.matching.compare.names import compare_names

THRESHOLD: Final = 0.75


class Ours:
    """Scores pairs as a check does, without an index: frequencies are the neutral default."""

    version = "today"
    threshold = THRESHOLD
    thresholds: Mapping[str, float] = {"border": 0.85, "bureau": THRESHOLD}

    def ready(self, side: Side) -> Any:
        """A side as it is compared: analysed once."""
        return [{"full": name} for name in side.compared().get("name", ())]

    def score(self, asked: Any, recorded: Any) -> float:
        """How likely two sides are the same, 0-1."""
        found = compare_names(asked, recorded)
        return found.similarity if found else 0.0

    def scores(self, pairs: Sequence[Pair]) -> list[float]:
        """The same of every pair; a side that comes again is analysed once."""
        known: dict[Side, Any] = {}
        for side in (side for pair in pairs for side in (pair.left, pair.right)):
            if side not in known:
                known[side] = self.ready(side)
        return [self.score(known[pair.left], known[pair.right]) for pair in pairs]
