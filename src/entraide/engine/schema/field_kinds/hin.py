"""Hull identification numbers of boats. Source: ISO 10087; 33 CFR 181 (subpart C)."""

import re
from typing import Any, Final

from entraide.engine.schema.field_kinds.identifier import Identifier
from entraide.language import _

_SHAPE: Final = re.compile(
    r"(?:[A-Z]{2})?"  # country (ISO 10087), absent on boats built for the United States
    r"[A-Z0-9]{3}"  # maker
    r"[A-Z0-9]{5}"  # serial number
    r"(?:[A-L]\d{3}"  # month, year and model year, since 1984
    r"|M\d{2}[A-L]"  # model year form, 1972 to 1984
    r"|\d{4})"  # month and year, 1972 to 1984
)


class Hin(Identifier):
    """Country (outside the United States), maker, serial number, month and year of a boat."""

    name = "hin"
    expected = _("Expected: 12 or 14 letters and digits (UT-ABC12345D404).")

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not _SHAPE.fullmatch(self.exact(text)):
            raise self.refuse("hin", _("The parts of the number are not those of a hull."))
        return text


hin = Hin(12, 14, "UT-ABC12345D404")
