"""Comparing places of birth: spellings differ, and one side may say more than the other."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from entraide.engine.matching.normalise.latin import to_latin
from entraide.engine.matching.normalise.skeleton import skeleton
from entraide.engine.matching.reasons import Reason

PLACE_CODES: Final = ("birth_place_same", "birth_place_near", "birth_place_differs")
_SAYS_LITTLE: Final = frozenset(
    "city district village province region state of the and de la du el al near town oblast".split()  # noqa: SIM905 - a list of words reads as words
)
_LONG: Final = 5
_RANK: Final = {code: rank for rank, code in enumerate(PLACE_CODES)}


def compare_places(asked: Sequence[str], recorded: Sequence[str]) -> Reason | None:
    """How the two places meet that meet best; None if a side has none.

    Args:
        asked: places as written, in any script.
        recorded: likewise.
    """
    if not (asked and recorded):
        return None
    best = min(
        ((_place_code(one, two), one, two) for one in asked for two in recorded),
        key=lambda each: _RANK[each[0]],
    )
    return Reason(best[0], {"asked": best[1], "recorded": best[2]})


@lru_cache(maxsize=16384)
def _words(place: str) -> frozenset[str]:
    words = to_latin(place).split()
    return frozenset(word for word in words if word not in _SAYS_LITTLE) or frozenset(words)


def _place_code(one: str, two: str) -> str:
    mine, others = _words(one), _words(two)
    if mine and mine == others:
        return "birth_place_same"
    if any(_is_one(word, other) for word in mine for other in others):
        return "birth_place_near"
    return "birth_place_differs"


def _is_one(word: str, other: str) -> bool:
    if word == other:
        return True
    if min(len(word), len(other)) < _LONG:
        return False
    return OSA.distance(word, other, score_cutoff=1) <= 1 or skeleton(word) == skeleton(other)
