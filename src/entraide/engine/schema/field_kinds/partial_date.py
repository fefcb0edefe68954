"""Dates of which only a part may be known: births above all."""

import re
from calendar import monthrange
from datetime import date, datetime
from typing import Any, Final

from babel.dates import format_date, format_skeleton

from entraide.engine.schema.field_kinds.dates import (
    MONTHS,
    YEARS,
    day_first,
    locale_of,
    refuse_serial,
)
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.month_names import read_letters
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_YEAR_FIRST: Final = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[ T]00:00(?::00)?(?:\.0+)?)?"
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})")
_MONTH_AND_YEAR: Final = re.compile(r"(\d{1,2})[-/.](\d{4})")
_YEAR_WITHIN: Final = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


class PartialDate(Kind):
    """A year, a month or a day, kept as 1953, 1985-03 or 1985-03-07.

    Zeros stand for what is unknown, as public notices write it (1985/03/00); a date of zeros alone
    is no date. Two dates of which one is less complete are near each other.
    """

    name = "partial_date"
    example = "1985-03"
    expected = _("Expected: a year, month and day as far as known (1953, 1985-03, 1985-03-07).")

    def clean(self, value: Any) -> str:
        if isinstance(value, date):
            value = (value.date() if isinstance(value, datetime) else value).isoformat()
        text = tidy_code(value)
        year, month, day = self._parts(text)
        if not year:
            raise self.refuse("empty", _("The date is unknown: leave it empty."))
        if year not in YEARS:
            raise self.refuse(
                "calendar", _("The year is not one of the Gregorian calendar's that fits.")
            )
        if month > MONTHS or (day and not month):
            raise self.refuse("no_such_day", _("There is no such day."), repair=f"{year:04}")
        if day > (monthrange(year, month)[1] if month else 0):
            raise self.refuse(
                "no_such_day", _("There is no such day."), repair=f"{year:04}-{month:02}"
            )
        return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])

    def keys(self, clean: Any) -> tuple[str, ...]:
        return (clean[:4],)

    def show(self, clean: Any, language: str) -> str:
        locale = locale_of(language)
        if len(clean) == len("1953"):
            return str(clean)
        if len(clean) == len("1985-03"):
            return str(format_skeleton("yMMM", date.fromisoformat(f"{clean}-01"), locale=locale))
        return format_date(date.fromisoformat(clean), locale=locale)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}

    def _parts(self, text: str) -> tuple[int, int, int]:
        """Year, month and day as they were written, 0 where unknown."""
        if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
            year, month, day = (int(part or 0) for part in found.groups())
            return year, month, day
        if found := _MONTH_AND_YEAR.fullmatch(text):
            return int(found[2]), int(found[1]), 0
        if found := _DAY_FIRST.fullmatch(text):
            year, second, first = map(int, found.group(4, 3, 1))
            return (year, second, first) if not first else day_first(self, year, second, first)
        if letters := read_letters(text):
            return letters
        refuse_serial(self, text)
        years = set(_YEAR_WITHIN.findall(text))
        raise self.refuse("date", repair=years.pop() if len(years) == 1 else None)


partial_date = PartialDate()
