"""Comparing nationalities, former states and their successors included."""

from collections.abc import Sequence
from typing import Final

from entraide.engine.matching.reasons import Reason
from entraide.engine.schema.field_kinds.country_codes import LOOKED_UP, SAME_ISSUER

COUNTRY_CODES: Final = ("nationality_same", "nationality_near", "nationality_differs")


def compare_countries(asked: Sequence[str], recorded: Sequence[str]) -> Reason | None:
    """Whether a country is on both sides; None if a side has none.

    A former state is near its successors, and a territory near the state whose papers it carries.

    Args:
        asked: three-letter codes.
        recorded: likewise.
    """
    if not (asked and recorded):
        return None
    for one in asked:
        if one in recorded:
            return Reason("nationality_same", {"recorded": one})
    best = Reason("nationality_differs", {"asked": asked[0], "recorded": recorded[0]})
    for one in asked:
        for two in recorded:
            if SAME_ISSUER.get(one, one) == SAME_ISSUER.get(two, two):
                return Reason("nationality_same", {"recorded": two})
            if not set(LOOKED_UP.get(one, (one,))).isdisjoint(LOOKED_UP.get(two, (two,))):
                best = Reason("nationality_near", {"asked": one, "recorded": two})
    return best
