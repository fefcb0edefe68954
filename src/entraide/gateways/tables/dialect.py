"""How a table writes what is written differently from country to country, declared or detected."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal

import msgspec

from entraide.gateways.tables.delimited import SEPARATORS
from entraide.gateways.tables.lines import Lines

DateOrder = Literal["", "dmy", "mdy"]
"""Which of day and month stands first in 03/04/2020; "" if that is not known."""

ORDER_OF_LANGUAGE: Final[dict[str, DateOrder]] = {"fr": "dmy", "es": "dmy", "ar": "dmy"}
"""English stands for both orders: a British and an American table look alike."""
ORDER_OF_LOCALE: Final[dict[str, DateOrder]] = {"en_US": "mdy", "en_PH": "mdy"}
"""The countries that write the month first. Every other country that has one writes the day."""

_TWO_NUMBERS: Final = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\b")
_MONTHS: Final = 12


class Dialect(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one file is to be read; kept with its batch, so that it is read the same way again.

    Attributes:
        format: "csv", "xlsx" or "jsonl".
        encoding: of a text; "" for a workbook.
        separator: of a CSV.
        date_order: of days written with the year last.
    """

    format: str
    encoding: str = ""
    separator: str = ""
    date_order: DateOrder = ""


def order_of_locale(locale: str) -> DateOrder:
    """The order of dates in a locale ("en_US", "fr-FR", "ar"); "" for a bare "en" and for none."""
    name = locale.replace("-", "_")
    language, _, country = name.partition("_")
    if known := ORDER_OF_LOCALE.get(f"{language.lower()}_{country.upper()}"):
        return known
    return "dmy" if country else ORDER_OF_LANGUAGE.get(language.lower(), "")


def date_order(samples: Iterable[str]) -> DateOrder:
    """The order that dates prove: a number above 12 is no month; "" if they prove none, or both."""
    first = second = 0
    for text in samples:
        found = _TWO_NUMBERS.match(text)
        if found:
            first += int(found[1]) > _MONTHS
            second += int(found[2]) > _MONTHS
    if bool(first) == bool(second):
        return ""
    return "dmy" if first else "mdy"


def separator(lines: Lines, known: Iterable[str] = ()) -> str:
    """The separator of the heading line, which is put back: Excel's own `sep=` line names it.

    Args:
        lines: the text, before its first line is taken.
        known: headings; the separator that yields most of them is the one, else the commonest.
    """
    line = lines.take()
    if line is None:
        return ","
    lines.put_back([line])
    named = re.fullmatch(r"\ufeff?sep=(.)[\r\n]*", line, re.IGNORECASE)
    if named:
        return named[1]
    folded = {each.casefold() for each in known}
    return max(SEPARATORS, key=lambda mark: _fit(line.rstrip("\r\n").split(mark), folded))


def _fit(cells: Sequence[str], known: set[str]) -> tuple[int, int]:
    return sum(cell.strip('"\ufeff ').casefold() in known for cell in cells), len(cells)
