"""Whole and decimal numbers between two bounds, with a unit."""

import math
import re
from decimal import Decimal
from typing import Any

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_MARKS = str.maketrans({"٫": ".", "٬": "", "’": "", "'": "", "\u00a0": "", "\u202f": "", " ": ""})
_PLAIN = re.compile(r"[+-]?\d{1,12}(\.\d{0,15})?", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+", re.ASCII)


class WholeNumber(Kind):
    """A whole number from `least` to `most`."""

    name = "whole_number"
    expected = _("Expected: a whole number from %(least)s to %(most)s %(unit)s.")

    def __init__(self, least: int, most: int, unit: str = "") -> None:
        self.least, self.most, self.unit = least, most, unit
        self.params = {"least": least, "most": most, "unit": unit}
        self.example = str(most)

    def clean(self, value: Any) -> int:
        number = _number(self, value)
        if number != int(number):
            thousands = isinstance(value, str) and _THOUSANDS.fullmatch(value.strip())
            raise self.refuse("number", repair=self._whole(value) if thousands else None)
        if not self.least <= number <= self.most:
            raise self.refuse("range", _("The number is out of range."))
        return int(number)

    def show(self, clean: Any, language: str) -> str:  # noqa: ARG002 - digits are read alike
        return f"{clean} {self.unit}".strip()

    def _whole(self, value: str) -> int | None:
        """A number whose comma stands between thousands, if it is in range."""
        number = int(value.replace(",", ""))
        return number if self.least <= number <= self.most else None

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class DecimalNumber(Kind):
    """A number from `least` to `most`, kept with at most `places` decimals."""

    name = "decimal_number"
    expected = _("Expected: a number from %(least)s to %(most)s %(unit)s.")

    def __init__(self, least: float, most: float, unit: str = "", *, places: int = 2) -> None:
        self.least, self.most, self.unit, self.places = least, most, unit, places
        self.params = {"least": least, "most": most, "unit": unit}
        self.example = str(most)

    def clean(self, value: Any) -> float:
        number = float(round(_number(self, value), self.places))
        if not self.least <= number <= self.most:
            raise self.refuse("range", _("The number is out of range."))
        return number

    def exact(self, clean: Any) -> str:
        return self.text(clean)

    def text(self, clean: Any) -> str:
        return f"{clean:.{self.places}f}".rstrip("0").rstrip(".") if self.places else f"{clean:.0f}"

    def show(self, clean: Any, language: str) -> str:  # noqa: ARG002 - digits are read alike
        return f"{self.text(clean)} {self.unit}".strip()

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": self.least, "maximum": self.most}


def whole_number(least: int, most: int, unit: str = "") -> WholeNumber:
    """A whole number between two bounds, both included; `unit` as it is printed ("kg")."""
    return WholeNumber(least, most, unit)


def decimal_number(least: float, most: float, unit: str = "", *, places: int = 2) -> DecimalNumber:
    """A number between two bounds, both included, kept with at most `places` decimals."""
    return DecimalNumber(least, most, unit, places=places)


def _number(kind: WholeNumber | DecimalNumber, value: Any) -> Decimal:
    """The value as a number; the unit may follow it, thousands may be set apart."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise kind.refuse("number")
    if isinstance(value, float):
        if not math.isfinite(value):
            raise kind.refuse("number")
        value = f"{value:f}"
    text = tidy_code(value).translate(_MARKS)
    if kind.unit and text.casefold().endswith(unit := kind.unit.replace(" ", "").casefold()):
        text = text[: -len(unit)]
    text = _without_thousands(text)
    if not _PLAIN.fullmatch(text):
        raise kind.refuse("number")
    return Decimal(text)


def _without_thousands(text: str) -> str:
    """The number with a decimal point and no other mark.

    Of a comma and a point the later one is the decimal mark; a mark that comes back sets thousands
    apart; a mark that stands alone is the decimal mark.
    """
    for apart, decimal in ((",", "."), (".", ",")):
        groups = re.escape(apart)
        if re.fullmatch(rf"-?\d{{1,3}}({groups}\d{{3}})+\{decimal}\d+", text) or re.fullmatch(
            rf"-?\d{{1,3}}({groups}\d{{3}}){{2,}}", text
        ):
            text = text.replace(apart, "")
    return text.replace(",", ".")
