"""A person's sex as travel documents give it. Source: ICAO Doc 9303 part 4."""

from typing import Any

from entraide.engine.schema.field_kinds.choices import OneOf
from entraide.language import _


class Sex(OneOf):
    """M, F, X (unspecified by the document), or U where it is not known."""

    name = "sex"

    def clean(self, value: Any) -> str:
        return "X" if value == "<" else super().clean(value)


sex = Sex({"M": _("Male"), "F": _("Female"), "X": _("Unspecified"), "U": _("Unknown")})
