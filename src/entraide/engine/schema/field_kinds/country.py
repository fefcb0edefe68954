"""States, and the other issuers and nationalities that travel documents name."""

from typing import Any

import icu

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_BY_TWO = {
    code: icu.Locale(f"und_{code}").getISO3Country() for code in icu.Locale.getISOCountries()
}
_CODES = {**_BY_TWO, **{three: three for three in _BY_TWO.values()}, "D": "DEU"}


class Country(Kind):
    """A state or another issuer, kept as its three-letter code."""

    name = "country"
    example = "DEU"
    expected = _("Expected: a country's code of two or three letters, or its name.")

    def clean(self, value: Any) -> str:
        text = tidy_code(value).upper()
        known = _CODES.get(text)
        if known is None and len(text) == 3 and text.isalpha() and text.isascii():
            return text
        if known is None:
            raise self.refuse("country")
        return known


country = Country()
