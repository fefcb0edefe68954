"""Comparing nationalities and sex."""

from collections.abc import Sequence
from typing import Final

from entraide.engine.matching.compare.comparison import Comparison
from entraide.engine.matching.reasons import Reason

_SAYS_NOTHING: Final = frozenset({"", "U", "X"})


def compare_countries(asked: Sequence[str], recorded: Sequence[str]) -> Comparison | None:
    """1 if any country is on both sides, else 0; None if a side has none.

    Args:
        asked: three-letter codes.
        recorded: likewise.
    """
    if not (asked and recorded):
        return None
    shared = next((country for country in asked if country in recorded), "")
    if not shared:
        return Comparison(0.0)
    return Comparison(1.0, Reason("nationality_same", {"recorded": shared}))


def compare_sexes(asked: str, recorded: str) -> Comparison | None:
    """1 if they are equal, else 0; None if one is unknown or unspecified."""
    if asked in _SAYS_NOTHING or recorded in _SAYS_NOTHING:
        return None
    return Comparison(1.0, Reason("sex_same")) if asked == recorded else Comparison(0.0)
