"""Comparing dates of birth of which only a part may be known."""

from typing import Final

from entraide.engine.matching.compare.comparison import Comparison
from entraide.engine.matching.reasons import Reason

_FULL: Final = len("1985-03-07")
_MONTHS: Final = "12"


def compare_dates(asked: str, recorded: str) -> Comparison | None:
    """How alike two dates are, each as far as known: "1985", "1985-03" or "1985-03-07".

    Equal 1, equal as far as the shorter goes 0.8–0.9, day and month swapped 0.9, year one off 0.8
    (with only years known 0.6), only the year equal 0.3, else 0. None if one is unknown.

    Source: domain.md §1.1 (tolerances of a date of birth).
    """
    if not (asked and recorded):
        return None
    similarity, code = _compared(asked, recorded)
    reason = Reason(code, {"asked": asked, "recorded": recorded}) if code else None
    return Comparison(similarity, reason)


def _compared(asked: str, recorded: str) -> tuple[float, str]:
    if asked == recorded:
        return 1.0, "birth_date_same"
    year, other = asked[:4], recorded[:4]
    is_near_year = abs(int(year) - int(other)) == 1
    if asked.startswith(recorded) or recorded.startswith(asked):
        return (0.8 if min(len(asked), len(recorded)) == len(year) else 0.9), "birth_date_partly"
    if len(asked) == len(recorded) == _FULL:
        if _swapped(asked) == recorded:
            return 0.9, "birth_date_swapped"
        if is_near_year and asked[4:] == recorded[4:]:
            return 0.8, "birth_year_off"
    elif is_near_year and len(year) in (len(asked), len(recorded)):
        return 0.6, "birth_year_off"
    return (0.3, "birth_year_same") if year == other else (0.0, "")


def _swapped(date: str) -> str:
    """The date with its day and month exchanged; "" if that is no date."""
    month, day = date[5:7], date[8:10]
    return f"{date[:4]}-{day}-{month}" if day <= _MONTHS else ""
