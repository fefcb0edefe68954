"""Comparing sexes."""

from collections.abc import Sequence
from typing import Final

from entraide.engine.matching.reasons import Reason

SEX_CODES: Final = ("sex_same", "sex_differs")
_SAME: Final = Reason("sex_same")
_SAYS_NOTHING: Final = frozenset({"", "U", "X"})


def compare_sexes(asked: Sequence[str], recorded: Sequence[str]) -> Reason | None:
    """Whether they are the same; None if one is unknown or unspecified.

    Args:
        asked: each M, F, X, U or "".
        recorded: likewise.
    """
    if not (asked and recorded):
        return None
    if asked == recorded and len(asked) == 1 and asked[0] not in _SAYS_NOTHING:
        return _SAME
    mine = [sex for sex in asked if sex not in _SAYS_NOTHING]
    others = [sex for sex in recorded if sex not in _SAYS_NOTHING]
    if not (mine and others):
        return None
    if set(mine).isdisjoint(others):
        return Reason("sex_differs", {"asked": mine[0], "recorded": others[0]})
    return _SAME
