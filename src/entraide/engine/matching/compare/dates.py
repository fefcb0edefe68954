"""Comparing dates of birth of which only a part may be known, or that were written wrongly."""

from collections.abc import Sequence
from typing import Final

from entraide.engine.matching.reasons import Reason

DATE_CODES: Final = (
    "birth_date_same",
    "birth_date_swapped",
    "birth_date_slip",
    "birth_date_partly",
    "birth_year_alone",
    "birth_date_calendar",
    "birth_year_off",
    "birth_year_near",
    "birth_year_same",
    "birth_date_differs",
    "birth_date_far",
)
"""The ways in which two dates meet, the surest first."""

_RANK: Final = {code: rank for rank, code in enumerate(DATE_CODES)}
_FULL: Final = len("1985-03-07")
_YEAR: Final = len("1985")
_FAR: Final = 10
"""Years from which two dates are no slip of one another."""
_HIJRI_YEARS: Final = range(1250, 1500)
"""Years that are read as of the Islamic or the Persian calendar."""
_LUNAR, _LUNAR_FROM, _SOLAR_FROM = 0.970224, 621.57, 621
"""Gregorian year of a Hijri year: 0.970224 y + 621.57; of a Persian solar year: y + 621 or 622."""


def compare_dates(asked: Sequence[str], recorded: Sequence[str]) -> Reason | None:
    """How the two dates meet that meet best; None if a side has none.

    Args:
        asked: each as far as known: "1985", "1985-03" or "1985-03-07".
        recorded: likewise.
    """
    if not (asked and recorded):
        return None
    if len(asked) == len(recorded) == 1:
        return Reason(
            date_code(asked[0], recorded[0]), {"asked": asked[0], "recorded": recorded[0]}
        )
    best = min(
        ((date_code(one, two), one, two) for one in asked for two in recorded),
        key=lambda each: _RANK[each[0]],
    )
    return Reason(best[0], {"asked": best[1], "recorded": best[2]})


def date_code(one: str, two: str) -> str:
    """Which of `DATE_CODES` two dates are, each as far as known; the same turned round."""
    if one == two:
        return "birth_date_same" if len(one) == _FULL else _partly(one)
    if one.startswith(two) or two.startswith(one):
        return _partly(min(one, two, key=len))
    if len(one) == len(two) == _FULL and (code := _slip_code(one, two)):
        return code
    return _year_code(int(one[:4]), int(two[:4]), is_coarse=_YEAR in (len(one), len(two)))


def _partly(known: str) -> str:
    """By what is known on both sides: one in 55 has the same year, with the month one in 660."""
    return "birth_year_alone" if len(known) == _YEAR else "birth_date_partly"


def _slip_code(one: str, two: str) -> str:
    """Which slip makes one full date of the other; "" if none does."""
    if one[:4] == two[:4] and one[5:7] == two[8:] and one[8:] == two[5:7]:
        return "birth_date_swapped"
    if one[4:] == two[4:] and abs(int(one[:4]) - int(two[:4])) == 1:
        return "birth_year_off"
    return "birth_date_slip" if _is_slip(one, two) else ""


def _year_code(year: int, other: int, *, is_coarse: bool) -> str:
    """By the years; `is_coarse` if one side knows nothing else."""
    if (year in _HIJRI_YEARS) != (other in _HIJRI_YEARS) and _is_same_year_elsewhere(year, other):
        return "birth_date_calendar"
    apart = abs(year - other)
    if apart == 0:
        return "birth_year_same"
    if apart == 1 and is_coarse:
        return "birth_year_near"
    return "birth_date_far" if apart > _FAR else "birth_date_differs"


def _is_slip(one: str, two: str) -> bool:
    """Whether one digit is wrong, or two neighbours are exchanged."""
    first, *others = [at for at in range(_FULL) if one[at] != two[at]]
    if not others:
        return True
    return others == [first + 1] and one[first] + one[first + 1] == two[first + 1] + two[first]


def _is_same_year_elsewhere(year: int, other: int) -> bool:
    """Whether the earlier number is the later one's year of the Islamic or Persian calendar."""
    eastern, western = sorted((year, other))
    lunar = eastern * _LUNAR + _LUNAR_FROM
    return abs(lunar - western) <= 1 or western - eastern in (_SOLAR_FROM, _SOLAR_FROM + 1)
