"""Dates of which only a part may be known."""

import re
from datetime import date
from typing import Any

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")


class PartialDate(Kind):
    """A year, a month or a day, kept as 1953, 1985-03 or 1985-03-07."""

    name = "partial_date"
    example = "1985-03"
    expected = _("Expected: a year, month and day as far as known (1953, 1985-03, 1985-03-07).")

    def clean(self, value: Any) -> str:
        found = _YEAR_FIRST.fullmatch(tidy_code(value))
        if not found:
            raise self.refuse("date")
        year, month, day = (int(part or 0) for part in found.groups())
        try:
            date(year, month or 1, day or 1)
        except ValueError:
            raise self.refuse("date") from None
        return f"{year:04}" + (f"-{month:02}" * bool(month)) + (f"-{day:02}" * bool(month and day))


partial_date = PartialDate()
