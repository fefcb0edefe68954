"""What one comparison costs where both names were analysed before, ours and the peer's.

Every pair is a different one, scored once, so that no answer is remembered from an earlier pair.
Half are true aliases, half benign persons with their nearest of the list: these cost most.
"""

import time
from collections.abc import Sequence
from typing import Final

from benchmarks.name_quality.ours import Ours
from benchmarks.name_quality.pairs import Pair

PEERS_PAIRS: Final = 1000


def ours(matcher: Ours, pairs: Sequence[Pair]) -> tuple[float, float]:
    """Processor seconds of a comparison, and of making one person ready to be compared."""
    begun = time.process_time()
    ready = [(matcher.asked(matcher.ready(pair.left)), matcher.ready(pair.right)) for pair in pairs]
    made = time.process_time() - begun
    begun = time.process_time()
    for left, right in ready:
        left.strength(right)
    return (time.process_time() - begun) / len(pairs), made / (2 * len(pairs))
