"""Colours of eyes and hair, by both code tables in use.

Source: the codes of the public notices and those of biometric exchange (ANSI/NIST-ITL 1-2011 and
its profile for police cooperation), as domain.md §1.1 gives them.
"""

from collections.abc import Mapping
from typing import Any, Final

from entraide.engine.schema.field_kinds.choices import OneOf
from entraide.language import _

EYES: Final[Mapping[str, str]] = {
    "BLA": _("Black"),
    "BLU": _("Blue"),
    "BLUL": _("Light blue"),
    "BRO": _("Brown"),
    "BROD": _("Dark brown"),
    "BROH": _("Hazel"),
    "BROL": _("Light brown"),
    "GRE": _("Green"),
    "GRY": _("Grey"),
    "OTHC": _("Different colours"),
    "OTHD": _("Dark"),
    "OTHL": _("Light eyes"),
    "MAR": _("Maroon"),
    "PNK": _("Pink"),
}
"""The codes of notices, and two that only the exchange has."""

HAIR: Final[Mapping[str, str]] = {
    "BLA": _("Black"),
    "BRO": _("Brown hair"),
    "BROF": _("Fair"),
    "GRY": _("Grey"),
    "GRYG": _("Greying"),
    "HAIB": _("Bald"),
    "HAID": _("Dyed"),
    "OTHD": _("Dark"),
    "RED": _("Red hair"),
    "REDA": _("Auburn"),
    "WHI": _("White"),
    "YELB": _("Blond"),
    "SDY": _("Sandy"),
}
"""The codes of notices, and one that only the exchange has."""

EYES_IN_EXCHANGE: Final[Mapping[str, str]] = {
    "BLA": "BLK", "BLU": "BLU", "BLUL": "BLU", "BRO": "BRO", "BROD": "BRO", "BROH": "HAZ",
    "BROL": "BRO", "GRE": "GRN", "GRY": "GRY", "OTHC": "MUL", "OTHD": "XXX", "OTHL": "XXX",
    "MAR": "MAR", "PNK": "PNK",
}  # fmt: skip  # a table reads by rows
"""Code kept → code of biometric exchange; XXX where it has none."""

HAIR_IN_EXCHANGE: Final[Mapping[str, str]] = {
    "BLA": "BLK", "BRO": "BRO", "BROF": "BLN", "GRY": "GRY", "GRYG": "GRY", "HAIB": "BAL",
    "HAID": "XXX", "OTHD": "XXX", "RED": "RED", "REDA": "RED", "WHI": "WHI", "YELB": "BLN",
    "SDY": "SDY",
}  # fmt: skip  # a table reads by rows
"""Code kept → code of biometric exchange; XXX where it has none."""

_EYES_READ: Final = {"BLK": "BLA", "GRN": "GRE", "HAZ": "BROH", "MUL": "OTHC", "LIGHT": "OTHL"}
_HAIR_READ: Final = {"BLK": "BLA", "BLN": "YELB", "BAL": "HAIB", "BROWN": "BRO"}
"""Codes of biometric exchange, and what people write where our label says more."""


class Colour(OneOf):
    """A colour by either table's code or its name; one whose shade alone differs is near."""

    name = "colour"

    def __init__(self, choices: Mapping[str, str], read: Mapping[str, str]) -> None:
        super().__init__(choices)
        self._read = read

    def clean(self, value: Any) -> str:
        code = value.strip().upper() if isinstance(value, str) else value
        return super().clean(self._read.get(code, value) if isinstance(code, str) else value)

    def keys(self, clean: Any) -> tuple[str, ...]:
        return (clean if clean.startswith("OTH") else clean[:3],)


class EyeColour(Colour):
    """The colour of a person's eyes."""

    name = "eye_colour"


class HairColour(Colour):
    """The colour of a person's hair."""

    name = "hair_colour"


eye_colour = EyeColour(EYES, _EYES_READ)
hair_colour = HairColour(HAIR, _HAIR_READ)
