"""Full dates and moments."""

from datetime import UTC, date, datetime
from typing import Any

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _


class Day(Kind):
    """A full date, kept as 2020-03-07."""

    name = "day"
    example = "2020-03-07"
    expected = _("Expected: a date as year, month, day (2020-03-07).")

    def __init__(self, *, past: bool = False) -> None:
        self.past = past

    def clean(self, value: Any) -> str:
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, date):
            return value.isoformat()
        try:
            return date.fromisoformat(tidy_code(value).replace("/", "-")).isoformat()
        except ValueError:
            raise self.refuse("date") from None

    def check(self, clean: Any, today: date) -> None:
        if self.past and date.fromisoformat(clean) > today:
            raise self.refuse("future", _("The date lies in the future."))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


class Moment(Kind):
    """A date and time, kept in UTC as 2020-03-07T14:05:00Z."""

    name = "moment"
    example = "2020-03-07T14:05:00Z"
    expected = _("Expected: a date and time with its offset (2020-03-07T14:05:00Z).")

    def clean(self, value: Any) -> str:
        try:
            moment = (
                value if isinstance(value, datetime) else datetime.fromisoformat(tidy_code(value))
            )
        except ValueError:
            raise self.refuse("moment") from None
        if moment.tzinfo is None:
            raise self.refuse("moment_zone", _("The time has no offset from UTC."))
        return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


day = Day()
past_day = Day(past=True)
moment = Moment()
