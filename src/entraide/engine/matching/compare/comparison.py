"""What comparing two values gives."""

from dataclasses import dataclass

from entraide.engine.matching.reasons import Reason


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two values are.

    Attributes:
        similarity: 0 (they contradict each other) to 1 (they are equal).
        reason: why they agree; None where they do not.
    """

    similarity: float
    reason: Reason | None = None
