"""Comparing numbers of documents: one that is the same says nearly all; others say little."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import OSA

from entraide.engine.matching.reasons import Reason

NUMBER_CODES: Final = ("number_same", "number_near", "number_differs")
_LONG: Final = 6


def compare_numbers(asked: Sequence[str], recorded: Sequence[str]) -> Reason | None:
    """Whether a document's number is on both sides; None if a side has none.

    Args:
        asked: numbers as documents carry them.
        recorded: likewise.
    """
    mine = [number for text in asked if (number := _bare(text))]
    others = [number for text in recorded if (number := _bare(text))]
    if not (mine and others):
        return None
    shared = next((number for number in mine if number in others), "")
    if shared:
        return Reason("number_same", {"recorded": shared})
    for one in mine:
        for two in others:
            if min(len(one), len(two)) >= _LONG and OSA.distance(one, two, score_cutoff=1) <= 1:
                return Reason("number_near", {"asked": one, "recorded": two})
    return Reason("number_differs", {"asked": mine[0], "recorded": others[0]})


def _bare(number: str) -> str:
    return "".join(sign for sign in number.upper() if sign.isalnum())
