"""Vehicle identification numbers. Source: ISO 3779; 49 CFR 565.15 (check digit); GB 16735."""

from collections.abc import Mapping
from typing import Any, Final

from entraide.engine.schema.field_kinds.identifier import Identifier, capitals, skeleton
from entraide.language import _

LENGTH: Final = 17

NOTES: Final[Mapping[str, str]] = {
    "vin_length": _("The number has not the 17 characters of vehicles built since 1981."),
    "vin_letters": _("The letters I, O and Q do not occur; they were read as 1, 0 and 0."),
    "vin_check_digit": _("The check digit does not fit: a character may have been misread."),
    "vin_script": _("The number holds letters that no vehicle identification number has."),
}
"""What `vin_notes` may say, as sentences to translate."""

_NEVER: Final = str.maketrans("IOQ", "100")
_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES: Final = {
    **{digit: int(digit) for digit in "0123456789"},
    **dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "12345678123457923456789"), strict=True)),
}
_CHECKED_REGIONS: Final = frozenset("12345L")
"""First characters of North America and China, the only ones that must have a check digit."""


class Vin(Identifier):
    """A vehicle identification number, or the shorter or longer one of an older vehicle.

    A number that looks wrong is kept as it stands on the vehicle, never refused; `vin_notes` says
    what is odd about it. In a number of 17 characters I, O and Q are read as 1, 0 and 0.
    """

    name = "vin"
    expected = _("Expected: 17 letters and digits; from %(least)s to %(most)s before 1981.")

    def exact(self, clean: Any) -> str:
        plain = capitals(clean)
        return plain.translate(_NEVER) if len(plain) == LENGTH else plain

    def keys(self, clean: Any) -> tuple[str, ...]:
        return (skeleton(self.exact(clean)),)


vin = Vin(3, 25, "WUT7Z8E2XKA012345")


def vin_notes(clean: str) -> tuple[str, ...]:
    """What is odd about a number, as codes of `NOTES`; nothing if nothing is."""
    plain = capitals(clean)
    if not plain.isascii():
        return ("vin_script",)
    if len(plain) != LENGTH:
        return ("vin_length",)
    read = plain.translate(_NEVER)
    notes: tuple[str, ...] = ("vin_letters",) if read != plain else ()
    if read[0] in _CHECKED_REGIONS and read[8] != vin_check_digit(read):
        notes += ("vin_check_digit",)
    return notes


def vin_check_digit(vin: str) -> str:
    """The ninth character that a North American or Chinese number must have ("0"–"9" or "X").

    Args:
        vin: 17 capitals and digits without I, O and Q; what stands ninth is not looked at.
    """
    total = sum(
        weight * _VALUES[letter] for weight, letter in zip(_WEIGHTS, vin, strict=True) if weight
    )
    return "0123456789X"[total % 11]
