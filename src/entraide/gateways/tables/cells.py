"""One cell read for the kind of its field: dates of every order, and what spreadsheets destroy.

What can be read in one way only is read; what cannot is refused with what it probably was.
"""

import re
from datetime import date, datetime, timedelta
from typing import Any, Final

from entraide.engine.schema.field_kinds.dates import Day, Moment
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.numbers import DecimalNumber, WholeNumber
from entraide.engine.schema.field_kinds.partial_date import PartialDate
from entraide.engine.schema.field_kinds.tidy import ascii_digits
from entraide.engine.schema.field_kinds.yes_no import YesNo
from entraide.errors import Invalid
from entraide.gateways.tables.dialect import DateOrder
from entraide.gateways.tables.workbook import ERRORS
from entraide.language import _

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r#]")
_MARKED: Final = re.compile(r"'+[=+\-@\t\r#]")
"""What begins so is a formula or an error to a spreadsheet, or was marked with ' to be none."""
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})")
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_JOINED: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL: Final = re.compile(r"\d{5}")
_TIME: Final = re.compile(
    r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp]\.?[Mm]\.?)?(Z|[+-]\d\d:?\d\d)?$"
)
_EXCELS_DAY_ZERO: Final = date(1899, 12, 30)
_SAFE_DIGITS: Final = 10**15
"""A spreadsheet keeps fifteen digits of a number; further ones are already lost."""
_YEARS: Final = range(1000, 2200)


def read(value: Any, kind: Kind, order: DateOrder = "") -> Any:
    """The cell's value as the kind's `clean` takes it; None for an empty cell.

    Args:
        value: text, or what a workbook's cell or a JSON value holds.
        kind: of the field that the cell belongs to.
        order: of day and month in dates with the year last, where it is known.

    Raises:
        Invalid: with the repair proposed; a list of values where more than one reading is possible.
    """
    if value is None or value == "":
        return None
    if isinstance(kind, Day | PartialDate):
        return _date(value, kind, order)
    if isinstance(value, datetime | date) and not isinstance(kind, Moment):
        raise Invalid(
            "became_date",
            _("The spreadsheet has turned this into a date."),
            expected=_("Expected: what was written; format the column as text and enter it again."),
        )
    if isinstance(kind, WholeNumber | DecimalNumber | YesNo):
        return value
    if isinstance(value, float):
        return _digits(value)
    if isinstance(value, int) and abs(value) >= _SAFE_DIGITS and not isinstance(value, bool):
        raise _digits_lost()
    return value


def plain(value: Any) -> Any:
    """The content of a cell as it was meant: without the mark that keeps it from being a formula.

    Raises:
        Invalid: the cell shows a spreadsheet's error ("cell_error").
    """
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text in ERRORS:
        raise Invalid(
            "cell_error",
            _("The spreadsheet shows an error in this cell."),
            expected=_("Expected: a value, or an empty cell."),
        )
    return text[1:] if _MARKED.match(text) else text


def guarded(text: str, *, in_workbook: bool = False) -> str:
    """The text so that no spreadsheet takes it for a formula; `plain` gives it back.

    In a workbook a text cell is text whatever it begins with: only what `plain` would change is
    marked there.
    """
    pattern = _MARKED if in_workbook else _FORMULA
    return f"'{text}" if pattern.match(text) or text in ERRORS else text


def _digits(value: float) -> Any:
    """A number in a field that is none: a whole one is its digits, if it still has them all."""
    if not value.is_integer():
        return str(value)
    if abs(value) >= _SAFE_DIGITS:
        raise _digits_lost()
    return int(value)


def _digits_lost() -> Invalid:
    return Invalid(
        "spreadsheet_number",
        _("A spreadsheet has shortened this number and its last digits are lost."),
        expected=_("Expected: the whole number; format the column as text and enter it again."),
    )


def _date(value: Any, kind: Day | PartialDate, order: DateOrder) -> Any:
    """A date as ISO text."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise kind.refuse("date")
    text = ascii_digits(str(value))
    text = _TIME.sub("", text)
    if found := _YEAR_LAST.fullmatch(text):
        return _year_last(found, kind, order)
    if found := _MONTH_YEAR.fullmatch(text):
        return f"{found[2]}-{int(found[1]):02}"
    if found := _JOINED.fullmatch(text):
        return "-".join(found.groups())
    if _SERIAL.fullmatch(text):
        raise kind.refuse(
            "date_serial",
            _("This is a spreadsheet's number of a day, not a date."),
            repair=(_EXCELS_DAY_ZERO + timedelta(days=int(text))).isoformat(),
        )
    return text


def _year_last(found: re.Match[str], kind: Kind, order: DateOrder) -> str:
    """03/04/2020: read by its order, by what is possible, or refused with both readings."""
    first, mark, second, year = int(found[1]), found[2], int(found[3]), found[4]
    readings = {
        name: iso
        for name, day, month in (("dmy", first, second), ("mdy", second, first))
        if (iso := _iso(_full_year(year), month, day)) is not None
    }
    if mark == ".":
        order = "dmy"
    if not readings:
        raise kind.refuse("date")
    if len(year) != 4:  # noqa: PLR2004 - a year of four digits
        chosen = readings.get(order)
        raise kind.refuse(
            "date_year",
            _("The year has two digits only."),
            repair=chosen or _one_or_all(list(readings.values())),
        )
    if order:
        if order in readings:
            return readings[order]
        raise kind.refuse(
            "date_order",
            _("Read like the other dates of this file, this is no date."),
            repair=next(iter(readings.values())),
        )
    if len(set(readings.values())) == 1:
        return next(iter(readings.values()))
    raise kind.refuse(
        "date_ambiguous",
        _("This date can be read in two ways."),
        repair=list(readings.values()),
    )


def _full_year(year: str) -> int:
    """A year of two digits lies between 1940 and 2039: only a proposal is made of it."""
    number = int(year)
    return number if len(year) > 2 else number + (1900 if number >= 40 else 2000)  # noqa: PLR2004


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _one_or_all(values: list[str]) -> str | list[str]:
    return values[0] if len(set(values)) == 1 else values
