"""Full dates and moments."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from babel.dates import format_date, format_datetime

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.month_names import read_letters
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import LANGUAGES, _

YEARS: Final = range(1850, 2201)
"""Years that a record can speak of; others belong to another calendar or are misprints."""
MONTHS: Final = 12

_YEAR_FIRST: Final = re.compile(
    r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[ T]00:00(?::00)?(?:\.0+)?)?"
)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})")
_SERIAL: Final = re.compile(r"[2-6]\d{4}(\.0)?")
_SPREADSHEETS_START: Final = date(1899, 12, 30)


class Day(Kind):
    """A full date, kept as 2020-03-07.

    Year first, or the month in letters, leaves no doubt. With figures only and the year last, a
    date that can be read in two ways is refused with what it may have meant.
    """

    name = "day"
    example = "2020-03-07"
    expected = _("Expected: a date as year, month, day (2020-03-07).")

    def __init__(self, *, past: bool = False) -> None:
        self.past = past

    def clean(self, value: Any) -> str:
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, date):
            return value.isoformat()
        text = tidy_code(value)
        year, month, day = self._parts(text)
        try:
            read = date(year, month, day)
        except ValueError:
            raise self.refuse("no_such_day", _("There is no such day.")) from None
        if year not in YEARS:
            raise self.refuse(
                "calendar", _("The year is not one of the Gregorian calendar's that fits.")
            )
        return read.isoformat()

    def check(self, clean: Any, today: date) -> None:
        if self.past and date.fromisoformat(clean) > today:
            raise self.refuse("in_future", _("This day has not come yet."))

    def show(self, clean: Any, language: str) -> str:
        return format_date(date.fromisoformat(clean), locale=locale_of(language))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def _parts(self, text: str) -> tuple[int, int, int]:
        """Year, month and day as they were written."""
        if found := _YEAR_FIRST.fullmatch(text):
            if found[2] or len(text) == len("20200307"):
                return int(found[1]), int(found[3]), int(found[4])
        elif found := _DAY_FIRST.fullmatch(text):
            return day_first(self, *map(int, found.group(4, 3, 1)))
        elif (letters := read_letters(text)) and letters[2]:
            return letters
        refuse_serial(self, text)
        raise self.refuse("date")


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
        if moment.year not in YEARS:
            raise self.refuse("moment")
        if moment.tzinfo is None:
            raise self.refuse(
                "moment_zone",
                _("The time has no offset from UTC."),
                repair=moment.isoformat(timespec="seconds") + "Z",
            )
        return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    def show(self, clean: Any, language: str) -> str:
        return format_datetime(datetime.fromisoformat(clean), locale=locale_of(language)) + " UTC"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


day = Day()
past_day = Day(past=True)
moment = Moment()


def day_first(kind: Kind, year: int, second: int, first: int) -> tuple[int, int, int]:
    """Year, month and day of a date written with the year last.

    Raises:
        Invalid: day and month cannot be told apart ("ambiguous_date"); the repair takes the day
            first, as most countries do, and the parameters name both readings.
    """
    if first == second or first > MONTHS:
        return year, second, first
    if second > MONTHS:
        return year, first, second
    one, other = f"{year:04}-{second:02}-{first:02}", f"{year:04}-{first:02}-{second:02}"
    raise kind.refuse(
        "ambiguous_date",
        _("This date can be read as %(one)s or as %(other)s."),
        repair=one,
        one=one,
        other=other,
    )


def refuse_serial(kind: Kind, text: str) -> None:
    """Refuses the number by which a spreadsheet keeps a date, with that date as repair."""
    if _SERIAL.fullmatch(text):
        raise kind.refuse(
            "date",
            _("This is the number by which a spreadsheet keeps a date."),
            repair=(_SPREADSHEETS_START + timedelta(int(float(text)))).isoformat(),
        )


def locale_of(language: str) -> str:
    """The locale in which a date is shown to readers of this language."""
    # English with the day first, as on every page: nobody takes the month for the day.
    return language if language in LANGUAGES and language != "en" else "en_GB"
